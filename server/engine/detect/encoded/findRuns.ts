/**
 * Finds long runs of base64 or hexadecimal characters, and lists of numbers, by a few bytes in sixteen.
 *
 * Invariant: whatever the text's first byte is, a run that is long enough holds two samples next to each other, so none is
 * missed and what is found doesn't hang on where the search began.
 */

import type { Span } from '../spans';
import { unitsOf } from '../utf8';

export const shortestRun = 32;
export const shortestList = 40;
/** Characters that aren't blank: sixteen numbers have more, and fewer could hide between samples and the list's ends. */
const fewestInList = 31;

const sampleDistance = 16;
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

const encoder = new TextEncoder();
const pieceLength = 16_384;
const overlap = 2 * sampleDistance;
const bytes = new Uint8Array(3 * (pieceLength + overlap));

/** Returns the runs of base64 characters, among them hexadecimal digits, of at least 32. */
export function findRuns(text: string, from: number, to: number): Span[] {
  return find(text, from, to, inRun, ({ from: first, to: end }) => end - first >= shortestRun);
}

/** Returns the stretches of at least 40 digits, commas and blanks that may be a list of numbers. */
export function findLists(text: string, from: number, to: number): Span[] {
  return find(text, from, to, inList, (span) => span.to - span.from >= shortestList && isDense(text, span));
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
  const { runs, lists } = sampleOnce(text, Math.max(0, from - shortestRun), Math.min(text.length, to + shortestRun));
  for (const at of kind === inRun ? runs : lists) look(at);
  if (to > 0 && to < text.length) look(to - 1);
  return spans;
}

/** Positions of samples, ascending. */
interface Samples {
  readonly runs: number[];
  readonly lists: number[];
}

let latest:
  | { readonly text: string; readonly from: number; readonly to: number; readonly samples: Samples }
  | undefined;

/** Both searches of a text sample it one after the other, so the second finds the samples of the first. */
function sampleOnce(text: string, from: number, to: number): Samples {
  if (latest !== undefined && latest.text === text && latest.from === from && latest.to === to) {
    const { samples } = latest;
    latest = undefined;
    return samples;
  }
  const samples: Samples = { runs: [], lists: [] };
  for (let start = from; start < to; start += pieceLength) {
    const piece = text.slice(start, Math.min(to, start + pieceLength + overlap));
    const { written } = encoder.encodeInto(piece, bytes);
    samplePiece(start, written, written === piece.length, samples);
  }
  latest = { text, from, to, samples };
  return samples;
}

/** Adds the samples whose bytes up to the next one seem to be of a kind. */
function samplePiece(start: number, length: number, isPlain: boolean, { runs, lists }: Samples): void {
  let units = 0;
  let counted = 0;
  let runEnd = 0;
  for (let at = 0; at + sampleDistance < length; at += sampleDistance) {
    // Few branches: in ordinary text each would go either way, which costs more than to look once more.
    const some =
      classes[bytes[at]!]! &
      classes[bytes[at + 4]!]! &
      classes[bytes[at + 8]!]! &
      classes[bytes[at + 12]!]! &
      classes[bytes[at + 16]!]!;
    if ((some & (inRun | inList)) === 0) continue;
    const every =
      some &
      classes[bytes[at + 2]!]! &
      classes[bytes[at + 6]!]! &
      classes[bytes[at + 10]!]! &
      classes[bytes[at + 14]!]!;
    if ((every & (inRun | inList)) === 0) continue;
    if (isPlain) units = at;
    else for (; counted < at; counted++) units += unitsOf(bytes[counted]!);
    if ((every & inRun) !== 0 && at >= runEnd) {
      runEnd = endOfRun(at, length);
      const from = startOfRun(at);
      // Most are names, too short as far as the bytes tell.
      if (runEnd - from >= shortestRun || from === 0 || runEnd === length) runs.push(start + units);
    }
    if ((every & inList) !== 0 && ((every & isBlank) === 0 || !isBlankUpTo(at))) lists.push(start + units);
  }
}

/** Returns where the bytes of a run that holds `at` end. */
function endOfRun(at: number, length: number): number {
  let to = at;
  while (to < length && (classes[bytes[to]!]! & inRun) !== 0) to++;
  return to;
}

function startOfRun(at: number): number {
  let from = at;
  while (from > 0 && (classes[bytes[from - 1]!]! & inRun) !== 0) from--;
  return from;
}

function isBlankUpTo(at: number): boolean {
  for (let i = at; i <= at + sampleDistance; i++) if ((classes[bytes[i]!]! & isBlank) === 0) return false;
  return true;
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
