/**
 * Globs by hand: what lists, `!`, case and odd candidates mean, and that hostile globs and many paths stay cheap.
 */

import assert from 'node:assert/strict';
import { compileGlobLists, compileGlobs } from '../../../../server/engine/glob';

describe('compileGlobLists', () => {
  it('gives the ascending indices of the lists that match', () => {
    const match = compileGlobLists([['**/*.ts'], ['services/**'], ['docs/**', 'services/pay/*'], ['*.md'], []]);
    assert.deepEqual(match('services/pay/card.ts'), [0, 1, 2]);
    assert.deepEqual(match('services/pay/src/card.py'), [1]);
    assert.deepEqual(match('README.md'), [3]);
    assert.deepEqual(match('docs'), []);
  });

  it("takes away within the '!' glob's own list only", () => {
    const match = compileGlobLists([
      ['src/**', '!**/*.md'],
      ['!src/a.md', 'src/**'],
      ['src/**', 'src/a.md'],
    ]);
    assert.deepEqual(match('src/a.md'), [2]);
    assert.deepEqual(match('src/b.md'), [1, 2]);
    assert.deepEqual(match('src/c.ts'), [0, 1, 2]);
  });

  it("matches something below a last '**', and nothing or more for any other", () => {
    const match = compileGlobLists([['a/**'], ['a/**/b'], ['**/a/**/b/**'], ['**']]);
    assert.deepEqual(match('a'), [3]);
    assert.deepEqual(match('a/b'), [0, 1, 3]);
    assert.deepEqual(match('x/a/y/b/z'), [2, 3]);
    assert.deepEqual(match('a/x/y/b'), [0, 1, 3]);
  });

  it('keeps to minimatch where that departs from the textbook', () => {
    const match = compileGlobLists([['**/a/b/c/**/d/**/e'], ['\\|K*'], ['**/a/b/c/**/d/**/e', '!**/e']]);
    assert.deepEqual(match('a/b/c/d/e'), []);
    assert.deepEqual(match('x/a/b/c/x/x/x/d/e'), [0]);
    assert.deepEqual(match('anything'), [1]);
  });

  it('reads candidates that are no plain paths as minimatch does', () => {
    const match = compileGlobLists([['a/*'], ['/a/*'], ['**'], ['./a']]);
    assert.deepEqual(match('a//b'), [0, 2]);
    assert.deepEqual(match('a/b/'), [0, 2]);
    assert.deepEqual(match('/a/b'), [1, 2]);
    assert.deepEqual(match('a/../b'), []);
    assert.deepEqual(match('./a'), [3]);
    assert.deepEqual(match(''), [2]);
  });

  it('never throws at a glob that is none, and lets it match nothing', () => {
    const match = compileGlobLists([['+()'], ['[z-a]'], ['a'.repeat(70_000)], ['ok'], ['#ok']]);
    assert.deepEqual(match('ok'), [3]);
    assert.deepEqual(match('+()'), [0]);
    assert.deepEqual(match('z'), []);
  });

  it('takes no names of object properties for anything else', () => {
    const match = compileGlobLists([['__proto__/**'], ['constructor']]);
    assert.deepEqual(match('__proto__/x'), [0]);
    assert.deepEqual(match('constructor'), [1]);
    assert.deepEqual(match('toString'), []);
  });
});

describe('compileGlobs', () => {
  it('matches nothing without globs', () => {
    assert.equal(compileGlobs(undefined)('a'), false);
    assert.equal(compileGlobs(['!a'])('b'), false);
  });

  it('ignores case where asked, and for what is taken away where only that is asked', () => {
    assert.equal(compileGlobs(['*.Example.com'], { caseInsensitive: true })('API.example.COM'), true);
    assert.equal(compileGlobs(['*.Example.com'])('API.example.COM'), false);
    const names = compileGlobs(['gpt-*', '!gpt-x'], { takesAwayAnyCase: true });
    assert.deepEqual(['gpt-5', 'GPT-5', 'gpt-X'].map(names), [true, false, false]);
  });

  it('folds case as an expression does, with all its exceptions', () => {
    const anyCase = { caseInsensitive: true };
    assert.equal(compileGlobs(['s[[:alpha:]]'], anyCase)('ſa'), true);
    assert.equal(compileGlobs(['s[a-z]'], anyCase)('ſa'), false);
    assert.equal(compileGlobs(['*i*a*b*'], anyCase)('ıab'), false);
    assert.equal(compileGlobs(['./*i*a*b*'], anyCase)('./ıab'), false);
    assert.equal(compileGlobs(['*É*a*b*'], anyCase)('xéAB'), true);
    assert.equal(compileGlobs(['*.k'], anyCase)('a.\u212A'), true);
    assert.equal(compileGlobs(['k'], anyCase)('\u212A'), false);
  });

  it('answers right again after it has forgotten', () => {
    const matches = compileGlobs(['**/odd/*', '!**/9*']);
    const paths = Array.from({ length: 3000 }, (_, i) => `${i}/${i % 2 === 0 ? 'even' : 'odd'}/${i}`);
    const expected = paths.map((_, i) => i % 2 === 1 && !String(i).startsWith('9'));
    assert.deepEqual(paths.map(matches), expected);
    assert.deepEqual(paths.map(matches), expected);
  });

  it('answers for very long candidates', () => {
    const matches = compileGlobs(['a/**/z']);
    assert.equal(matches(`a/${'x/'.repeat(50_000)}z`), true);
    assert.equal(matches(`a/${'x/'.repeat(50_000)}y`), false);
    assert.equal(compileGlobs(['*z'])(`${'x'.repeat(50_000)}z`), true);
  });

  it('takes linear time for many stars', () => {
    const hostile = '*a*a*a*a*a*a*a*a*a*a*b';
    assert.equal(compileGlobs([hostile])('a'.repeat(255)), false);
    assert.equal(compileGlobs([hostile])(`./${'a'.repeat(255)}`), false);
    assert.equal(compileGlobs([hostile], { caseInsensitive: true })(`${'A'.repeat(254)}B`), true);
    assert.equal(compileGlobs([`**/${'x/**/'.repeat(90)}y`])('x/'.repeat(500)), false);
  });
});
