/** Random pairs of policies for `diffPolicies`: small alphabets, so that what one rule says meets what another does. */

import fc from 'fast-check';
import type {
  Exception,
  FlowRule,
  InsertionRule,
  LabelSpec,
  LayerPolicy,
  ModelEntry,
  Policy,
} from '../../../../server/engine/policy/types';
import { dropAbsent } from '../arbitraries';

/** Categories that some list may name, and one that none does. */
export const categories = ['pci', 'pii', 'secret', 'elsewhere'] as const;
const named = categories.slice(0, 3);
const rules = ['first', 'default'] as const;
const models = ['alpha', 'beta'] as const;

const levelLists = fc.constantFrom<Policy['levels'][]>(
  ['low', 'high'],
  ['low', 'middle', 'high'],
  ['low', 'high', 'top'],
);
const level = fc.constantFrom('low', 'high');
const some = <T>(items: readonly T[]) => fc.option(fc.subarray([...items], { minLength: 1 }), { nil: undefined });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const label: fc.Arbitrary<LabelSpec> = fc.record({ level, categories: fc.subarray([...named]) });

const flowRule: fc.Arbitrary<FlowRule> = fc
  .record({
    channels: some(['chat', 'agent-read'] as const),
    levels: some(['low', 'high']),
    categories: some(named),
    rules: some(rules),
    models: some(models),
    effect: fc.constantFrom('redact' as const, 'ask' as const, 'block' as const),
  })
  .map((rule) => dropAbsent(rule));

const insertionRule: fc.Arbitrary<InsertionRule> = fc
  .record({
    levels: some(['low', 'high']),
    detectors: some(['secret/*', 'pii/email']),
    tools: maybe(fc.constantFrom(['acme.tool'], ['acme.*'])),
    models: some(models),
    effect: fc.constantFrom('allow' as const, 'warn' as const, 'ask' as const, 'block' as const),
  })
  .map((rule) => dropAbsent(rule));

const exception: fc.Arbitrary<Exception> = fc
  .record({
    id: fc.constant('EX-1'),
    rules: some(rules),
    paths: maybe(fc.constant(['src/**'])),
    channels: some(['chat'] as const),
    models: some(models),
    until: fc.constantFrom('2026-12-31T00:00:00Z', '2026-01-01T00:00:00Z'),
    reason: fc.constant('r'),
    approvedBy: fc.constant('a'),
  })
  .map((item) => dropAbsent(item));

const entry = (id: string): fc.Arbitrary<ModelEntry> =>
  label.map((clearance) => ({ id, match: id === 'alpha' ? { tools: ['acme.*'] } : { names: ['beta-*'] }, clearance }));

const entries = fc.tuple(...models.map((id) => maybe(entry(id)))).map((all) => all.filter((one) => one !== undefined));

/** A policy of the organisation whose flows, exceptions and insertions name each other's levels, rules and models. */
export const policy: fc.Arbitrary<Policy> = fc
  .record({
    mode: maybe(fc.constantFrom('observe' as const, 'enforce' as const)),
    levels: levelLists,
    models: entries,
    unknown: maybe(fc.record({ effect: fc.constantFrom('warn' as const, 'ask' as const, 'block' as const) })),
    flow: fc.array(flowRule, { maxLength: 3 }),
    insertions: fc.array(insertionRule, { maxLength: 3 }),
    exceptions: fc.array(exception, { maxLength: 1 }),
  })
  .map((parts) => ({ apiVersion: 'portcullis/v1', metadata: { name: 'random', version: '1' }, ...dropAbsent(parts) }));

/** Two policies: one after some edits of the other, or two strangers. */
export const pair: fc.Arbitrary<readonly [Policy, Policy]> = fc
  .tuple(policy, policy, fc.subarray(['flow', 'models', 'insertions', 'exceptions', 'unknown', 'levels'] as const))
  .map(([before, other, edited]) => {
    const after = { ...before, ...Object.fromEntries(edited.map((key) => [key, other[key]])) };
    return [before, dropAbsent(after) as Policy];
  });

/** Ten policies, some of them edits of others. */
export const family: fc.Arbitrary<readonly Policy[]> = fc
  .array(pair, { minLength: 5, maxLength: 5 })
  .map((pairs) => pairs.flat());

/** Nothing, or a lower layer that both policies stand above. */
export const lowerLayers: fc.Arbitrary<readonly LayerPolicy[]> = fc.array(
  fc.record({ flow: fc.array(flowRule, { maxLength: 2 }), models: entries }).map(
    ({ flow, models: lowered }): LayerPolicy => ({
      apiVersion: 'portcullis/v1',
      metadata: { name: 'team', version: '1' },
      flow,
      models: lowered.map(({ id, clearance }) => ({ id, clearance })),
    }),
  ),
  { maxLength: 1 },
);
