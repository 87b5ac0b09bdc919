/** Which detectors a keyword or shape belongs to. */

import { anyDigit } from './kernel/searchIndex';
import type { Detector } from './types';

/** Returns all keywords and shapes, and for each the places of its detectors in the list, ascending. */
export function ownersOfKeywords(detectors: readonly Detector[]): ReadonlyMap<string, readonly number[]> {
  const owners = new Map<string, number[]>();
  detectors.forEach(({ keywords = [], shapes = [] }, detector) => {
    for (const text of [...keywords, ...shapes.map(asShape)]) {
      const known = owners.get(text);
      if (known === undefined) owners.set(text, [detector]);
      else if (known.at(-1) !== detector) known.push(detector);
    }
  });
  return owners;
}

function asShape(shape: string): string {
  return shape.toLowerCase().replaceAll('#', anyDigit);
}
