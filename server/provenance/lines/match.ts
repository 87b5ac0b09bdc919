/**
 * Finds the lines of earlier commits again in a later one by what they say, as after a rebase, a squash, a cherry-pick
 * or a split. Pure; knows no git.
 *
 * Invariant: a line that says next to nothing (a bracket, an empty line) is never taken for one of a model's by itself,
 * only beside one that says something.
 */

import { type Match, matchSequences } from './diff';
import { isSignificant } from './fragments';
import { splitLines } from './lines';

/** One file of a commit: its text, and the keys of the lines that are known. */
export interface KeyedFile {
  readonly path: string;
  readonly text: string;
  readonly keys: ReadonlyMap<number, readonly string[]>;
}

/** One file of a later commit: its text, and the lines that commit added. */
export interface LaterFile {
  readonly path: string;
  /** Its path before, where it was renamed. */
  readonly oldPath?: string;
  readonly text: string;
  readonly added: ReadonlySet<number>;
}

/**
 * Adds to `found`, by path and line, the keys of added lines that the earlier files have as well; a later call wins.
 *
 * Lines of the same file are matched in order; what is left over is looked for in all files, where it is there once.
 */
export function findLines(
  earlier: readonly KeyedFile[],
  later: readonly LaterFile[],
  found: Map<string, Map<number, readonly string[]>>,
): void {
  const put = (path: string, line: number, keys: readonly string[]): void => {
    const own = found.get(path) ?? new Map<number, readonly string[]>();
    found.set(path, own.set(line, keys));
  };
  const taken = new Set<string>();
  const left = new Map<string, readonly string[] | undefined>();
  for (const file of earlier) {
    const lines = splitLines(file.text);
    const used = new Set<number>();
    for (const target of later.filter(({ path, oldPath }) => path === file.path || oldPath === file.path)) {
      const targetLines = splitLines(target.text);
      for (const { a, b } of linesOf(matchSequences(lines, targetLines), lines, file.keys)) {
        used.add(a);
        const keys = file.keys.get(a);
        if (keys === undefined || !target.added.has(b)) continue;
        put(target.path, b, keys);
        taken.add(`${target.path}\0${b}`);
      }
    }
    for (const [number, keys] of file.keys) {
      const line = lines[number - 1];
      if (line === undefined || used.has(number) || !isSignificant(line)) continue;
      // One that is there twice could be either.
      left.set(line, left.has(line) ? undefined : keys);
    }
  }
  if (left.size === 0) return;
  const places = new Map<string, { path: string; line: number } | undefined>();
  for (const { path, text, added } of later) {
    for (const [i, line] of splitLines(text).entries()) {
      if (!left.has(line) || !added.has(i + 1) || taken.has(`${path}\0${i + 1}`)) continue;
      places.set(line, places.has(line) ? undefined : { path, line: i + 1 });
    }
  }
  for (const [line, place] of places) {
    const keys = left.get(line);
    if (place !== undefined && keys !== undefined) put(place.path, place.line, keys);
  }
}

/** Yields the matching lines, 1-based, of stretches in which a known line says something. */
function* linesOf(
  matches: readonly Match[],
  lines: readonly string[],
  keys: KeyedFile['keys'],
): Generator<{ a: number; b: number }> {
  for (const { a, b, length } of matches) {
    // A stretch ends where a line of nobody known comes between.
    for (let from = 0; from < length; ) {
      let to = from;
      while (to < length && keys.has(a + to + 1) === keys.has(a + from + 1)) to++;
      const says = lines.slice(a + from, a + to).some(isSignificant);
      if (says) for (let i = from; i < to; i++) yield { a: a + i + 1, b: b + i + 1 };
      from = to;
    }
  }
}
