/**
 * Finds which of many parsed segments match one segment of a path, asking few of them.
 *
 * The index goes by literal text and only narrows down; whether a segment matches, minimatch's own test says.
 */

import { GLOBSTAR } from 'minimatch';
import { buildAutomaton, findKeywords } from '../detect/keywords';
import type { Part } from './parseGlob';

/** Adds what belongs to the parsed segments that match a path's segment, given as it is and in lower case. */
export type SegmentIndex<T> = (segment: string, lower: string, found: T[]) => void;

/** Compiles parsed segments, each with what belongs to it. `GLOBSTAR` is left out: it is no test of one segment. */
export function createSegmentIndex<T>(parts: Iterable<readonly [Part, T]>): SegmentIndex<T> {
  const whole = new Map<string, Entry<T>[]>();
  const always: Entry<T>[] = [];
  const literal: Entry<T>[] = [];
  for (const [part, value] of parts) {
    if (part === GLOBSTAR) continue;
    const { all, within } = typeof part === 'string' ? { all: true, within: part.toLowerCase() } : literalOf(part);
    const entry = { within, part, value };
    if (all) whole.set(within, [...(whole.get(within) ?? []), entry]);
    else (within === '' ? always : literal).push(entry);
  }
  const automaton = literal.length > few ? buildAutomaton(literal.map(({ within }) => [within])) : undefined;
  return (segment, lower, found) => {
    if (whole.size > 0) for (const entry of whole.get(lower) ?? []) ask(entry, segment, found);
    for (const entry of always) ask(entry, segment, found);
    if (automaton === undefined) {
      for (const entry of literal) if (lower.includes(entry.within)) ask(entry, segment, found);
      return;
    }
    findKeywords(automaton, lower, 0, lower.length, (_, indices) => {
      for (const index of indices) ask(literal[index] as Entry<T>, segment, found);
      return true;
    });
  };
}

function ask<T>({ part, value }: Entry<T>, segment: string, found: T[]): void {
  const matches = typeof part === 'string' ? part === segment : part.test(segment);
  if (matches && !found.includes(value)) found.push(value);
}

/** So many literal texts are looked for one by one; more of them in one pass over the segment. */
const few = 12;

interface Entry<T> {
  /** What a segment that matches has somewhere, in lower case. */
  readonly within: string;
  readonly part: string | RegExp;
  readonly value: T;
}

/**
 * Returns a text that every segment which a glob's expression matches has somewhere, in lower case; `all` where the glob
 * has nothing else.
 *
 * Only ASCII characters that never have a meaning in globs count. With `iu` even they equal characters that lower case
 * keeps apart, and minimatch makes an alternative of an escaped `|`.
 */
function literalOf({ _glob: glob = '', flags }: Exclude<Part, string | typeof GLOBSTAR>): {
  readonly all: boolean;
  readonly within: string;
} {
  if (glob === '' || flags.includes('u') || glob.includes('\\')) return { all: false, within: '' };
  const lower = glob.toLowerCase();
  const simple = lower.split(/[@+!?*]?\(|\[/, 1)[0] ?? '';
  const runs = simple.match(/[\w .~-]+/g) ?? [];
  const within = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
  return { all: within === lower, within };
}
