/** How values appear in messages. */

import assert from 'node:assert/strict';
import { listed, plain, quoted } from '../../../../server/engine/policy/quoted';

describe('quoted', () => {
  const cases: readonly [unknown, string][] = [
    ['a', "'a'"],
    ['\u001b[31mred', "'\\u{1b}[31mred'"],
    ['a\u202eb\ud800', "'a\\u{202e}b\\u{d800}'"],
    ['x'.repeat(1000), `'${'x'.repeat(59)}…'`],
    [7, '7'],
    [true, 'true'],
    [null, 'nothing'],
    [undefined, 'nothing'],
    [['secret'], 'a list'],
    [{ key: 'secret' }, 'a mapping'],
  ];
  for (const [value, expected] of cases) it(expected.slice(0, 30), () => assert.equal(quoted(value), expected));
});

describe('plain and listed', () => {
  it('are short and printable', () => {
    assert.equal(plain('a\nb', 10), 'a\\u{a}b');
    assert.equal(plain('abcdef', 4), 'abc…');
    assert.equal(listed(['a', 'b', 'c'], 2), 'a, b and 1 more');
    assert.equal(listed([]), '');
  });
});
