/**
 * Which globs are refused: those that are none, can't match, expand too far or could take too long.
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkGlob, checkPathGlob, compileGlobs } from '../../../../server/engine/glob';

const good = [
  ...['**/*.{ts,tsx}', '!docs/**', '**/__tests__/**/*.{test,spec}.[cm]?[jt]s?(x)', '(group)/[[]id[]]/+page.svelte'],
  ...['*secret*', 'v+([0-9])', '*(ab)', '@(a|b|ab)*', '!(*.md)', 'a\\*b', 'img{1..200}.png', '*.githubcopilot.com'],
];

const bad: readonly (readonly [string, RegExp])[] = [
  ['', /is empty/],
  ['!', /is empty/],
  ['a'.repeat(2000), /longer than 1024/],
  ['src\\main', /backslash/],
  ['\\*\\|a', /backslash/],
  ['*a'.repeat(13), /too many stars/],
  ['@(a)'.repeat(9), /too many extended groups/],
  ['{1..1001}', /expands to more than 1000/],
  ['{1..100000}{1..100000}{1..100000}', /expands to more than 1000/],
  ['{a,b}'.repeat(10), /expands to more than 1000/],
  ['#comment', /is not a glob/],
  ['+(a|aa)', /in many ways/],
  ['x+(?|a)', /in many ways/],
  ['*(a*)', /in many ways/],
  ['+(s|S)', /in many ways/],
  ['+(a|@(b))', /group within a group/],
  ['*[ab]*[ab]*[ab]*', /more than 3 stars/],
];

describe('checkGlob', () => {
  for (const glob of good) it(`accepts ${glob}`, () => assert.equal(checkGlob(glob), undefined));
  for (const [glob, why] of bad) it(`refuses ${glob.slice(0, 40)}`, () => assert.match(checkGlob(glob) ?? '', why));

  it('lets nothing pass that takes long on a long name', () => {
    const unit = fc.constantFrom('*', 'a', 'b', '?', '[ab]', '[!b]', '+(', '*(', '@(', '!(', '|', ')', '\\*');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 14 }), (glob) => {
        if (checkGlob(glob) !== undefined) return;
        for (const name of ['a', 'ab', 'aab']) compileGlobs([glob])(`${name.repeat(80 / name.length)}c`);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('checkPathGlob', () => {
  it('refuses what no path of a workspace can match', () => {
    assert.match(checkPathGlob('/src/**') ?? '', /leave the leading slash out/);
    assert.match(checkPathGlob('./src/**') ?? '', /leave the leading slash out/);
    assert.match(checkPathGlob('src/') ?? '', /add '\*\*'/);
    assert.match(checkPathGlob('!src/../x') ?? '', /segment/);
    assert.equal(checkPathGlob('!src/**'), undefined);
  });
});
