/** Whatever a policy holds and however it is written, as YAML or as JSON, it is read as what it was. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CreateNodeOptions, type DocumentOptions, stringify, type ToStringOptions } from 'yaml';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import { anyPolicy } from './arbitraries';

type Form = (value: unknown) => string;

const yamlForm: fc.Arbitrary<Form> = fc
  .record({
    indent: fc.constantFrom(1, 2, 4, 8),
    collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
    // The library's own folding loses text within double quotes.
    lineWidth: fc.constant(0),
    doubleQuotedAsJSON: fc.boolean(),
    aliasDuplicateObjects: fc.boolean(),
  })
  .map(
    (options: ToStringOptions & CreateNodeOptions & DocumentOptions) => (value) =>
      stringify(value, { version: '1.2', schema: 'core', ...options }),
  );

const jsonForm: fc.Arbitrary<Form> = fc
  .constantFrom(undefined, 1, 4, '\t')
  .map((indent) => (value) => JSON.stringify(value, undefined, indent));

const lineEnds: fc.Arbitrary<(text: string) => string> = fc.constantFrom(
  (text) => text,
  (text) => `\ufeff${text}`,
  (text) => `%YAML 1.2\n---\n${text}`,
  (text) => `# a comment\n${text}\n# another\n`,
);

describe('a policy that is written and read', function () {
  this.timeout(120_000);

  it('is the same, as YAML in every style and as JSON', () => {
    fc.assert(
      fc.property(anyPolicy, fc.oneof(yamlForm, jsonForm), lineEnds, (policy, write, dress) => {
        const text = dress(write(policy));
        const parsed = parsePolicy(text, 'policy.yaml');
        assert.deepEqual(parsed.problems, [], text);
        assert.deepEqual(parsed.policy, policy, text);
      }),
      { numRuns: 10_000 },
    );
  });
});
