/**
 * What is wrong with a detector is said of that one; the others work. No expression may take more than linear time, and no
 * text more than its budget.
 */

import assert from 'node:assert/strict';
import { builtinDetectors } from '../../../../server/engine/detect/builtin';
import { compileDetectors } from '../../../../server/engine/detect/compile';
import type { Detector } from '../../../../server/engine/detect/types';

const badge: Detector = {
  id: 'acme/badge',
  keywords: ['badge'],
  pattern: '\\bE\\d{6}\\b',
  examples: { match: ['badge E123456'], ignore: ['badge E1'] },
};

describe('compileDetectors', () => {
  it('finds what a detector of a policy describes', () => {
    const { scanner, problems } = compileDetectors([badge]);
    assert.deepEqual(problems, []);
    assert.deepEqual(scanner.scan('my Badge: E123456').findings, [
      { detector: 'acme/badge', offset: 10, length: 7, confidence: 'medium' },
    ]);
    assert.deepEqual(scanner.scan('E123456').findings, []);
  });

  const wrong: readonly [name: string, detector: Partial<Detector>, field: string, code: string][] = [
    ['a malformed expression', { pattern: '(' }, 'pattern', 'BAD_PATTERN'],
    ['unknown flags', { flags: 'gy' }, 'flags', 'WRONG_VALUE'],
    ['a keyword outside ASCII', { keywords: ['bädge'] }, 'keywords', 'WRONG_VALUE'],
    ['an empty keyword', { keywords: [''] }, 'keywords', 'WRONG_VALUE'],
    ['a keyword without an end', { keywords: ['badge'.repeat(205)] }, 'keywords', 'WRONG_VALUE'],
    ['an unknown check', { validate: ['luhm'] }, 'validate', 'WRONG_VALUE'],
    ['a check that only objects have', { validate: ['toString'] }, 'validate', 'WRONG_VALUE'],
    ['an example that is not matched', { examples: { match: ['badge'], ignore: [] } }, 'examples', 'BAD_EXAMPLE'],
    [
      'an example that is matched but should not be',
      { examples: { match: [], ignore: ['badge E123456'] } },
      'examples',
      'BAD_EXAMPLE',
    ],
    ['a multi-line detector without keywords', { keywords: [], multiline: true }, 'keywords', 'WRONG_VALUE'],
  ];
  it('searches for keywords without regard to case', () => {
    const { scanner } = compileDetectors([{ ...badge, keywords: ['BADGE'] }]);
    assert.equal(scanner.scan('Badge E123456').findings.length, 1);
  });

  for (const [name, change, field, code] of wrong) {
    it(`reports ${name} and keeps the other detectors`, () => {
      const { scanner, problems } = compileDetectors([
        { ...badge, id: 'acme/other' },
        { ...badge, ...change },
      ]);
      assert.deepEqual(
        problems.map((each) => [each.detector, each.index, each.field, each.code]),
        [['acme/badge', 1, field, code]],
      );
      assert.deepEqual(
        scanner.detectors.map(({ id }) => id),
        ['acme/other'],
      );
    });
  }

  for (const pattern of [
    '(a+)+$',
    '(?:a|a)*b',
    '\\d*\\d*x',
    '(?:(?:ab)+)+c',
    'a+b',
    'x\\w{1,500}\\w{1,500}y',
    '(?:\\s{0,200}\\w{0,200}){0,100};',
    'a*',
  ]) {
    it(`refuses ${pattern}`, () => {
      const { problems } = compileDetectors([{ id: 'acme/slow', pattern }]);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['UNSAFE_PATTERN'],
      );
      assert.ok(problems[0]!.hint);
    });
  }

  it('takes on trust what it is told to', () => {
    const { scanner, problems } = compileDetectors(
      [
        { id: 'a/b', pattern: 'a+b' },
        { id: 'c/d', pattern: 'a+c' },
      ],
      { vet: ({ id }) => id !== 'a/b' },
    );
    assert.deepEqual(
      problems.map(({ detector }) => detector),
      ['c/d'],
    );
    assert.equal(scanner.scan('aab').findings.length, 1);
  });
});

describe('the work budget', () => {
  const { scanner } = compileDetectors(builtinDetectors, { vet: false });
  const size = 1_000_000;

  it('is not touched by one character repeated', () => {
    for (const character of ['a', 'A', '\n', ' ', '\u00e9', '\u6f22']) {
      assert.deepEqual(scanner.scan(character.repeat(size)), { findings: [], exhausted: false });
    }
  });

  it('ends on a text made of keywords and says so', () => {
    for (const unit of ['steuer 12', 'confidential ']) {
      const { exhausted } = scanner.scan(unit.repeat(size / unit.length));
      assert.equal(exhausted, true, unit);
    }
  }).timeout(60_000);

  it('bounds how often an expression is run, whatever the text', () => {
    let runs = 0;
    const counted = compileDetectors([{ id: 'a/b', keywords: ['k'], pattern: '\\bk[a-z]{3}\\b' }], {
      vet: false,
    }).scanner;
    const original = RegExp.prototype.exec;
    RegExp.prototype.exec = function exec(this: RegExp, text: string) {
      if (this.source.startsWith('\\bk')) runs++;
      return original.call(this, text);
    };
    try {
      assert.equal(counted.scan('k'.repeat(size)).exhausted, true);
    } finally {
      RegExp.prototype.exec = original;
    }
    assert.ok(runs > 0 && runs <= (1_000_000 + 8 * size) / 32 + 1, `${runs} runs`);
  });
});
