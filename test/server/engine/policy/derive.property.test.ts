/** A derivation says what the decision point does: over random policies, requests and insertions. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide } from '../../../../server/engine/decide';
import { decideInsertion } from '../../../../server/engine/insertion';
import { isAtOrBelow, joinLabels, lowestLabel } from '../../../../server/engine/label';
import { compilePolicy } from '../../../../server/engine/policy/compile';
import type { CompiledPolicy } from '../../../../server/engine/policy/compiled';
import { deriveDecision, deriveInsertion } from '../../../../server/engine/policy/derivation/derive';
import type { Place } from '../../../../server/engine/policy/derivation/place';
import { isStricter, strictestOf } from '../../../../server/engine/policy/firstMatch';
import type { Effect, InsertionRule, Policy } from '../../../../server/engine/policy/types';
import { levels, policy, request, text } from '../arbitraries';
import { layerDocument, organisation } from '../layerArbitraries';

const now = new Date('2026-11-21T00:00:00Z');
const runs = { numRuns: 100 };

/** Random policies, some with a lower layer. */
const compiledPolicy = fc
  .tuple(fc.oneof(policy, organisation), fc.option(layerDocument, { nil: undefined }))
  .map(([document, layer]) => {
    const layers = layer === undefined ? [] : [{ kind: 'team' as const, policy: layer, digest: 'sha256:layer' }];
    return compilePolicy(document, { digest: 'sha256:test', layers });
  });

