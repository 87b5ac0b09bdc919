/** Whether one model entry matches every destination that another one does. */

import type { ModelEntry } from '../types';
import { trimSlash } from './fix';
import { type GlobCover, type GlobList, readGlobs } from './globCover';
import { takesIn } from './shadow';

/** An entry's `match`, read once. */
export interface MatchLists {
  readonly lists: readonly (GlobList | undefined)[];
  readonly weights: ReadonlySet<string> | undefined;
}

/** Reads an entry's `match`. */
export function readMatch({ hosts, endpoints, names, tools, weights }: ModelEntry['match']): MatchLists {
  const lists = [hosts, endpoints?.map(trimSlash), names, tools].map((globs) => globs && readGlobs(globs));
  return { lists, weights: weights && new Set(weights) };
}

/** Reports whether each field that the outer entry asks for is asked for, no less strictly, by the inner one. */
export function coversMatch(globs: GlobCover, outer: MatchLists, inner: MatchLists): boolean {
  for (const [field, wide] of outer.lists.entries()) {
    if (wide === undefined) continue;
    const narrow = inner.lists[field];
    if (narrow === undefined || !globs.coversList(wide, narrow)) return false;
  }
  return takesIn(outer.weights, inner.weights);
}
