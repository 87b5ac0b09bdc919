/** Canonical JSON is that of the reference writer, whatever the value. */

import assert from 'node:assert/strict';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from '../../../server/provenance/canonicalJson';

/** Names that meet in one object often, and those that objects treat in their own way. */
const names = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'B',
    'aa',
    '10',
    '9',
    '1',
    '-1',
    '',
    '__proto__',
    'ä',
    '€',
    '\u{1f600}',
    '\ufb33',
    '"',
    '\n',
  ),
  fc.string({ unit: 'grapheme' }),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
    fc.constantFrom(null, -0, 1e21, 1e-7, 'a\u2028', '\\ud800'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(names, tie('value')), { maxLength: 6 })
      .map((members) => JSON.parse(`{${members.map(([n, v]) => `${JSON.stringify(n)}:${JSON.stringify(v)}`).join()}}`)),
  ),
}));

describe('canonical JSON', () => {
  it('is what the reference writer makes', () => {
    fc.assert(
      fc.property(value, (any) => assert.equal(canonicalJson(any), canonicalize(any))),
      { numRuns: 3000 },
    );
  });

  it('leaves out members without a value, and holds no lone surrogate', () => {
    assert.equal(canonicalJson({ b: 1, a: undefined, c: { e: undefined } }), '{"b":1,"c":{}}');
    assert.equal(canonicalJson({ b: ['\ud800x', 'ü'], a: '\udc00' }), '{"a":"\ufffd","b":["\ufffdx","ü"]}');
  });

  it('changes nothing of the value', () => {
    const given = { b: { d: 1, c: [{ z: 1, y: 2 }] }, a: 1 };
    assert.equal(canonicalJson(given), '{"a":1,"b":{"c":[{"y":2,"z":1}],"d":1}}');
    assert.equal(JSON.stringify(given), '{"b":{"d":1,"c":[{"z":1,"y":2}]},"a":1}');
  });
});
