/**
 * The keywords and shapes of many detectors, in one automaton.
 */

import { buildAutomaton } from './automaton';
import { builtinDetectors, isBuiltin } from './builtin';
import type { Keyword, KeywordIndex } from './passes';
import type { Detector } from './types';

/**
 * Returns the indices of detectors' keywords: one for the built-in detectors among them, if there are any, and one for
 * the others. Keywords are in lower case.
 *
 * The automaton of all built-in detectors is built once, whichever of them a scanner has.
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
  const automaton = buildAutomaton(texts.map((text) => text.replaceAll(anyDigit, '0')));
  return { automaton, keywords: texts.map((text) => keywordOf(text, owners.get(text) ?? [])) };
}

/** Returns the index with the owners' places in another list, without those that are not in it. */
function narrow(
  { automaton, keywords }: KeywordIndex,
  from: readonly Detector[],
  places: ReadonlyMap<Detector, number>,
): KeywordIndex {
  const placeOf = from.map((detector) => places.get(detector) ?? -1);
  return {
    automaton,
    keywords: keywords.map((keyword) => {
      const owners = keyword.owners.map((owner) => placeOf[owner]!).filter((place) => place >= 0);
      return { ...keyword, owners: owners.sort() };
    }),
  };
}

/** Stands for `#` in shapes, so that it is no `#` of a keyword. */
const anyDigit = '\0';

function asShape(shape: string): string {
  return shape.toLowerCase().replaceAll('#', anyDigit);
}

function keywordOf(text: string, owners: readonly number[]): Keyword {
  return {
    length: text.length,
    digits: /\d/.test(text) ? new RegExp(`^${sourceOf(text)}$`, 'i') : undefined,
    notAfter: runOf(text),
    owners: Int32Array.from(owners),
  };
}

function sourceOf(text: string): string {
  return text.replace(/[^\w\0 ]/g, '\\$&').replaceAll(anyDigit, '\\d');
}

/** A shape that begins with a digit, or one character again and again, would be found all along a longer run. */
function runOf(text: string): RegExp | undefined {
  if (text.startsWith(anyDigit)) return /\d/;
  const first = text.charAt(0);
  if (text.length < 2 || text.charAt(1) !== first || text !== first.repeat(text.length)) return undefined;
  return /^[\w ]$/.test(first) ? new RegExp(first, 'i') : undefined;
}
