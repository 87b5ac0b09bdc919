/**
 * The keywords and shapes of many detectors, searched for in one pass.
 */

import { builtinDetectors, isBuiltin } from './builtin';
import { anyDigit, buildSearchIndex } from './kernel/searchIndex';
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
    shared ??= buildIndex(builtinDetectors);
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

function buildIndex(detectors: readonly Detector[]): KeywordIndex {
  const owners = new Map<string, number[]>();
  detectors.forEach(({ keywords = [], shapes = [] }, detector) => {
    for (const text of [...keywords, ...shapes.map(asShape)]) {
      const known = owners.get(text);
      if (known === undefined) owners.set(text, [detector]);
      else if (known.at(-1) !== detector) known.push(detector);
    }
  });
  const texts = [...owners.keys()];
  const keywords = texts.map((text): Keyword => {
    return { length: text.length, owners: Int32Array.from(owners.get(text) ?? []) };
  });
  return { index: buildSearchIndex(texts), keywords };
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

function asShape(shape: string): string {
  return shape.toLowerCase().replaceAll('#', anyDigit);
}
