/** `diffPolicies` against brute force: it names a change exactly where the decision point decides otherwise. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide } from '../../../../server/engine/decide';
import { type CompiledPolicy, compilePolicy } from '../../../../server/engine/policy/compile';
import {
  diffPolicies,
  type FlowPoint,
  flowChangeAt,
  insertionChangeAt,
  insertionEffect,
  isSame,
} from '../../../../server/engine/policy/diff';
import { diffFlows } from '../../../../server/engine/policy/diff/flows';
import type { FlowDomain } from '../../../../server/engine/policy/diff/positions';
import type { Effect, LayerPolicy, Policy } from '../../../../server/engine/policy/types';
import type { Atom } from '../../../../server/engine/types';
import { categories, family, lowerLayers, pair } from './diffArbitraries';

const now = new Date('2026-11-21T00:00:00Z');
const channels = ['chat', 'agent-read', 'mcp', undefined] as const;

describe('diffPolicies', function () {
  this.timeout(120_000);

  it('says of every flow what decide says, for 10,000 pairs of policies', () => {
    let pairs = 0;
    fc.assert(
      fc.property(family, lowerLayers, (policies, lower) => {
        const compiled = policies.map((document) => compile(document, lower));
        const domain: FlowDomain = {
          models: ['alpha', undefined],
          channels: ['chat', undefined],
          levels: ['low', 'high'],
          origins: lower.length === 0 ? ['organisation'] : ['organisation', 'lower'],
        };
        const points = pointsOf(domain, ['first', 'other'], ['pci', 'pii', 'elsewhere']);
        const effects = new Map(compiled.map((policy) => [policy, points.map((point) => flowEffect(policy, point))]));
        for (const [old, before] of effects) {
          for (const [fresh, after] of effects) {
            if (old === fresh) continue;
            pairs++;
            const flows = diffFlows(old, fresh, domain, now, { left: 1_000_000 });
            for (const [index, point] of points.entries()) {
              assertChange(flowChangeAt({ flows }, point), before[index] as Effect, after[index] as Effect, point);
            }
          }
        }
      }),
      { numRuns: 112 },
    );
    assert.equal(pairs, 112 * 10 * 9);
  });

  it('says of every flow what decide says, over the whole of the domain', () => {
    fc.assert(
      fc.property(pair, lowerLayers, ([before, after], lower) => {
        const [old, fresh] = [compile(before, lower), compile(after, lower)];
        const diff = diffPolicies(old, fresh, now);
        assert.ok(diff.complete);
        for (const point of pointsOf({ ...diff.domain, channels }, ['first', 'default', 'other'], categories)) {
          assertChange(flowChangeAt(diff, point), flowEffect(old, point), flowEffect(fresh, point), point);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('says of every insertion what decideInsertion says', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const [old, fresh] = [compile(before), compile(after)];
        const diff = diffPolicies(old, fresh, now);
        const { levels, findings, sources } = diff.domain;
        const alike = findings.filter((id) => id === undefined || /^secret\/aws|^pii\/|^hidden/.test(id));
        for (const level of levels) {
          for (const finding of alike) {
            for (const source of sources) {
              const point = { level, finding, source };
              const effects = [old, fresh].map((policy) => insertionEffect(policy, point, now));
              assertChange(insertionChangeAt(diff, point), effects[0] as Effect, effects[1] as Effect, point);
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('finds no difference of a policy to itself, and every change backwards', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const [old, fresh] = [compile(before), compile(after)];
        assert.ok(isSame(diffPolicies(old, compile(structuredClone(before)), now)));
        const [there, back] = [diffPolicies(old, fresh, now), diffPolicies(fresh, old, now)];
        const turned = back.flows.map((change) => ({ ...change, before: change.after, after: change.before }));
        assert.equal(there.flows.length === 0, turned.length === 0);
        for (const { before: was, after: is, direction } of there.flows) {
          assert.notEqual(was, is);
          assert.ok(['laxer', 'stricter'].includes(direction));
        }
      }),
      { numRuns: 200 },
    );
  });
});

function compile(policy: Policy, lower: readonly LayerPolicy[] = []): CompiledPolicy {
  const layers = lower.map((layer) => ({ kind: 'team' as const, policy: layer, digest: 'sha256:lower' }));
  return compilePolicy(policy, { digest: 'sha256:test', layers });
}

function flowEffect(policy: CompiledPolicy, point: FlowPoint): Effect {
  const atom: Atom = {
    label: { level: point.level, categories: point.categories },
    cause: point.ranges === 'with' ? 'detector' : 'path',
    rule: point.rule,
    ...(point.origin === 'lower' ? { layer: 'team' } : {}),
    ...(point.ranges === 'with'
      ? { findings: [{ detector: 'secret/x', offset: 0, length: 1, confidence: 'high' as const }] }
      : {}),
  };
  const destination = {
    ...(point.model === undefined ? {} : { model: point.model }),
    ...(point.channel === undefined ? {} : { channel: point.channel }),
  };
  return decide(policy, { contents: [{ atoms: [atom] }], destination }, now).effect;
}

function pointsOf(domain: FlowDomain, rules: readonly string[], from: readonly string[]): readonly FlowPoint[] {
  let sets: string[][] = [[]];
  for (const category of from) sets = sets.flatMap((set) => [set, [...set, category].sort()]);
  return domain.models.flatMap((model) =>
    domain.channels.flatMap((channel) =>
      domain.levels.flatMap((level) =>
        domain.origins.flatMap((origin) =>
          rules.flatMap((rule) =>
            (['with', 'without'] as const).flatMap((ranges) =>
              sets.map((set) => ({ model, channel, level, origin, rule, ranges, categories: set })),
            ),
          ),
        ),
      ),
    ),
  );
}

function assertChange(
  change: { readonly before: Effect; readonly after: Effect } | undefined,
  before: Effect,
  after: Effect,
  point: object,
): void {
  const [was, is] = change === undefined ? [before, before] : [change.before, change.after];
  const isSaid = was === before && is === after && (change === undefined || before !== after);
  if (!isSaid) assert.fail(`${before} to ${after}, said to be ${was} to ${is}, at ${JSON.stringify(point)}`);
}
