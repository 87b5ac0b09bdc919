/** Paths as they are shown, and how they lie to each other. */

import { isAbsolute, relative, sep } from 'node:path';

/** Returns the path relative to `base` with `/`; absolute where there is no relative one (another drive). */
export function showPath(base: string, path: string): string {
  return toSlashes(relative(base, path) || '.');
}

/** Reports whether `path` is `folder` or below it. */
export function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

function toSlashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
