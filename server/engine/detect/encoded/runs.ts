/**
 * Finds long runs of base64 or hexadecimal characters and lists of numbers by looking at four characters in sixteen.
 *
 * Invariant: a run that is long enough holds a sample and the next one, so none is missed; each character
 * is walked over at most once however many samples fall on it.
 */

import { takeBase64 } from './base64';
import { takeCodes } from './codes';
import { takeHex } from './hex';
import type { Sink } from './sink';

const shortestRun = 32;
const shortestHex = 40;
const shortestList = 40;
/** So that of a run as long as the shortest two samples next to each other are inside. */
const sampleDistance = 16;

const inRun = 1;
const inList = 2;
const isHexDigit = 4;
const isDigit = 8;

const shortest = { [inRun]: shortestRun, [inList]: shortestList } as const;

const stopped = Number.MAX_SAFE_INTEGER;

const classes = new Uint8Array(65536);
for (const [characters, kind] of [
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_', inRun],
  ['0123456789abcdefABCDEF', isHexDigit | inList],
  ['xX, \t\r\n', inList],
  ['0123456789', isDigit],
] as const) {
  for (const character of characters) classes[character.charCodeAt(0)]! |= kind;
}

/** Hands every encoded run and list of the text to what decodes it. */
export function lookForRuns(text: string, sink: Sink): void {
  const last = text.length - sampleDistance - 1;
  let floor = 0;
  let first = classOf(text, sampleDistance - 1);
  for (let at = sampleDistance - 1; at <= last; at += sampleDistance) {
    // Few branches: in ordinary text each would go either way, which costs more than to look once more.
    const second = classOf(text, at + 4);
    const third = classOf(text, at + 8);
    const fourth = classOf(text, at + 12);
    const fifth = classOf(text, at + sampleDistance);
    const every = first & second & third & fourth & fifth;
    // Lists have digits, indentation has none.
    const some = first | second | third | fourth | fifth;
    first = fifth;
    if ((every & inRun) === 0 && ((every & inList) === 0 || (some & isDigit) === 0)) continue;
    const between = classOf(text, at + 2) & classOf(text, at + 6) & classOf(text, at + 10) & classOf(text, at + 14);
    const common = every & between;
    if ((common & (inRun | inList)) === 0) continue;
    const to = takeAround(text, at, floor, common & inRun ? inRun : inList, sink);
    if (to <= floor) continue;
    if (to === stopped) return;
    floor = to;
    at = Math.max(at, to);
    first = at + sampleDistance <= last ? classOf(text, at + sampleDistance) : 0;
  }
}

function classOf(text: string, at: number): number {
  return classes[text.charCodeAt(at)]!;
}

/** Returns where the run or list around `at` ends, 0 where it is too short, `stopped` where no more is wanted. */
function takeAround(text: string, at: number, floor: number, kind: typeof inRun | typeof inList, sink: Sink): number {
  const to = endOf(text, at, kind);
  // Where it has to have begun at the latest, as most words have not.
  const begin = to - shortest[kind];
  if (begin < floor) return 0;
  if (begin < at && (classes[text.charCodeAt(begin)]! & classes[text.charCodeAt((begin + at) >> 1)]! & kind) === 0)
    return 0;
  const from = startOf(text, at, floor, kind);
  if (from > begin) return 0;
  if (sink.room <= 0 || !sink.spend(to - from)) return stopped;
  if (kind === inRun) return takeRun(text, from, to, sink);
  takeCodes(text, from, to, sink);
  return to;
}

function startOf(text: string, at: number, floor: number, kind: number): number {
  let from = at;
  while (from > floor && (classes[text.charCodeAt(from - 1)]! & kind) !== 0) from--;
  return from;
}

function endOf(text: string, at: number, kind: number): number {
  let to = at;
  while (to < text.length && (classes[text.charCodeAt(to)]! & kind) !== 0) to++;
  return to;
}

function takeRun(text: string, from: number, to: number, sink: Sink): number {
  const second = text.charCodeAt(from + 1) === 0x78;
  const first = second ? from + 2 : text.charCodeAt(from) === 0x78 ? from + 1 : from;
  if (to - first >= shortestHex && isHex(text, first, to)) {
    takeHex(text, first, to, sink);
    return to;
  }
  return takeBase64(text, from, to, shortestRun, sink);
}

function isHex(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((classes[text.charCodeAt(i)]! & isHexDigit) === 0) return false;
  return true;
}
