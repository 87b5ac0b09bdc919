/**
 * What an assertion demands of the characters beside it: exactly where it looks at one character, else the part of it
 * that one character can tell.
 *
 * Conditions are in the order of reading: within a lookbehind, text is read from its end.
 */

import type { AST } from '@eslint-community/regexpp';
import { isCharacterElement, type Letters, type Mask } from './letters';

/** Holds between two characters where the one read last is among `left` and the next among `right`. */
export interface Condition {
  readonly left: Mask;
  readonly right: Mask;
  /** Whether it may hold where nothing was read before, and where nothing follows. */
  readonly start: boolean;
  readonly end: boolean;
  /** False where more is demanded than is said here. */
  readonly exact: boolean;
}

/** Returns a condition that always holds. */
export function always({ all }: Letters): Condition {
  return { left: all, right: all, start: true, end: true, exact: true };
}

export function both(a: Condition, b: Condition): Condition {
  return {
    left: a.left & b.left,
    right: a.right & b.right,
    start: a.start && b.start,
    end: a.end && b.end,
    exact: a.exact && b.exact,
  };
}

/** Returns the cases in which an assertion may hold; they exclude one another. */
export function conditionsOf(
  assertion: AST.Assertion,
  letters: Letters,
  flags: string,
  backward: boolean,
): readonly Condition[] {
  const found = inTextOrder(assertion, letters, flags.includes('m'));
  if (!backward) return found;
  return found.map(({ left, right, start, end, exact }) => ({
    left: right,
    right: left,
    start: end,
    end: start,
    exact,
  }));
}

function inTextOrder(assertion: AST.Assertion, letters: Letters, lines: boolean): readonly Condition[] {
  const any = always(letters);
  const { word, all } = letters;
  switch (assertion.kind) {
    case 'start':
      return [{ ...any, left: lines ? letters.lineBreak : 0n }];
    case 'end':
      return [{ ...any, right: lines ? letters.lineBreak : 0n }];
    case 'word': {
      const other = all & ~word;
      return assertion.negate
        ? [
            { ...any, left: word, start: false, right: word, end: false },
            { ...any, left: other, right: other },
          ]
        : [
            { ...any, left: word, start: false, right: other },
            { ...any, left: other, right: word, end: false },
          ];
    }
    default: {
      const { set, edge, exact } = beside(assertion, letters, lines);
      return assertion.kind === 'lookahead'
        ? [{ ...any, right: set, end: edge, exact }]
        : [{ ...any, left: set, start: edge, exact }];
    }
  }
}

interface Beside {
  readonly set: Mask;
  readonly edge: boolean;
  readonly exact: boolean;
}

function beside(assertion: AST.LookaroundAssertion, letters: Letters, lines: boolean): Beside {
  const isAhead = assertion.kind === 'lookahead';
  const cases = assertion.alternatives.map(({ elements }) => oneCharacter(elements, isAhead, letters, lines));
  const exact = cases.every((each) => each?.exact === true);
  if (assertion.negate) {
    const known = cases.flatMap((each) => (each?.exact === true ? [each] : []));
    const set = known.reduce((mask, each) => mask | each.set, 0n);
    return { set: letters.all & ~set, edge: !known.some(({ edge }) => edge), exact };
  }
  const known = cases.flatMap((each) => (each === undefined ? [] : [each]));
  if (known.length < cases.length) return { set: letters.all, edge: true, exact: false };
  return { set: known.reduce((mask, each) => mask | each.set, 0n), edge: known.some(({ edge }) => edge), exact };
}

/** Returns what stands next to the place where the elements match, `undefined` where that may be anything. */
function oneCharacter(
  elements: readonly AST.Element[],
  isAhead: boolean,
  letters: Letters,
  lines: boolean,
): Beside | undefined {
  const element = isAhead ? elements[0] : elements.at(-1);
  const isAlone = elements.length === 1;
  if (element === undefined) return undefined;
  if (isCharacterElement(element)) return { set: letters.of(element), edge: false, exact: isAlone };
  if (element.type === 'Assertion' && element.kind === (isAhead ? 'end' : 'start')) {
    return { set: lines ? letters.lineBreak : 0n, edge: true, exact: isAlone };
  }
  if (element.type === 'Quantifier' && element.min > 0) {
    const inner = oneCharacter([element.element], isAhead, letters, lines);
    return inner && { ...inner, exact: inner.exact && isAlone && element.min === 1 };
  }
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return undefined;
  const cases = element.alternatives.map((each) => oneCharacter(each.elements, isAhead, letters, lines));
  return cases.reduce(
    (a, b) => a && b && { set: a.set | b.set, edge: a.edge || b.edge, exact: a.exact && b.exact && isAlone },
    { set: 0n, edge: false, exact: isAlone },
  );
}
