/**
 * Which part of a policy's text a problem is about: the token at its place, not all that stands below it.
 */

import type { PathSegments, PolicyDocument, TextRange } from '../document';
import type { Problem } from '../problem';
import { valueAt } from './source';

/** Returns the range to mark: the key or value at the problem's place, its first line only. */
export function rangeOfProblem(document: PolicyDocument, problem: Problem, value: unknown): TextRange {
  const offset = offsetOf(document.text, problem.line, problem.column);
  const segments = parsePointer(problem.pointer, value);
  const candidates = [document.rangeOf(segments, 'key'), document.rangeOf(segments, 'value')];
  const found = candidates.find((range) => range !== undefined && range.offset === offset && range.length > 0);
  if (found !== undefined && (segments.length > 0 || problem.line > 1)) return firstLine(document.text, found);
  return tokenAt(document.text, offset);
}

/** Returns the whole of what a warning is about, for what could as well not be there. */
export function wholeOfProblem(document: PolicyDocument, problem: Problem, value: unknown): TextRange {
  const range = document.rangeOf(parsePointer(problem.pointer, value));
  return range === undefined ? rangeOfProblem(document, problem, value) : trimEnd(document.text, range);
}

/** Returns the segments of a JSON Pointer, indices as numbers where the value has a list. */
export function parsePointer(pointer: string, root: unknown): PathSegments {
  const segments: (string | number)[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    segments.push(Array.isArray(valueAt(root, segments)) && /^\d+$/.test(key) ? Number(key) : key);
  }
  return segments;
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let count = 1; count < line; count++) {
    const next = text.indexOf('\n', start);
    if (next === -1) break;
    start = next + 1;
  }
  return Math.min(text.length, start + column - 1);
}

function firstLine(text: string, { offset, length }: TextRange): TextRange {
  const [line = ''] = text.slice(offset, offset + length).split(/\r?\n/, 1);
  return { offset, length: Math.max(1, line.trimEnd().length) };
}

function trimEnd(text: string, { offset, length }: TextRange): TextRange {
  return { offset, length: Math.max(1, text.slice(offset, offset + length).trimEnd().length) };
}

/** Returns the word at an offset, or one character. */
function tokenAt(text: string, offset: number): TextRange {
  const [word = ''] = /^[^\s:,[\]{}#]+/.exec(text.slice(offset, offset + 200)) ?? [];
  return { offset, length: Math.max(1, word.length) };
}
