/**
 * The keywords and shapes of many detectors, in one automaton.
 */

import { buildAutomaton } from './automaton';
import type { Keyword, KeywordIndex } from './passes';
import type { Detector } from './types';

export interface DetectorIndex extends KeywordIndex {
  /** Whether a detector is found by keywords or shapes. */
  readonly isSearched: (detector: number) => boolean;
}

/** Returns the index; keywords are in lower case. */
export function indexKeywords(detectors: readonly Detector[]): DetectorIndex {
  const owners = new Map<string, number[]>();
  const searched = new Set<number>();
  detectors.forEach(({ keywords = [], shapes = [] }, detector) => {
    for (const text of [...keywords, ...shapes.map(asShape)]) {
      const known = owners.get(text);
      if (known === undefined) owners.set(text, [detector]);
      else if (known.at(-1) !== detector) known.push(detector);
      searched.add(detector);
    }
  });
  const texts = [...owners.keys()];
  return {
    automaton: buildAutomaton(texts.map((text) => text.replaceAll(anyDigit, '0'))),
    keywords: texts.map((text) => keywordOf(text, owners.get(text) ?? [])),
    longest: Math.max(0, ...texts.map(({ length }) => length)),
    isSearched: (detector) => searched.has(detector),
  };
}

/** Stands for `#` in shapes, so that it is no `#` of a keyword. */
const anyDigit = '\0';

function asShape(shape: string): string {
  return shape.toLowerCase().replaceAll('#', anyDigit);
}

function keywordOf(text: string, owners: readonly number[]): Keyword {
  const source = text.replace(/[^\w\0 ]/g, '\\$&').replaceAll(anyDigit, '\\d');
  return {
    length: text.length,
    digits: /\d/.test(text) ? new RegExp(`^${source}$`, 'i') : undefined,
    notAfter: runOf(text),
    owners: Int32Array.from(owners),
  };
}

/** A shape that begins with a digit, or one character again and again, would be found all along a longer run. */
function runOf(text: string): RegExp | undefined {
  if (text.startsWith(anyDigit)) return /\d/;
  const [first = ''] = text;
  return text.length > 1 && /^\w$/.test(first) && text === first.repeat(text.length)
    ? new RegExp(first, 'i')
    : undefined;
}
