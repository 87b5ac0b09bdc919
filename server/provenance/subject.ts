/** Whose entries someone asks about: a person's name as it stands in paths, or a glob of paths. Pure. */

import { compileGlobs } from '../engine/glob';
import type { ReadEntry } from './readEntries';

/** Returns whether an entry's path names the subject. An entry whose path was erased names nobody. */
export function matchSubject(subject: string): (item: ReadEntry) => boolean {
  const matches = matchPath(subject);
  return ({ path }) => path !== undefined && matches(path);
}

/**
 * Returns whether a path names the subject: a glob (with `*`, `?`, `[`, `{` or `/`) matches it as a whole, a name is one of
 * its segments in any case.
 */
export function matchPath(subject: string): (path: string) => boolean {
  const isGlob = /[*?[\]{}/\\]/.test(subject);
  const matchesGlob = compileGlobs([subject.replaceAll('\\', '/')]);
  const name = subject.toLowerCase();
  return (path) => {
    const slashed = path.replaceAll('\\', '/');
    return isGlob ? matchesGlob(slashed) : slashed.toLowerCase().split('/').includes(name);
  };
}
