/** Vetting of expressions: the tables, what is told about an offending part, and that it ends soon. */

import assert from 'node:assert/strict';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import { vetPattern } from '../../../../server/engine/detect/vet';
import { safe, unsafe } from './vetTable';

describe('vetting refuses', () => {
  for (const [pattern, flags] of unsafe) {
    it(`/${pattern.slice(0, 50)}/${flags ?? ''}`, () => assert.ok(vetPattern(pattern, flags)));
  }
});

describe('vetting lets pass', () => {
  for (const [pattern, flags] of safe) {
    it(`/${pattern}/${flags ?? ''}`, () => assert.equal(vetPattern(pattern, flags)?.message, undefined));
  }
});

describe('what vetting tells', () => {
  it('names the part, its place and a text that shows it', () => {
    const found = vetPattern('x(ab)*(ab)*y');
    assert.deepEqual(found?.at, { start: 6, end: 11 });
    assert.equal(
      found?.message,
      `'(ab)*' repeats something that the repeat before it (characters 2 to 6) also matches (characters 7 to 11), which may take more than linear time on many repeats of "ab"`,
    );
    assert.match(found?.hint ?? '', /^let repeats that follow each other have no character in common/);
  });

  it('names the outer of nested repeats', () => {
    const found = vetPattern('!(a+)+$');
    assert.deepEqual(found?.at, { start: 1, end: 6 });
    assert.match(found?.message ?? '', /^'\(a\+\)\+' repeats something .* \(characters 2 to 6\), .* exponential time/);
    assert.match(found?.repeated ?? '', /^a+$/);
  });

  it('advises a boundary where the search is begun anew', () => {
    assert.match(vetPattern('\\w*x')?.hint ?? '', /begin the expression with a boundary such as \\b/);
  });

  it('refuses what matches the empty text, and what is too long', () => {
    assert.equal(vetPattern('a?')?.message, 'the expression matches the empty text');
    assert.match(vetPattern('a'.repeat(4001))?.message ?? '', /longer than 4000/);
  });

  it('is part of compiling a detector', () => {
    const { problems } = compileDetectors([{ id: 'acme/a', pattern: '(?:ab|cd)*(?:cd|ab)*x' }]);
    assert.deepEqual(
      problems.map(({ code, field }) => [code, field]),
      [['UNSAFE_PATTERN', 'pattern']],
    );
  });
});

describe('vetting ends', () => {
  const large: readonly [string, string][] = [
    ['many repeats', '.*a'.repeat(1300)],
    ['many optional parts', 'a?'.repeat(2000)],
    ['deep groups', `${'('.repeat(1000)}a${')*'.repeat(1000)}b`],
    ['groups as deep as can be', `${'('.repeat(1999)}a${')'.repeat(1999)}b`],
    ['deep bounded repeats', `${'(?:'.repeat(300)}a${'){0,9}'.repeat(300)}b`],
    ['long counts', 'a{1000}'.repeat(500)],
    ['many choices', `^(?:${Array.from({ length: 900 }, (_, index) => `x${index.toString(36)}`).join('|')})*y`],
    [
      'references to references',
      `(a)${Array.from({ length: 60 }, (_, index) => `(\\${index + 1}\\${index + 1})`).join('')}`,
    ],
    ['properties', '\\p{L}*\\p{Lu}?'.repeat(280)],
    ['lookarounds', '(?=.*a)(?<=b.*)'.repeat(260)],
  ];
  for (const [name, pattern] of large) {
    it(`with an answer: ${name}`, () => {
      assert.ok(pattern.length <= 4000);
      assert.ok(vetPattern(pattern, pattern.includes('\\p') ? 'iu' : ''));
    });
  }
});
