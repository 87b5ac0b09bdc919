/**
 * Where a content stands, as the path rules ask: paths as callers write them, made comparable.
 *
 * Invariant: no way of writing a path takes it out of a rule that its plain form falls under.
 */

import type { Content } from '../types';

export interface Places {
  /** Paths within the workspace in their plain form. */
  readonly inside: readonly string[];
  /**
   * What a path may mean that can't be placed in the workspace: all its tails. A rule may use them to label higher,
   * never to take the default away.
   */
  readonly possible: readonly string[];
  /** True where a path is longer than a file system's: it is not looked at, and may fall under any rule. */
  readonly isAnywhere: boolean;
}

/** In code units and segments; more is asked by nobody who means a file. */
const longestPath = 4096;
const mostSegments = 256;

// An empty, `.` or `..` segment, a backslash or a drive: rare, so that plain paths cost one test.
const unusual = /(?:^|\/)\.{0,2}(?:\/|$)|\\|^[A-Za-z]:/;

/** Returns the places of a content's own and real path. */
export function placesOf(content: Content): Places {
  const inside: string[] = [];
  const possible: string[] = [];
  let isAnywhere = false;
  for (const path of [content.path, content.realPath]) {
    if (path === undefined) continue;
    if (path.length > longestPath || (path.length > mostSegments && path.split(/[\\/]/).length > mostSegments)) {
      isAnywhere = true;
      continue;
    }
    if (!unusual.test(path)) {
      inside.push(path);
      continue;
    }
    const { segments, isOutside } = plainSegments(path);
    if (isOutside) possible.push(...segments.map((_, index) => segments.slice(index).join('/')));
    else inside.push(segments.join('/'));
    if (path.includes('\\')) possible.push(...placesOf({ path: path.replaceAll('\\', '/') }).inside);
  }
  return { inside, possible, isAnywhere };
}

function plainSegments(path: string): { segments: string[]; isOutside: boolean } {
  const segments: string[] = [];
  let isOutside = path.startsWith('/') || /^[A-Za-z]:/.test(path);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) isOutside = true;
  }
  return { segments, isOutside };
}
