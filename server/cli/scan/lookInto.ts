/**
 * What detectors see in one file's text, as plain data that passes between threads.
 *
 * What it returns holds the values themselves: it stays inside the process and is never printed.
 */

import { parseSuppressions, suppressionOf } from '../../engine/detect/suppression';
import type { Finding, Scanner } from '../../engine/detect/types';
import type { ReadTextResult } from '../../host/readText';
import { scanPieces } from './scanPieces';

/** A finding with its place and its value; line and column are 1-based, columns count UTF-16 code units. */
export interface Seen extends Finding {
  readonly line: number;
  readonly column: number;
  readonly value: string;
  /** The reason of the comment that quiets it. */
  readonly allowed?: string;
}

/** Something in the text that the user should know of, such as a suppression that holds no more. */
export interface Remark {
  readonly line: number;
  readonly message: string;
}

export type Outcome =
  | {
      readonly kind: 'scanned';
      readonly findings: readonly Seen[];
      readonly remarks: readonly Remark[];
      /** True where the text was too costly to be scanned to its end. */
      readonly exhausted: boolean;
    }
  | { readonly kind: 'failed'; readonly message: string }
  | Exclude<ReadTextResult, { kind: 'text' }>;

export interface LookOptions {
  readonly scanner: Scanner;
  /** Until when suppressions have to hold, epoch milliseconds. */
  readonly now: number;
  /** Whether comments may quiet findings. */
  readonly suppressions: boolean;
}

/** Returns what is in a file's content; `path` is the file's, `/`-separated. Findings are in the order of their offsets. */
export function lookInto(path: string, content: ReadTextResult, options: LookOptions): Outcome {
  if (content.kind !== 'text') return content;
  const { text } = content;
  const { findings, exhausted } = scanPieces(options.scanner, text, path);
  const { suppressions, problems } = options.suppressions
    ? parseSuppressions(text, options.now)
    : { suppressions: [], problems: [] };
  const lineAt = createLineCounter(text);
  const seen = findings.map((finding): Seen => {
    const { detector, offset, length, confidence } = finding;
    const allowed = suppressionOf(finding, suppressions)?.reason;
    return {
      detector,
      offset,
      length,
      confidence,
      ...lineAt(offset),
      value: text.slice(offset, offset + length),
      ...(allowed === undefined ? {} : { allowed }),
    };
  });
  const remarkLine = createLineCounter(text);
  const remarks = problems.map(({ offset, message }) => ({ line: remarkLine(offset).line, message }));
  return { kind: 'scanned', findings: seen, remarks, exhausted };
}

/** Returns a function from ascending offsets to 1-based places; lines end with LF or CRLF. */
export function createLineCounter(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = end + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
