/** Where a text has characters outside ASCII: most have none, and some detectors need to look nowhere else. */

import { foreignParts } from './kernel/kernel';
import type { FindSpans, Span } from './spans';

export const findNonAscii: FindSpans = function* (text, from, to) {
  const search = /[^\x00-\x7f]+/g;
  let last = 0;
  for (const part of foreignParts(text, from, to)) {
    const start = Math.max(part.from, last);
    const piece = text.slice(start, part.to);
    search.lastIndex = 0;
    for (let match = search.exec(piece); match !== null; match = search.exec(piece)) {
      let begin = start + match.index;
      last = start + search.lastIndex;
      while (begin > 0 && begin <= from && text.charCodeAt(begin - 1) > 127) begin--;
      while (last < text.length && last >= part.to && text.charCodeAt(last) > 127) last++;
      yield { from: begin, to: last };
    }
  }
};

/** Returns the whole lines that hold the spans, neighbouring ones as one. */
export function linesOf(text: string, spans: Iterable<Span>): Span[] {
  const lines: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = lines.at(-1);
    if (last !== undefined && span.from < last.to) continue;
    const from = text.lastIndexOf('\n', span.from) + 1;
    const newline = text.indexOf('\n', span.to);
    const to = newline < 0 ? text.length : newline;
    if (last !== undefined && last.to === from - 1) last.to = to;
    else lines.push({ from, to });
  }
  return lines;
}
