/**
 * The keywords and shapes of many detectors, searched for in one pass.
 */

import { builtinDetectors, builtinOffsets, isBuiltin } from './builtin';
import { buildSearchIndex } from './kernel/searchIndex';
import { ownersOfKeywords } from './keywordOwners';
import type { Keyword, KeywordIndex } from './passes';
import type { Detector } from './types';

/**
 * Returns the indices of detectors' keywords: one for the built-in detectors among them, if there are any, and one for
 * the others. Keywords are in lower case.
 *
 * That of all built-in detectors is built once, whichever of them a scanner has.
 */
export function indexKeywords(detectors: readonly Detector[]): readonly KeywordIndex[] {
  const places = new Map(detectors.map((detector, place) => [detector, place]));
  const others = detectors.filter((detector) => !isBuiltin(detector) && isSearched(detector));
  const indices: KeywordIndex[] = [];
  if (detectors.some((detector) => isBuiltin(detector) && isSearched(detector))) {
    shared ??= buildIndex(builtinDetectors, builtinOffsets);
    indices.push(narrow(shared, builtinDetectors, places));
  }
  if (others.length > 0) indices.push(narrow(buildIndex(others), others, places));
  return indices;
}

/** Reports whether a detector is found by keywords or shapes. */
export function isSearched({ keywords = [], shapes = [] }: Detector): boolean {
  return keywords.length + shapes.length > 0;
}

let shared: KeywordIndex | undefined;

function buildIndex(detectors: readonly Detector[], offsets?: readonly number[]): KeywordIndex {
  const owners = ownersOfKeywords(detectors);
  const keywords = Array.from(owners, ([text, places]): Keyword => {
    return { length: text.length, owners: Int32Array.from(places) };
  });
  return { index: buildSearchIndex([...owners.keys()], offsets), keywords };
}

/** Returns the index with the owners' places in another list, without those that are not in it. */
function narrow(
  { index, keywords }: KeywordIndex,
  from: readonly Detector[],
  places: ReadonlyMap<Detector, number>,
): KeywordIndex {
  const placeOf = from.map((detector) => places.get(detector) ?? -1);
  return {
    index,
    keywords: keywords.map((keyword) => {
      const owners = keyword.owners.map((owner) => placeOf[owner]!).filter((place) => place >= 0);
      return { ...keyword, owners: owners.sort() };
    }),
  };
}