describe('laws of derivations', function () {
  this.timeout(120_000);

  it('comes to the decision that is made', () => {
    fc.assert(
      fc.property(compiledPolicy, request, (compiled, asked) => {
        const decision = decide(compiled, asked, now);
        const derivation = deriveDecision(compiled, asked, now);
        assert.deepEqual(derivation.decision, decision);
        const unknown = decision.reasons.filter(({ cause }) => cause === 'unknown').map(({ effect }) => effect);
        const effects = derivation.contents.flatMap(({ excess, isRedactionEnough }) =>
          excess.map(({ effect }): Effect => (effect === 'redact' && !isRedactionEnough ? 'block' : effect)),
        );
        assert.equal(strictestOf([...effects, ...unknown]), decision.effect);
        for (const { excess } of derivation.contents) {
          for (const { effect, outcomes } of excess) {
            assert.equal(effect, strictestOf(outcomes.map((outcome) => outcome.effect)));
          }
        }
      }),
      runs,
    );
  });

  it('explains the label, each atom above the clearance, and the clearance', () => {
    fc.assert(
      fc.property(compiledPolicy, request, (compiled, asked) => {
        const { contents, destination } = deriveDecision(compiled, asked, now);
        const join = (labels: readonly { label: Parameters<typeof joinLabels>[1] }[]) =>
          labels.reduce(
            (joined, { label }) => joinLabels(compiled.levels, joined, label),
            lowestLabel(compiled.levels),
          );
        for (const { label, applied, excess } of contents) {
          assert.deepEqual(join(applied), label);
          const above = applied.filter((step) => !isAtOrBelow(compiled.levels, step.label, destination.clearance));
          assert.deepEqual(
            excess.map(({ rule }) => rule),
            above.map(({ rule }) => rule),
          );
          for (const step of excess) assert.ok(step.isLevelAbove || step.uncleared.length > 0);
        }
        assert.deepEqual(
          destination.entries.filter(({ matches, at }) => matches && at.layer === 0).map(({ id }) => id),
          destination.models,
        );
        for (const { id, matches, fields } of destination.entries) {
          if (fields.length === 0) assert.equal(matches, destination.models.includes(id));
          else
            assert.equal(
              matches,
              fields.every(({ holds }) => holds),
            );
        }
      }),
      runs,
    );
  });

  it('names places that are in the document, and rules by what stands there', () => {
    fc.assert(
      fc.property(compiledPolicy, request, (compiled, asked) => {
        const { contents, destination } = deriveDecision(compiled, asked, now);
        for (const { id, at } of destination.entries) assert.equal((valueAt(compiled, at) as { id: string }).id, id);
        for (const { applied, excess } of contents) {
          for (const { rule, at, glob, label } of applied) {
            if (at === undefined) assert.equal(rule, 'default');
            else if (rule === 'default' && at.segments[1] === 'default')
              assert.equal(valueAt(compiled, at), label.level);
            else {
              const written = valueAt(compiled, at) as { id: string; paths?: string[] };
              assert.equal(written.id, rule);
              assert.equal(glob !== undefined, written.paths !== undefined);
            }
          }
          for (const { at, effect, written } of excess.flatMap(({ outcomes }) => outcomes)) {
            if (at !== undefined) {
              assert.equal((valueAt(compiled, at) as { effect: Effect }).effect, written ?? effect);
            }
          }
        }
      }),
      runs,
    );
  });

  it('tells rules of the same id and label apart', () => {
    const label = { level: 'confidential' };
    const compiled = compilePolicy(
      {
        apiVersion: 'portcullis/v1',
        metadata: { name: 'twice', version: '1' },
        levels: [...levels] as [string, ...string[]],
        classify: {
          rules: [
            { id: 'same', label, paths: ['src/**'], detectors: ['pii/email'] },
            { id: 'same', label, detectors: ['pii/email'] },
          ],
        },
        models: [],
      },
      { digest: 'sha256:test' },
    );
    const contents = [{ path: 'docs/a.md', text: 'owner: jane.roe@northwind-traders.com' }];
    const [steps] = deriveDecision(compiled, { contents, destination: {} }, now).contents;
    const byText = steps?.applied.filter(({ cause }) => cause === 'detector');
    assert.deepEqual(
      byText?.map(({ at }) => at?.segments),
      [['classify', 'rules', 1]],
    );
  });

  it('promises nothing that does not come about', () => {
    fc.assert(
      fc.property(compiledPolicy, request, (compiled, asked) => {
        const { hints, decision } = deriveDecision(compiled, asked, now);
        const { channel } = asked.destination;
        for (const hint of hints) {
          if (hint.kind !== 'model' && hint.kind !== 'channel') continue;
          const destination =
            hint.kind === 'model'
              ? { ...(channel === undefined ? {} : { channel }), model: hint.model }
              : { ...asked.destination, channel: hint.channel };
          assert.equal(decide(compiled, { ...asked, destination }, now).effect, hint.effect);
          assert.ok(isStricter(decision.effect, hint.effect));
        }
      }),
      runs,
    );
  });

  it('names the insertion rules that decide', () => {
    const rule: fc.Arbitrary<InsertionRule> = fc.record(
      {
        levels: fc.subarray([...levels], { minLength: 1 }),
        detectors: fc.constantFrom(['secret/*'], ['pii/*']),
        tools: fc.constantFrom(['acme.tool'], ['*']),
        effect: fc.constantFrom('allow' as const, 'warn' as const, 'ask' as const, 'block' as const),
      },
      { requiredKeys: ['effect'] },
    );
    const tools = fc.constantFrom({}, { tool: 'acme.tool' }, { tool: 'Other.tool' });
    fc.assert(
      fc.property(policy, fc.array(rule, { maxLength: 3 }), text, tools, (document, insertions, inserted, tool) => {
        const compiled = compilePolicy({ ...document, insertions } as Policy, { digest: 'sha256:test' });
        const asked = { target: { path: 'src/a.ts' }, text: inserted, ...tool };
        const { decision, rules } = deriveInsertion(compiled, asked, now);
        assert.deepEqual(decision, decideInsertion(compiled, asked, now));
        assert.equal(strictestOf(rules.map(({ effect }) => effect)), decision.effect);
        for (const { at, effect } of rules) assert.equal((valueAt(compiled, at) as InsertionRule).effect, effect);
      }),
      runs,
    );
  });
});

function valueAt({ layers }: CompiledPolicy, { layer, segments }: Place): unknown {
  return segments.reduce<unknown>(
    (value, segment) => (value as Record<string | number, unknown>)?.[segment],
    layers[layer]?.policy,
  );
}
