/**
 * What vetting lets pass is linear: steps of a backtracking matcher are counted on texts made of the expression's own
 * pieces, pumped. What it refuses as exponential or polynomial is not, on the text that it names.
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { vetPattern } from '../../../../server/engine/detect/vet';
import { countSteps } from './vetMatcher';

const { expression } = fc.letrec<{ expression: string; term: string; atom: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'e' },
    tie('term'),
    fc.array(tie('term'), { minLength: 2, maxLength: 3 }).map((terms) => terms.join('')),
    fc.array(tie('term'), { minLength: 2, maxLength: 3 }).map((terms) => terms.join('|')),
  ),
  term: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,3}', '*?'))
    .map(([atom, repeat]) => atom + repeat),
  atom: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'e' },
    fc.constantFrom('a', 'b', 'c', '[ab]', '[^a]', '.'),
    tie('expression').map((inner) => `(?:${inner})`),
  ),
}));

const guarded = fc
  .tuple(
    fc.constantFrom('^', '', '', '\\b', '(?<!a)', 'x'),
    expression,
    fc.constantFrom('', '', '\\b', '(?!b)', '(?=c)', '(?=[ab]*c)', '(?<=[ab])'),
    fc.constantFrom('', '$', 'c', '!'),
  )
  .map((parts) => parts.join(''));

const pieces = ['a', 'b', 'c', 'ab', 'ba', 'aab', 'abb', 'abc', 'ac', 'xa', 'xab', 'aba'];

/** No small expression that is linear needs this many steps for a character. */
const stepsForEach = 400;

function stepsOnPumped(pattern: string, piece: string, length: number): number {
  const pumped = piece.repeat(Math.ceil(length / piece.length));
  const most = stepsForEach * length * 20;
  return Math.max(...['', '?'].map((suffix) => countSteps(pattern, `${pumped}${suffix}`, most)));
}

describe('vetting and a backtracking matcher', () => {
  it('what passes takes linear time on pumped texts', () => {
    let passed = 0;
    fc.assert(
      fc.property(guarded, (pattern) => {
        if (vetPattern(pattern) !== undefined) return;
        passed++;
        for (const piece of pieces) {
          const [short, long] = [60, 240].map((length) => stepsOnPumped(pattern, piece, length)) as [number, number];
          assert.ok(long <= 6 * short + 1000, `${pattern} on ${piece}: ${short} steps, then ${long}`);
        }
      }),
      { numRuns: 350, seed: 4 },
    );
    assert.ok(passed > 60, `${passed} passed`);
  });

  it('what is refused takes more on the text that is named', () => {
    const most = 100_000;
    let refused = 0;
    fc.assert(
      fc.property(expression, (inner) => {
        const pattern = `^(?:${inner})!`;
        const found = vetPattern(pattern);
        if (found?.repeated === undefined || found.at === undefined) return;
        refused++;
        // Something has to lead to the part, which is not named: pieces and nothing are tried.
        const steps = (times: number): number => countSteps(pattern, found.lead + found.repeated!.repeat(times), most);
        const [short, long] = [steps(20), steps(80)];
        assert.ok(long >= most || long > 6 * short, `${pattern} on ${found.lead} and ${found.repeated}`);
      }),
      { numRuns: 80, seed: 4 },
    );
    assert.ok(refused > 20, `${refused} refused`);
  });
});
