/**
 * What a script has set so far: variables, the folders it may be in, the names it gave another meaning.
 *
 * Invariant: what may hold is only ever added to. A branch that isn't taken costs precision, never a read.
 */

import { posix, win32 } from 'node:path';
import { type Pieces, plainText, textPiece, unknownPiece } from './pieces';
import type { ShellPlace } from './reading';

const mostValues = 24;
const mostFolders = 16;

export interface Scope {
  readonly place: ShellPlace;
  readonly folders: () => readonly string[];
  /** Notes that the script may go to a folder; returns false where it may already be in too many to note more. */
  enter(folder: Pieces): boolean;
  /** Returns all values a variable may have. */
  valuesOf(name: string): readonly Pieces[];
  assign(name: string, values: readonly Pieces[]): void;
  /** Notes that a name means something else from now on. */
  redefine(name: string): void;
  isRedefined(name: string): boolean;
}

export function createScope(place: ShellPlace): Scope {
  const folders = [place.cwd];
  const variables = new Map<string, Pieces[]>();
  const redefined = new Set<string>();
  return {
    place,
    folders: () => [...folders],
    enter(folder) {
      const text = plainText(folder);
      if (text === undefined || text === '-') return true;
      for (const base of [...folders]) {
        const next = resolveIn(base, text === '' ? place.home : text);
        if (folders.includes(next)) continue;
        if (folders.length >= mostFolders) return false;
        folders.push(next);
      }
      return true;
    },
    valuesOf(name) {
      const set = variables.get(name);
      if (name === 'PWD' || name === 'OLDPWD') return folders.map((folder) => [textPiece(folder)]);
      const given = name === 'HOME' ? place.home : place.env[name];
      if (set === undefined) return [given === undefined ? [unknownPiece] : [textPiece(given)]];
      return set;
    },
    assign(name, values) {
      const all = [...(variables.get(name) ?? []), ...values];
      variables.set(name, all.length > mostValues ? [[unknownPiece]] : all);
    },
    redefine: (name) => void redefined.add(name),
    isRedefined: (name) => redefined.has(name),
  };
}

/** Returns an absolute path; both kinds of machine are understood wherever this runs. */
export function resolveIn(base: string, path: string): string {
  const { resolve } = /^[a-z]:[\\/]|^\\\\/i.test(base) ? win32 : posix;
  return resolve(base, path);
}
