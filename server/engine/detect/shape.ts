/**
 * What can be told about an expression from its source: whether it can only match where a keyword begins, how far it
 * reaches, whether it needs a character outside ASCII.
 *
 * These only save work: where nothing can be told, the answer is the one that looks more closely.
 */

import { type AST, RegExpParser } from '@eslint-community/regexpp';

export interface PatternShape {
  /** Every match begins where one of the keywords begins. */
  readonly beginsWithKeyword: boolean;
  /** No match begins behind an ASCII letter. */
  readonly beginsWord: boolean;
  /** Code units that a match has at most. */
  readonly longest: number;
  /** Code units that assertions see at most, beyond a match on either side. */
  readonly margin: number;
  /** No assertion takes a line's end for another than the text's. */
  readonly isLineSafe: boolean;
}

const parser = new RegExpParser();

export function parsePattern(pattern: string, flags: string): AST.Pattern {
  return parser.parsePattern(pattern, 0, pattern.length, { unicode: flags.includes('u') });
}

/** Returns the shape of a well-formed expression; keywords are in lower case. */
export function shapeOf(pattern: string, flags: string, keywords: readonly string[]): PatternShape {
  const { alternatives } = parsePattern(pattern, flags);
  const { texts } = beginnings(alternatives);
  const assertions = collectAssertions(alternatives);
  return {
    beginsWithKeyword: texts.every((text) => keywords.some((keyword) => text.startsWith(keyword))),
    beginsWord: alternatives.every(({ elements }) => refusesLetters(elements[0], flags)),
    longest: longestOf(alternatives),
    margin: Math.max(0, ...assertions.map(reachOf)),
    isLineSafe: assertions.every((assertion) => !seesLineEnd(assertion, flags)),
  };
}

/** Reports whether the element is a negative lookbehind for one character that may be any ASCII letter. */
function refusesLetters(element: AST.Element | undefined, flags: string): boolean {
  if (element?.type !== 'Assertion' || element.kind !== 'lookbehind' || !element.negate) return false;
  const single = element.alternatives.flatMap(({ elements }) => (elements.length === 1 ? elements : []));
  const classes = single.filter(({ type }) => type === 'CharacterClass' || type === 'CharacterSet');
  return allLetters.every((letter) => classes.some(({ raw }) => matchesOne(raw, flags, letter)));
}

/** Reports whether an expression matches no text of ASCII characters alone. */
export function needsNonAscii(pattern: string, flags: string): boolean {
  // Nearly all triggers are one class of characters, which is sooner tried than parsed.
  const isClass = /^\[(?:[^\]\\]|\\u[0-9A-Fa-f]{4})*\]$/.test(pattern);
  if (isClass) return !new RegExp(pattern, flags).test(ascii);
  const needs = (element: AST.Element): boolean => {
    switch (element.type) {
      case 'Character':
        return element.value > 127;
      case 'CharacterClass':
      case 'CharacterSet':
        return !new RegExp(element.raw, flags).test(ascii);
      case 'Group':
      case 'CapturingGroup':
        return everyAlternative(element.alternatives);
      case 'Quantifier':
        return element.min > 0 && needs(element.element);
      default:
        return false;
    }
  };
  const everyAlternative = (alternatives: readonly AST.Alternative[]): boolean =>
    alternatives.every(({ elements }) => elements.some(needs));
  return everyAlternative(parsePattern(pattern, flags).alternatives);
}

const ascii = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code));
const allLetters = [...ascii].filter((character) => /[A-Za-z]/.test(character));

function matchesOne(source: string, flags: string, character: string): boolean {
  return new RegExp(`^(?:${source})$`, flags).test(character);
}

interface Beginnings {
  /** In lower case. */
  readonly texts: readonly string[];
  /** Whether the texts are all that is matched, so that what follows belongs to them. */
  readonly isWhole: boolean;
}

const maxBeginnings = 64;
const longestBeginning = 24;

/** Returns texts of which each match has one at its beginning. */
function beginnings(alternatives: readonly AST.Alternative[]): Beginnings {
  const all = alternatives.map(({ elements }) => beginningsOfSequence(elements));
  const texts = all.flatMap((each) => each.texts);
  if (texts.length > maxBeginnings) return { texts: [''], isWhole: false };
  return { texts, isWhole: all.every(({ isWhole }) => isWhole) };
}

