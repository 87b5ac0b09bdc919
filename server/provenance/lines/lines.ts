/** From the attribution of characters to that of lines. Pure. */

import { type Attribution, hasSources, runsOf, type Source } from './attribution';

/** A line that holds characters of a model: `ai` where all are, `mixed` where a person's are among them. */
export interface LineAuthors {
  readonly kind: 'ai' | 'mixed';
  /** In the order of their first character. */
  readonly sources: readonly Source[];
}

/**
 * Returns the lines that hold characters of a model, by 1-based number; all others are a person's.
 *
 * White space counts only where a line has nothing else: a formatter that indents a model's line has written nothing.
 */
export function authorsOfLines(attribution: Attribution, text: string): Map<number, LineAuthors> {
  const authors = new Map<number, LineAuthors>();
  if (!hasSources(attribution)) return authors;
  const runs = runsOf(attribution);
  let run = runs.next().value;
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    const isBlank = text.slice(start, end).trim() === '';
    const sources = new Map<string, Source>();
    let isMixed = false;
    while (run && run.start < end) {
      const own = text.slice(Math.max(run.start, start), Math.min(run.end, end));
      if (isBlank || own.trim() !== '') {
        if (run.source) sources.set(run.source.entry, run.source);
        else isMixed = true;
      }
      if (run.end > end) break;
      run = runs.next().value;
    }
    if (sources.size > 0) {
      authors.set(line, { kind: isMixed && !isBlank ? 'mixed' : 'ai', sources: [...sources.values()] });
    }
    start = end;
  }
  return authors;
}

/** Returns the text's lines, each with its line break. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}
