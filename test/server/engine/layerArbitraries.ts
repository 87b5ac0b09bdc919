/** Random lower layers, and organisation's policies that have everything a layer might meet. */

import fc from 'fast-check';
import type { Detector } from '../../../server/engine/detect/types';
import type {
  ClassifyRule,
  Exception,
  FlowRule,
  InsertionRule,
  LayerModelEntry,
  LayerPolicy,
  Policy,
} from '../../../server/engine/policy/types';
import { channels } from '../../../server/engine/policy/types';
import { classifyRule, dropAbsent, label, levels, policy } from './arbitraries';

const ids = ['rule-0', 'rule-1', 'default', 'layer-0'] as const;
const models = ['alpha', 'beta', 'gamma'] as const;

/** Detectors whose ids meet, and that cover or fall under built-in ones. */
const ownDetectors: readonly Detector[] = [
  { id: 'acme/employee', keywords: ['owner'], pattern: 'owner: [a-z.]+' },
  { id: 'acme/employee', keywords: ['reviewer'], pattern: 'reviewer.*', specificity: 99 },
  { id: 'secret/line', keywords: ['akia'], pattern: '.+', specificity: 99, confidence: 'high' },
  { id: 'pii/line', keywords: ['northwind'], pattern: '.+', specificity: 99 },
];
/** Few and without whole families, so that their scanners are quickly made. */
const anyDetectors = fc.constantFrom(['acme/*', 'secret/*-access-key'], ['secret/line'], ['pii/{email,line}']);

const flowRule: fc.Arbitrary<FlowRule> = fc
  .record({
    channels: fc.option(fc.subarray([...channels], { minLength: 1 }), { nil: undefined }),
    levels: fc.option(fc.subarray([...levels], { minLength: 1 }), { nil: undefined }),
    rules: fc.option(fc.subarray([...ids], { minLength: 1 }), { nil: undefined }),
    models: fc.option(fc.subarray([...models], { minLength: 1 }), { nil: undefined }),
    effect: fc.constantFrom('redact' as const, 'ask' as const, 'block' as const),
  })
  .map((rule) => dropAbsent(rule));

const insertionRule: fc.Arbitrary<InsertionRule> = fc
  .record({
    levels: fc.option(fc.subarray([...levels], { minLength: 1 }), { nil: undefined }),
    detectors: fc.option(anyDetectors, { nil: undefined }),
    checks: fc.option(fc.constant(['*/*']), { nil: undefined }),
    tools: fc.option(fc.constantFrom(['acme.tool'], ['*', '!acme.*']), { nil: undefined }),
    models: fc.option(fc.subarray([...models], { minLength: 1 }), { nil: undefined }),
    effect: fc.constantFrom('allow' as const, 'warn' as const, 'ask' as const, 'block' as const),
  })
  .map((rule) => dropAbsent(rule));

const exception: fc.Arbitrary<Exception> = fc
  .record({
    id: fc.constant('EX-1'),
    rules: fc.option(fc.subarray([...ids], { minLength: 1 }), { nil: undefined }),
    paths: fc.option(fc.constantFrom(['src/**'], ['**/docs/**']), { nil: undefined }),
    channels: fc.option(fc.subarray([...channels], { minLength: 1 }), { nil: undefined }),
    models: fc.option(fc.subarray([...models], { minLength: 1 }), { nil: undefined }),
    until: fc.constantFrom('2026-12-31T00:00:00Z', '2026-01-01T00:00:00Z'),
    reason: fc.constant('r'),
    approvedBy: fc.constant('a'),
  })
  .map((item) => dropAbsent(item));

const rules = (name: string) =>
  fc.tuple(
    fc.option(classifyRule(name), { nil: undefined }),
    fc.option(fc.record({ id: fc.constantFrom(...ids), label, detectors: anyDetectors }), { nil: undefined }),
  );

const detectors = fc.option(
  fc.constantFrom(...ownDetectors).map((detector) => [detector]),
  { nil: undefined, freq: 1 },
);

/** An organisation's policy with exceptions, insertions and detectors of its own. */
export const organisation: fc.Arbitrary<Policy> = fc
  .record({
    base: policy,
    more: rules('rule-9'),
    detectors,
    insertions: fc.array(insertionRule, { maxLength: 3 }),
    exceptions: fc.array(exception, { maxLength: 1 }),
    unknown: fc.option(fc.record({ effect: fc.constantFrom('warn' as const, 'ask' as const, 'block' as const) }), {
      nil: undefined,
    }),
  })
  .map(({ base, more, ...rest }) => ({
    ...base,
    ...dropAbsent(rest),
    classify: { ...base.classify, rules: [...(base.classify?.rules ?? []).map(withFewDetectors), ...present(more)] },
  }));

const model: fc.Arbitrary<LayerModelEntry> = fc
  .record({
    id: fc.constantFrom(...models),
    clearance: label,
    match: fc.option(fc.constantFrom({ names: ['*'] }, { tools: ['acme.*'] }, { hosts: ['*.alpha.example'] }), {
      nil: undefined,
    }),
  })
  .map((entry) => dropAbsent(entry));

/** A lower layer's document, with parts that count for nothing there. */
export const layerDocument: fc.Arbitrary<LayerPolicy> = fc
  .record({
    default: fc.option(fc.constantFrom(...levels), { nil: undefined }),
    rules: rules('layer-0'),
    detectors,
    models: fc.array(model, { maxLength: 2 }),
    flow: fc.array(flowRule, { maxLength: 3 }),
    insertions: fc.array(insertionRule, { maxLength: 3 }),
    exceptions: fc.array(exception, { maxLength: 1 }),
    mode: fc.constantFrom('observe' as const, undefined),
    unknown: fc.constantFrom({ effect: 'allow' as const }, undefined),
  })
  .map(({ default: level, rules: some, ...rest }) => ({
    apiVersion: 'portcullis/v1',
    metadata: { name: 'layer', version: '1' },
    levels: ['public', 'restricted', 'internal'],
    classify: dropAbsent({ default: level, rules: present(some) }),
    ...dropAbsent(rest),
  }));

function withFewDetectors(rule: ClassifyRule, index: number): ClassifyRule {
  if (rule.detectors === undefined) return rule;
  return { ...rule, detectors: index % 2 === 0 ? ['pii/email'] : ['secret/aws-access-key'] };
}

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined);
}
