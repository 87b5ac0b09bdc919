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
  const startLengths = lengthsOf(starts);
  const endLengths = lengthsOf(ends);
  return (segment, lower, found) => {
    if (whole.size > 0) ask(whole.get(lower), segment, lower, found);
    for (const length of startLengths) {
      if (length <= lower.length) ask(starts.get(lower.slice(0, length)), segment, lower, found);
    }
    for (const length of endLengths) {
      if (length <= lower.length) ask(ends.get(lower.slice(lower.length - length)), segment, lower, found);
    }
  };
}

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

function lengthsOf(entries: ReadonlyMap<string, unknown>): readonly number[] {
  return [...new Set([...entries.keys()].map(({ length }) => length))];
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
