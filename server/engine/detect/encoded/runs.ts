/** Hands the long runs of base64 or hexadecimal characters and the lists of numbers of a text to what decodes them. */

import type { Span } from '../spans';
import { takeBase64 } from './base64';
import { takeCodes } from './codes';
import { findLists, findRuns, shortestList, shortestRun } from './findRuns';
import { findHex, takeHex } from './hex';
import type { Look, Sink } from './sink';

export const lookForRuns: Look = (text, sink, spansIn) => {
  // One after the other: they share their samples.
  const [runs, lists] = [spansIn(findRuns), spansIn(findLists)];
  takeEach(runs, shortestRun, sink, (from, to) => takeRun(text, from, to, sink));
  takeEach(lists, shortestList, sink, (from, to) => {
    takeCodes(text, from, to, sink);
    return to;
  });
};

/** Calls `take` with the spans, each without what was taken together with one before. */
function takeEach(
  spans: Iterable<Span>,
  shortest: number,
  sink: Sink,
  take: (from: number, to: number) => number,
): void {
  let floor = 0;
  for (const span of spans) {
    const from = Math.max(span.from, floor);
    if (span.to - from < shortest) continue;
    if (sink.room <= 0 || !sink.spend(span.to - from)) return;
    floor = take(from, span.to);
  }
}

function takeRun(text: string, from: number, to: number, sink: Sink): number {
  const first = findHex(text, from, to);
  if (first === undefined) return takeBase64(text, from, to, shortestRun, sink);
  takeHex(text, first, to, sink);
  return to;
}
