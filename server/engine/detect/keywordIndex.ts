/**
 * The keywords and shapes of many detectors, searched for in one pass.
 */

import { builtinDetectors, builtinOffsets, isBuiltin } from './builtin';
import { buildSearchIndex } from './kernel/searchIndex';
import { ownersOfKeywords } from './keywordOwners';
import type { KeywordIndex } from './passes';
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
  const texts = [...owners.keys()];
  const lengths = Uint16Array.from(texts, ({ length }) => length);
  return { index: buildSearchIndex(texts, offsets), lengths, ...flatten(owners.values(), owners.size) };
}

function flatten(
  lists: Iterable<readonly number[]>,
  count: number,
): { readonly starts: Uint32Array; readonly owners: Int32Array } {
  const starts = new Uint32Array(count + 1);
  const owners: number[] = [];
  let at = 0;
  for (const list of lists) {
    for (const owner of list) owners.push(owner);
    starts[++at] = owners.length;
  }
  return { starts, owners: Int32Array.from(owners) };
}

/** Returns the index with the owners' places in another list, without those that are not in it. */
function narrow(
  { index, lengths, starts, owners }: KeywordIndex,
  from: readonly Detector[],
  places: ReadonlyMap<Detector, number>,
): KeywordIndex {
  const placeOf = from.map((detector) => places.get(detector) ?? -1);
  if (placeOf.every((place, at) => place === at)) return { index, lengths, starts, owners };
  const lists = Array.from(lengths, (_, keyword) => {
    const kept = Array.from(owners.subarray(starts[keyword], starts[keyword + 1]), (owner) => placeOf[owner]!);
    return kept.filter((place) => place >= 0).sort((a, b) => a - b);
  });
  return { index, lengths, ...flatten(lists, lists.length) };
}
