/**
 * What an export format is: text before the entries, for each entry, and after them, so that a log of any length streams.
 *
 * A format is one file beside this one and a line in index.ts. It knows no files and no clock.
 */

import type { ReadEntry } from '../readEntries';

export interface ExportContext {
  /** Version of Portcullis. */
  readonly version: string;
  /** The log's origin line: tells one machine's log from another's. */
  readonly origin: string;
}

export interface ExportWriter {
  header(): string;
  /** Returns the entry's text, empty where the format has no place for it. */
  entry(item: ReadEntry): string;
  footer(): string;
}

export interface ExportFormat {
  /** As it is called on the command line. */
  readonly name: string;
  /** What it holds and who reads it, one line for the help. */
  readonly summary: string;
  start(context: ExportContext): ExportWriter;
}

/** Tells that a format that has to hold all entries at once was given too many; the message says what to do. */
export class ExportTooLarge extends Error {
  override readonly name = 'ExportTooLarge';
}

/** Returns a format of one line an entry and nothing around them. */
export function linesFormat(
  name: string,
  summary: string,
  line: (item: ReadEntry, context: ExportContext) => string | undefined,
): ExportFormat {
  return {
    name,
    summary,
    start: (context) => ({
      header: () => '',
      entry(item) {
        const text = line(item, context);
        return text === undefined ? '' : `${text}\n`;
      },
      footer: () => '',
    }),
  };
}
