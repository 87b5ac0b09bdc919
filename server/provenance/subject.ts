/** Whose entries someone asks about: a person's name as it stands in paths, or a glob of paths. Pure. */

import { compileGlobs } from '../engine/glob';
import type { ReadEntry } from './readEntries';

/**
 * Returns whether an entry's path names the subject: a glob (with `*`, `?`, `[`, `{` or `/`) matches it as a whole, a
 * name is one of its segments in any case. An entry whose path was erased names nobody.
 */
export function matchSubject(subject: string): (item: ReadEntry) => boolean {
  const isGlob = /[*?[\]{}/\\]/.test(subject);
  const matchesGlob = compileGlobs([subject.replaceAll('\\', '/')]);
  const name = subject.toLowerCase();
  return ({ path }) => {
    if (path === undefined) return false;
    const slashed = path.replaceAll('\\', '/');
    if (isGlob) return matchesGlob(slashed);
    return slashed.toLowerCase().split('/').includes(name);
  };
}
