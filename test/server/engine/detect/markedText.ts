/**
 * Marked text: a line `//   ^^^^^ detector/id` says that the line above holds a finding right above the carets.
 */

import type { Finding } from '../../../../server/engine/detect/types';

export interface Mark {
  readonly detector: string;
  readonly offset: number;
  readonly length: number;
}

/** Returns the text without its marks, and the marks as ranges of that text, sorted by offset. */
export function parseMarked(marked: string): { text: string; marks: Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  let lineStart = 0;
  let next = 0;
  for (const line of marked.split('\n')) {
    const mark = /^\s*(?:\/\/|#)\s*(\^+)\s+(\S+\/\S+)$/.exec(line);
    if (mark) {
      marks.push({ detector: mark[2]!, offset: lineStart + line.indexOf('^'), length: mark[1]!.length });
    } else {
      lines.push(line);
      lineStart = next;
      next += line.length + 1;
    }
  }
  return { text: lines.join('\n'), marks: marks.sort((a, b) => a.offset - b.offset) };
}

export function toMarks(findings: readonly Finding[]): Mark[] {
  return findings.map(({ detector, offset, length }) => ({ detector, offset, length }));
}
