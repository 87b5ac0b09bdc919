/**
 * Which characters can stand beside a keyword within a match: a keyword elsewhere needs no closer look.
 *
 * Told from the expression's source, for the form that pays: one sequence in which the keyword stands as it is.
 */

import type { AST } from '@eslint-community/regexpp';
import { parsePattern } from './shape';

export interface Neighbours {
  /** By ASCII code: 1 where the character can stand there. Others always can. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

const anything = new Uint8Array(128).fill(1);

/** Returns what can stand beside `keyword` in a match, `undefined` where that can't be told. */
export function neighboursOf(pattern: string, flags: string, keyword: string): Neighbours | undefined {
  const { alternatives } = parsePattern(pattern, flags);
  const elements = alternatives[0]?.elements ?? [];
  if (alternatives.length !== 1) return undefined;
  const at = elements.findIndex((_, index) => standsAt(elements, index, keyword));
  if (at < 0) return undefined;
  return {
    before: charactersOf(elements.slice(0, at).reverse(), flags, -1),
    after: charactersOf(elements.slice(at + keyword.length), flags, 0),
  };
}

function standsAt(elements: readonly AST.Element[], from: number, keyword: string): boolean {
  return [...keyword].every((character, i) => {
    const element = elements[from + i];
    return element?.type === 'Character' && String.fromCodePoint(element.value).toLowerCase() === character;
  });
}

/** Returns what the nearest element that must match can have at its near end, and all optional ones before it. */
function charactersOf(nearest: readonly AST.Element[], flags: string, end: 0 | -1): Uint8Array {
  const possible = new Uint8Array(128);
  for (const element of nearest) {
    const { characters, isOptional } = endOf(element, flags, end);
    for (let code = 0; code < 128; code++) possible[code]! |= characters[code]!;
    if (!isOptional) return possible;
  }
  return anything;
}

function endOf(element: AST.Element, flags: string, end: 0 | -1): { characters: Uint8Array; isOptional: boolean } {
  switch (element.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet': {
      const one = new RegExp(`^(?:${element.raw})$`, flags);
      return {
        characters: anything.map((_, code) => (one.test(String.fromCharCode(code)) ? 1 : 0)),
        isOptional: false,
      };
    }
    case 'Assertion':
      return { characters: new Uint8Array(128), isOptional: true };
    case 'Quantifier': {
      const { characters, isOptional } = endOf(element.element, flags, end);
      return { characters, isOptional: isOptional || element.min === 0 };
    }
    case 'CapturingGroup':
    case 'Group': {
      const ends = element.alternatives.map(({ elements }) => {
        const ordered = end === 0 ? elements : elements.toReversed();
        return charactersOf(ordered, flags, end);
      });
      return {
        characters: anything.map((_, code) => (ends.some((each) => each[code] === 1) ? 1 : 0)),
        isOptional: false,
      };
    }
    default:
      return { characters: anything, isOptional: false };
  }
}
