/** The law of layers: whatever a lower layer says, it never loosens what the organisation's says. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classify } from '../../../server/engine/classify/classify';
import { decide } from '../../../server/engine/decide';
import { decideInsertion } from '../../../server/engine/insertion';
import { isAtOrBelow } from '../../../server/engine/label';
import { compilePolicy, type LayerSource } from '../../../server/engine/policy/compile';
import { isStricter } from '../../../server/engine/policy/firstMatch';
import type { Decision } from '../../../server/engine/types';
import { content, dropAbsent, fragments, request, text } from './arbitraries';
import { layerDocument, organisation } from './layerArbitraries';

const now = new Date('2026-11-21T00:00:00Z');
const digest = 'sha256:test';
const runs = { numRuns: 10_000 };
const layer: fc.Arbitrary<LayerSource> = fc.record({
  kind: fc.constantFrom('team' as const, 'workspace' as const),
  policy: layerDocument,
  digest: fc.constant(digest),
});
const layers = fc.array(layer, { maxLength: 2 });

describe('lower layers', function () {
  this.timeout(180_000);

  it('never loosen a decision or lower a label', () => {
    fc.assert(
      fc.property(organisation, layers, layer, request, fc.boolean(), (policy, above, added, asked, canAsk) => {
        // All have the same name: none may pass for another.
        const without = compilePolicy(policy, { digest, layers: above });
        const within = compilePolicy(policy, { digest, layers: [...above, added] });
        const question = { ...asked, canAsk };
        const before = decide(without, question, now);
        const after = decide(within, question, now);
        assertNotLaxer(before, after);
        assert.ok(isAtOrBelow(policy.levels, before.label, after.label));
        assert.ok(isAtOrBelow(policy.levels, after.destination.clearance, before.destination.clearance));
        for (const item of asked.contents) {
          assert.ok(isAtOrBelow(policy.levels, classify(without, item).label, classify(within, item).label));
        }
      }),
      runs,
    );
  });

  it('never loosen what is said of an insertion', () => {
    fc.assert(
      fc.property(
        organisation,
        layer,
        content,
        fc.oneof(text, fc.constantFrom(...fragments)),
        fc.option(fc.constantFrom('acme.tool', 'Other.tool'), { nil: undefined }),
        (policy, added, { path, text: before }, inserted, tool) => {
          const target = dropAbsent({ path, text: before });
          const insertion = { target, text: inserted, ...(tool === undefined ? {} : { tool }) };
          assertNotLaxer(
            decideInsertion(compilePolicy(policy, { digest }), insertion, now),
            decideInsertion(compilePolicy(policy, { digest, layers: [added] }), insertion, now),
          );
        },
      ),
      runs,
    );
  });

  it('change nothing where they say nothing', () => {
    const empty: LayerSource = {
      kind: 'team',
      digest,
      policy: { apiVersion: 'portcullis/v1', metadata: { name: 'empty', version: '1' } },
    };
    fc.assert(
      fc.property(organisation, request, (policy, asked) => {
        const { policy: _, ...before } = decide(compilePolicy(policy, { digest }), asked, now);
        const { policy: __, ...after } = decide(compilePolicy(policy, { digest, layers: [empty] }), asked, now);
        assert.deepEqual(after, before);
      }),
      { numRuns: 1000 },
    );
  });
});

function assertNotLaxer(before: Decision, after: Decision): void {
  assert.ok(!isStricter(before.effect, after.effect), `${before.effect} became ${after.effect}`);
  assert.equal(after.enforced, before.enforced);
}
