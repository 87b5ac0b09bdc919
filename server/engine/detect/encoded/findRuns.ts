/**
 * Finds long runs of base64 or hexadecimal characters, and lists of numbers, from samples of sixteen bytes of one class.
 *
 * Invariant: wherever the sampling begins, a run that is long enough holds a sample, so none is missed and what is found
 * doesn't hang on where the search began.
 */

import { sampleText } from '../kernel/kernel';
import type { Span } from '../spans';
import { findBeginning } from './base64';
import { holdsCodes } from './codes';
import { findHex, kindOfHex } from './hex';

export const shortestRun = 32;
export const shortestList = 40;
/** Characters that aren't blank: sixteen numbers have more, and with fewer it could hold no sample but blanks. */
const fewestInList = 31;

const inRun = 1;
const inList = 2;
const isBlank = 4;

const classes = new Uint8Array(256);
for (const [characters, kind] of [
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_', inRun],
  ['0123456789abcdefABCDEFxX,', inList],
  [' \t\r\n', inList | isBlank],
] as const) {
  for (const character of characters) classes[character.charCodeAt(0)]! |= kind;
}

/** Returns the runs of at least 32 base64 characters, or hexadecimal digits, that seem to encode something: few do. */
export function findRuns(text: string, from: number, to: number): Span[] {
  return find(text, from, to, inRun, (run) => run.to - run.from >= shortestRun && isTelling(text, run));
}

function isTelling(text: string, { from, to }: Span): boolean {
  const hex = findHex(text, from, to);
  if (hex !== undefined) return kindOfHex(text, hex) !== undefined;
  return findBeginning(text, from, to, shortestRun) !== undefined;
}

/** Returns the stretches of at least 40 digits, commas and blanks that are a list of numbers which seem to be text. */
export function findLists(text: string, from: number, to: number): Span[] {
  return find(
    text,
    from,
    to,
    inList,
    (span) => span.to - span.from >= shortestList && isDense(text, span) && holdsCodes(text, span.from, span.to),
  );
}

function find(text: string, from: number, to: number, kind: number, isLong: (span: Span) => boolean): Span[] {
  const spans: Span[] = [];
  let last = -1;
  const look = (at: number): void => {
    if (at < last || (classOf(text.charCodeAt(at)) & kind) === 0) return;
    const span = stretchAt(text, at, kind);
    last = span.to;
    if (isLong(span) && span.from < to && span.to > from) spans.push(span);
  };
  // What reaches beyond the region may have its samples there.
  if (from > 0) look(from);
  const { runs, lists } = sampleText(text, Math.max(0, from - shortestRun), Math.min(text.length, to + shortestRun));
  for (const at of kind === inRun ? runs : lists) look(at);
  if (to > 0 && to < text.length) look(to - 1);
  return spans;
}

/** Returns the stretch of characters of the kind around `at`, which is one. */
function stretchAt(text: string, at: number, kind: number): Span {
  let from = at;
  let to = at;
  while (from > 0 && (classOf(text.charCodeAt(from - 1)) & kind) !== 0) from--;
  while (to < text.length && (classOf(text.charCodeAt(to)) & kind) !== 0) to++;
  return { from, to };
}

function isDense(text: string, { from, to }: Span): boolean {
  let count = 0;
  for (let i = from; i < to && count < fewestInList; i++) {
    if ((classOf(text.charCodeAt(i)) & isBlank) === 0) count++;
  }
  return count >= fewestInList;
}

function classOf(code: number): number {
  return code < 128 ? classes[code]! : 0;
}
