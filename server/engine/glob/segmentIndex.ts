/**
 * Finds which of many parsed segments match one segment of a path, asking few of them.
 *
 * The index goes by literal text and only narrows down; whether a segment matches, minimatch's own test says.
 */

import { GLOBSTAR } from 'minimatch';
import type { Part } from './parseGlob';

/** Adds what belongs to the parsed segments that match a path's segment, given as it is and in lower case. */
export type SegmentIndex<T> = (segment: string, lower: string, found: T[]) => void;

/** Compiles parsed segments, each with what belongs to it. `GLOBSTAR` is left out: it is no test of one segment. */
export function createSegmentIndex<T>(parts: Iterable<readonly [Part, T]>): SegmentIndex<T> {
  const whole = new Map<string, Entry<T>[]>();
  const starts = new Map<string, Entry<T>[]>();
  const ends = new Map<string, Entry<T>[]>();
  for (const [part, value] of parts) {
    if (part === GLOBSTAR) continue;
    if (typeof part === 'string') {
      add(whole, part.toLowerCase(), { within: '', part, value });
      continue;
    }
    const { all, start, within, end } = literalsOf(part._glob ?? '', part.flags);
    const entry = { within, part, value };
    if (all) add(whole, start, entry);
    else if (start.length > end.length) add(starts, start, entry);
    else add(ends, end, entry);
  }
  const anywhere = ends.get('');
  const startLengths = lengthsBy(starts, (start) => start.charCodeAt(0));
  const endLengths = lengthsBy(ends, (end) => end.charCodeAt(end.length - 1));
  return (segment, lower, found) => {
    const { length } = lower;
    if (whole.size > 0) ask(whole.get(lower), segment, lower, found);
    ask(anywhere, segment, lower, found);
    for (const start of startLengths.get(lower.charCodeAt(0)) ?? none) {
      if (start <= length) ask(starts.get(lower.slice(0, start)), segment, lower, found);
    }
    for (const end of endLengths.get(lower.charCodeAt(length - 1)) ?? none) {
      if (end <= length) ask(ends.get(lower.slice(length - end)), segment, lower, found);
    }
  };
}

const none: readonly number[] = [];

function ask<T>(entries: readonly Entry<T>[] | undefined, segment: string, lower: string, found: T[]): void {
  if (entries === undefined) return;
  for (const { within, part, value } of entries) {
    if (lower.includes(within) && (typeof part === 'string' ? part === segment : part.test(segment))) found.push(value);
  }
}

interface Entry<T> {
  /** What a segment that matches has somewhere, in lower case. */
  readonly within: string;
  readonly part: string | RegExp;
  readonly value: T;
}

function add<T>(entries: Map<string, Entry<T>[]>, key: string, entry: Entry<T>): void {
  const before = entries.get(key);
  if (before === undefined) entries.set(key, [entry]);
  else before.push(entry);
}

/** Returns the lengths of the texts that share a character; the empty text has none. */
function lengthsBy(
  entries: ReadonlyMap<string, unknown>,
  characterOf: (text: string) => number,
): ReadonlyMap<number, readonly number[]> {
  const lengths = new Map<number, number[]>();
  for (const text of entries.keys()) {
    if (text === '') continue;
    const known = lengths.get(characterOf(text)) ?? [];
    if (!known.includes(text.length)) lengths.set(characterOf(text), [...known, text.length]);
  }
  return lengths;
}

interface Literals {
  /** Whether the glob has nothing but `start`. */
  readonly all: boolean;
  readonly start: string;
  readonly within: string;
  readonly end: string;
}

/**
 * Returns what every segment that a glob's expression matches has at its start, somewhere and at its end, in lower case.
 *
 * Only ASCII characters that never have a meaning in globs count. With `iu` even they equal characters that lower case
 * keeps apart, and minimatch makes an alternative of an escaped `|`.
 */
function literalsOf(glob: string, flags: string): Literals {
  if (glob === '' || flags.includes('u') || glob.includes('\\')) return { all: false, start: '', within: '', end: '' };
  const lower = glob.toLowerCase();
  const simple = lower.split(/[@+!?*]?\(|\[/, 1)[0] ?? '';
  const runs = simple.match(/[\w .~-]+/g) ?? [];
  const start = /^[\w .~-]*/.exec(lower)?.[0] ?? '';
  return {
    all: start === lower,
    start,
    within: runs.reduce((longest, run) => (run.length > longest.length ? run : longest), ''),
    end: /[\w .~-]*$/.exec(lower)?.[0] ?? '',
  };
}
