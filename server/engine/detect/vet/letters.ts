/**
 * The characters of an expression as sets of classes: characters that no part of it tells apart are one class.
 */

import type { AST } from '@eslint-community/regexpp';
import type * as Refa from 'refa';

type CharSet = Refa.CharSet;

/** Loaded at the first use: it takes longer than all of a scan, and only detectors not seen before are vetted. */
const refa = (): typeof Refa => require('refa');

/** A set of classes, one bit each. */
export type Mask = bigint;

/** What reads one character. */
export type CharacterElement = AST.Character | AST.CharacterClass | AST.CharacterSet;

export interface Letters {
  readonly all: Mask;
  readonly word: Mask;
  readonly lineBreak: Mask;
  /** Each class alone. */
  readonly classes: readonly Mask[];
  readonly of: (element: CharacterElement) => Mask;
  /** Returns a character of a set that isn't empty, one that people can read where there is one. */
  readonly pick: (mask: Mask) => string;
}

export function isCharacterElement(element: { readonly type: string }): element is CharacterElement {
  return element.type === 'Character' || element.type === 'CharacterClass' || element.type === 'CharacterSet';
}

/** Returns the classes that the given elements tell apart. */
export function lettersOf(elements: readonly CharacterElement[], flags: string): Letters {
  const { CharBase, JS } = refa();
  const read = { unicode: flags.includes('u'), ignoreCase: flags.includes('i'), dotAll: flags.includes('s') };
  const sets = new Map<string, CharSet>();
  for (const element of elements) if (!sets.has(element.raw)) sets.set(element.raw, toCharSet(element, read));
  const word = JS.createCharSet([{ kind: 'word', negate: false }], read);
  const lineBreak = JS.createCharSet([10, 13, 0x2028, 0x2029], {});
  const base = new CharBase([...sets.values(), word, lineBreak.resize(word.maximum), word.union(word.negate())]);
  const toMask = (set: CharSet): Mask => base.split(set).reduce((mask, index) => mask | (1n << BigInt(index)), 0n);
  const masks = new Map([...sets].map(([raw, set]) => [raw, toMask(set)]));
  return {
    all: (1n << BigInt(base.sets.length)) - 1n,
    word: toMask(word),
    lineBreak: toMask(lineBreak.resize(word.maximum)),
    classes: base.sets.map((_, index) => 1n << BigInt(index)),
    of: (element) => masks.get(element.raw) ?? 0n,
    pick: (mask) => pickFrom(base.sets.filter((_, index) => (mask >> BigInt(index)) & 1n)),
  };
}

type ReadFlags = { readonly unicode: boolean; readonly ignoreCase: boolean; readonly dotAll: boolean };

function toCharSet(element: CharacterElement, flags: ReadFlags): CharSet {
  const { JS } = refa();
  if (element.type === 'Character') return JS.createCharSet([element.value], flags);
  if (element.type === 'CharacterSet') return JS.createCharSet([asPredefined(element)], flags);
  const members: Parameters<typeof Refa.JS.createCharSet>[0] extends Iterable<infer M> ? M[] : never = [];
  for (const each of element.elements) {
    if (each.type === 'Character') members.push(each.value);
    else if (each.type === 'CharacterClassRange') members.push({ min: each.min.value, max: each.max.value });
    else if (each.type === 'CharacterSet') members.push(asPredefined(each));
  }
  const set = JS.createCharSet(members, flags);
  return element.negate ? set.negate() : set;
}

type Predefined = Exclude<Refa.JS.PredefinedCharacterSet, Refa.JS.StringPropertyCharacterSet>;

/** Properties of strings need the flag v, which detectors can't have. */
function asPredefined(set: AST.CharacterSet): Predefined {
  return set as Predefined;
}

const readable = [...'axA0_-. '].map((character) => character.charCodeAt(0));

function pickFrom(sets: readonly CharSet[]): string {
  const known = readable.find((code) => sets.some((set) => set.has(code)));
  if (known !== undefined) return String.fromCharCode(known);
  const ranges = sets.flatMap((set) => set.ranges);
  const printable = ranges.find(({ min, max }) => max > 0x20 && min < 0x7f);
  const code = printable === undefined ? (ranges[0]?.min ?? 0x61) : Math.max(0x21, printable.min);
  return String.fromCodePoint(code);
}
