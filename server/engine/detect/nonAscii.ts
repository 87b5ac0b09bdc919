/** Where a text has characters outside ASCII: most have none, and some detectors need to look nowhere else. */

import type { FindSpans, Span } from './spans';

export const findNonAscii: FindSpans = function* (text, from, to) {
  const search = /[^\x00-\x7f]+/g;
  search.lastIndex = from;
  for (let match = search.exec(text); match !== null && match.index < to; match = search.exec(text)) {
    let begin = match.index;
    while (begin > 0 && begin <= from && text.charCodeAt(begin - 1) > 127) begin--;
    yield { from: begin, to: search.lastIndex };
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
