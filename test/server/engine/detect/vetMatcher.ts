/**
 * A tiny backtracking matcher over the syntax tree, after ECMA-262, that counts its steps; for the parts of the language
 * that vetting's property test draws from.
 */

import type { AST } from '@eslint-community/regexpp';
import { parsePattern } from '../../../../server/engine/detect/shape';

type Continue = (at: number) => boolean;

/** Returns the steps that a search through all of `text` takes, `most` where it takes that many or more. */
export function countSteps(pattern: string, text: string, most: number): number {
  const { alternatives } = parsePattern(pattern, '');
  let steps = 0;

  function choose(all: readonly AST.Alternative[], at: number, backward: boolean, done: Continue): boolean {
    return all.some(({ elements }) => sequence(backward ? elements.toReversed() : elements, 0, at, backward, done));
  }

  function sequence(
    elements: readonly AST.Element[],
    index: number,
    at: number,
    backward: boolean,
    done: Continue,
  ): boolean {
    const element = elements[index];
    if (element === undefined) return done(at);
    return match(element, at, backward, (next) => sequence(elements, index + 1, next, backward, done));
  }

  function match(element: AST.Element, at: number, backward: boolean, done: Continue): boolean {
    if (++steps >= most) throw new Enough();
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return choose(element.alternatives, at, backward, done);
      case 'Quantifier':
        return repeat(element, 0, at, backward, done);
      case 'Assertion':
        return holds(element, at) && done(at);
      default: {
        const read = backward ? at - 1 : at;
        return reads(element, text[read]) && done(backward ? read : at + 1);
      }
    }
  }

  function repeat(element: AST.Quantifier, count: number, at: number, backward: boolean, done: Continue): boolean {
    if (++steps >= most) throw new Enough();
    const again = (): boolean =>
      count < element.max &&
      match(element.element, at, backward, (next) => {
        if (next === at && count >= element.min) return false;
        return repeat(element, count + 1, next, backward, done);
      });
    if (count < element.min) return again();
    return element.greedy ? again() || done(at) : done(at) || again();
  }

  function holds(assertion: AST.Assertion, at: number): boolean {
    switch (assertion.kind) {
      case 'start':
        return at === 0;
      case 'end':
        return at === text.length;
      case 'word':
        return (isWord(text[at - 1]) !== isWord(text[at])) !== assertion.negate;
      default:
        return choose(assertion.alternatives, at, assertion.kind === 'lookbehind', () => true) !== assertion.negate;
    }
  }

  try {
    for (let at = 0; at <= text.length; at++) {
      let end = at;
      const found = choose(alternatives, at, false, (next) => {
        end = next;
        return true;
      });
      if (found && end > at) at = end - 1;
    }
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return steps;
}

class Enough extends Error {}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

function reads(element: AST.Element, character: string | undefined): boolean {
  if (character === undefined) return false;
  if (element.type === 'Character') return String.fromCodePoint(element.value) === character;
  return new RegExp(`^(?:${element.raw})$`).test(character);
}
