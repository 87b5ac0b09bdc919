/** The laws of `formatPolicy`: formatting twice is formatting once, and nothing that was said is lost. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePolicyDocument } from '../../../../server/engine/policy/document';
import { formatPolicy } from '../../../../server/engine/policy/format';
import { isSameValue, listComments } from '../../../../server/engine/policy/format/meaning';
import { policy } from '../arbitraries';
import { value, written } from './formatArbitraries';

describe('laws of formatPolicy', function () {
  this.timeout(120_000);

  it('keeps value and comments, and leaves what it formatted', () => {
    fc.assert(
      fc.property(written, ({ text, value: said }) => {
        const once = formatPolicy(text);
        assert.ok(once.text !== undefined, JSON.stringify(once.problems));
        assert.ok(isSameValue(parsePolicyDocument(once.text, '').value, said));
        assert.deepEqual(listComments(once.text), listComments(text));
        assert.equal(formatPolicy(once.text).text, once.text);
      }),
      { numRuns: 10_000 },
    );
  });

  it('gives back what a policy says, from JSON and from YAML', () => {
    fc.assert(
      fc.property(
        fc.oneof({ arbitrary: value, weight: 49 }, { arbitrary: policy, weight: 1 }),
        fc.boolean(),
        (document, isJson) => {
          const json = JSON.stringify(document);
          const said: unknown = JSON.parse(json);
          if (isJson) return assert.deepEqual(JSON.parse(formatPolicy(json).text ?? ''), said);
          const yaml = formatPolicy(`# a policy\n${json}`).text ?? '';
          assert.match(yaml, /^# a policy\n[a-z{]/);
          assert.deepEqual(parsePolicyDocument(yaml, '').value, said);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab:- #\n&*!|>[]{},"\'?%') })), (text) => {
        const { text: formatted, problems } = formatPolicy(text);
        assert.equal(formatted === undefined, problems.length > 0);
      }),
      { numRuns: 2000 },
    );
  });
});