function beginningsOfSequence(elements: readonly AST.Element[]): Beginnings {
  let texts: readonly string[] = [''];
  for (const element of elements) {
    const next = beginningsOfElement(element);
    if (texts.length * next.texts.length > maxBeginnings) return { texts, isWhole: false };
    texts = texts.flatMap((text) => next.texts.map((more) => text + more));
    if (!next.isWhole || texts.some(({ length }) => length > longestBeginning)) return { texts, isWhole: false };
  }
  return { texts, isWhole: true };
}

function beginningsOfElement(element: AST.Element): Beginnings {
  switch (element.type) {
    case 'Assertion':
      return { texts: [''], isWhole: true };
    case 'Character':
      return { texts: [String.fromCodePoint(element.value).toLowerCase()], isWhole: true };
    case 'CharacterClass':
      return beginningsOfClass(element);
    case 'Group':
    case 'CapturingGroup':
      return beginnings(element.alternatives);
    case 'Quantifier': {
      if (element.max === 1 && element.min === 0) {
        const { texts, isWhole } = beginningsOfElement(element.element);
        return { texts: isWhole ? ['', ...texts] : [''], isWhole };
      }
      if (element.min === 0) return { texts: [''], isWhole: false };
      const { texts, isWhole } = beginningsOfElement(element.element);
      return { texts, isWhole: isWhole && element.min === 1 && element.max === 1 };
    }
    default:
      return { texts: [''], isWhole: false };
  }
}

function beginningsOfClass({ negate, elements }: AST.CharacterClass): Beginnings {
  const few = elements.length <= 6 && elements.every(({ type }) => type === 'Character');
  if (negate || !few) return { texts: [''], isWhole: false };
  const texts = elements.map((each) => String.fromCodePoint((each as AST.Character).value).toLowerCase());
  return { texts: [...new Set(texts)], isWhole: true };
}

function longestOf(alternatives: readonly AST.Alternative[]): number {
  return Math.max(...alternatives.map(({ elements }) => elements.reduce((sum, each) => sum + longestElement(each), 0)));
}

function longestElement(element: AST.Element): number {
  switch (element.type) {
    case 'Assertion':
      return 0;
    case 'Group':
    case 'CapturingGroup':
      return longestOf(element.alternatives);
    case 'Quantifier':
      return element.max === 0 ? 0 : element.max * longestElement(element.element);
    case 'Backreference':
      return [element.resolved].flat().reduce((most, { alternatives }) => Math.max(most, longestOf(alternatives)), 0);
    default:
      return 2;
  }
}

function collectAssertions(alternatives: readonly AST.Alternative[]): AST.Assertion[] {
  return alternatives.flatMap(({ elements }) => elements.flatMap(assertionsOf));
}

function assertionsOf(element: AST.Element): AST.Assertion[] {
  if (element.type === 'Assertion') return [element];
  if (element.type === 'Quantifier') return assertionsOf(element.element);
  return 'alternatives' in element ? collectAssertions(element.alternatives) : [];
}

function reachOf(assertion: AST.Assertion): number {
  if (assertion.kind !== 'lookahead' && assertion.kind !== 'lookbehind') return 1;
  const inner = collectAssertions(assertion.alternatives).map(reachOf);
  return longestOf(assertion.alternatives) + Math.max(0, ...inner);
}

/**
 * Reports whether an assertion could tell a line's end from the text's: one that is negative and has a character that a
 * line break fits. `^` and `$` are made to mean lines by the flag m.
 */
function seesLineEnd(assertion: AST.Assertion, flags: string): boolean {
  if (assertion.kind !== 'lookahead' && assertion.kind !== 'lookbehind') return false;
  const inner = collectAssertions(assertion.alternatives);
  if (inner.some((each) => seesLineEnd(each, flags))) return true;
  return (
    assertion.negate && assertion.alternatives.some(({ elements }) => elements.some((each) => fitsBreak(each, flags)))
  );
}

function fitsBreak(element: AST.Element, flags: string): boolean {
  switch (element.type) {
    case 'Character':
      return element.value === 10 || element.value === 13;
    case 'CharacterClass':
    case 'CharacterSet':
      return matchesOne(element.raw, flags, '\n') || matchesOne(element.raw, flags, '\r');
    case 'Quantifier':
      return fitsBreak(element.element, flags);
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.some(({ elements }) => elements.some((each) => fitsBreak(each, flags)));
    default:
      return element.type !== 'Assertion';
  }
}
