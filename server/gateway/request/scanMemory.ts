/**
 * Scans of earlier requests: a conversation is sent again with each turn, so that only what changed is scanned.
 *
 * Bounded in number and size. Knows no policy but its scanner.
 */

import type { Scanner, ScanResult } from '../../engine/detect/types';

const mostEntries = 48;
const mostCodeUnits = 4 * 1024 * 1024;
/** Shorter texts are scanned faster than they are compared. */
const shortest = 2048;
const probeLength = 64;

interface Entry {
  readonly text: string;
  readonly result: ScanResult;
}

/** Returns a function that gives what `scanner.scan` would. */
export function createScanMemory(scanner: Scanner): (text: string) => ScanResult {
  /** The last used at the end. */
  let entries: Entry[] = [];
  let codeUnits = 0;

  function remember(entry: Entry, inPlaceOf: Entry | undefined): void {
    if (inPlaceOf !== undefined) {
      entries = entries.filter((other) => other !== inPlaceOf);
      codeUnits -= inPlaceOf.text.length;
    }
    entries.push(entry);
    codeUnits += entry.text.length;
    while (entries.length > mostEntries || codeUnits > mostCodeUnits) codeUnits -= entries.shift()!.text.length;
  }

  return (text) => {
    if (text.length < shortest || text.length > mostCodeUnits) return scanner.scan(text);
    const known = entries.findLast((entry) => isRelated(entry.text, text));
    if (known === undefined) {
      const result = scanner.scan(text);
      remember({ text, result }, undefined);
      return result;
    }
    if (known.text === text) return known.result;
    const result = scanner.rescan(known.result, text, editBetween(known.text, text));
    remember({ text, result }, known);
    return result;
  };
}

/** Reports whether the texts have so much in common that a rescan is worth it; a few samples decide. */
function isRelated(known: string, text: string): boolean {
  const length = Math.min(known.length, text.length);
  return [0, length >> 2, (length >> 1) - probeLength].every((at) =>
    text.startsWith(known.slice(at, at + probeLength), at),
  );
}

/** Returns the one edit that makes `after` of `before`: between what both begin and end with. */
export function editBetween(before: string, after: string) {
  const most = Math.min(before.length, after.length);
  const offset = longest(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  const suffix = longest(most - offset, (from, to) => lastOf(before, from, to) === lastOf(after, from, to));
  return { offset, removed: before.length - offset - suffix, inserted: after.length - offset - suffix };
}

/** Returns the code units of a text that stand so far from its end. */
function lastOf(text: string, from: number, to: number): string {
  return text.slice(text.length - to, text.length - from);
}

/**
 * Returns the greatest number up to `most` until which all is equal, where `isEqual` tells of a stretch. In all, no more
 * than twice the text is compared. Slices are compared as memory is; `startsWith` would go by the code unit.
 */
function longest(most: number, isEqual: (from: number, to: number) => boolean): number {
  if (isEqual(0, most)) return most;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isEqual(low, middle)) low = middle;
    else high = middle;
  }
  return low;
}
