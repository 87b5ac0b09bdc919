/** Random policies, texts and requests for the engine's properties: small alphabets, so that things meet. */

import fc from 'fast-check';
import type {
  Channel,
  ClassifyRule,
  FlowRule,
  LabelSpec,
  ModelEntry,
  Policy,
} from '../../../server/engine/policy/types';
import { channels } from '../../../server/engine/policy/types';
import type { Content, Request } from '../../../server/engine/types';

export const levels = ['public', 'internal', 'confidential', 'restricted'] as const;
const categories = ['secret', 'pii', 'pci'] as const;
const detectors = ['secret/aws-access-key', 'pii/email', 'pii/payment-card', 'marker/*', 'secret/*'] as const;
const globs = ['src/**', '**/*.ts', '**/payments/**', '!**/docs/**', '*.md', '**/.env', 'src/*/a.ts'] as const;
const models = ['alpha', 'beta', 'gamma'] as const;

/** Texts that some detector speaks to, and some that none does. */
export const fragments = [
  'const total = items.reduce((a, b) => a + b, 0);',
  "const id = 'AKIAQ4F7T2ZKM5XJH3WN';",
  'owner: jane.roe@northwind-traders.com',
  'reviewer: john.doe@northwind-traders.com',
  'card 4532 0151 1283 0366',
  'COMPANY CONFIDENTIAL',
  'this is not confidential at all',
  '/* שלום 👩‍👩‍👧 日本語 */',
  '',
] as const;

export const label: fc.Arbitrary<LabelSpec> = fc.record(
  { level: fc.constantFrom(...levels), categories: fc.subarray([...categories]) },
  { requiredKeys: ['level'] },
);

export const text = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 12 })), { maxLength: 5 })
  .map((parts) => parts.join('\n'));

const path = fc.constantFrom('src/a.ts', 'src/payments/card.ts', 'docs/a.md', 'src/docs/a.ts', '.env', 'README.md');

const pathsOrDetectors = fc
  .record({
    paths: fc.option(fc.subarray([...globs], { minLength: 1 }), { nil: undefined }),
    detectors: fc.option(fc.subarray([...detectors], { minLength: 1, maxLength: 2 }), { nil: undefined }),
    atLeast: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  })
  .filter(({ paths, detectors: named }) => paths !== undefined || named !== undefined);

export function classifyRule(id: string): fc.Arbitrary<ClassifyRule> {
  return fc
    .record({ label, conditions: pathsOrDetectors })
    .map(({ label: given, conditions }) => dropAbsent({ id, label: given, ...conditions }));
}

const flowRule: fc.Arbitrary<FlowRule> = fc
  .record({
    channels: fc.option(fc.subarray([...channels], { minLength: 1 }), { nil: undefined }),
    levels: fc.option(fc.subarray([...levels], { minLength: 1 }), { nil: undefined }),
    categories: fc.option(fc.subarray([...categories], { minLength: 1 }), { nil: undefined }),
    models: fc.option(fc.subarray([...models], { minLength: 1 }), { nil: undefined }),
    effect: fc.constantFrom('redact' as const, 'ask' as const, 'block' as const),
  })
  .map((rule) => dropAbsent(rule));

function modelEntry(id: string): fc.Arbitrary<ModelEntry> {
  return fc
    .record({
      hosts: fc.option(fc.constant([`*.${id}.example`]), { nil: undefined }),
      names: fc.option(fc.constantFrom(['*'], [`${id}-*`], ['m-*']), { nil: undefined }),
      tools: fc.option(fc.constantFrom(['acme.tool'], ['*']), { nil: undefined }),
      clearance: label,
    })
    .filter(({ hosts, names, tools }) => (hosts ?? names ?? tools) !== undefined)
    .map(({ clearance, ...match }) => ({ id, match: dropAbsent(match), clearance }));
}

export const policy: fc.Arbitrary<Policy> = fc
  .record({
    default: fc.option(fc.constantFrom(...levels), { nil: undefined }),
    rules: fc
      .integer({ min: 0, max: 4 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => classifyRule(`rule-${index}`)))),
    models: fc.tuple(...models.map(modelEntry)),
    flow: fc.array(flowRule, { maxLength: 3 }),
    mode: fc.constantFrom('observe' as const, 'enforce' as const, undefined),
  })
  .map(({ default: level, rules, models: entries, flow, mode }) =>
    dropAbsent({
      apiVersion: 'portcullis/v1' as const,
      metadata: { name: 'random', version: '1' },
      levels: [...levels] as [string, ...string[]],
      classify: dropAbsent({ default: level, rules }),
      models: entries,
      flow,
      mode,
    }),
  );

export const content: fc.Arbitrary<Content> = fc.oneof(
  fc.record({ text }),
  fc.record({ path }),
  fc.record({ path, text }),
);

export const request: fc.Arbitrary<Request> = fc.record({
  contents: fc.array(content, { minLength: 1, maxLength: 3 }),
  destination: fc
    .record({
      channel: fc.option(fc.constantFrom<Channel>(...channels), { nil: undefined }),
      host: fc.option(fc.constantFrom('api.alpha.example', 'api.other.example'), { nil: undefined }),
      name: fc.option(fc.constantFrom('alpha-1', 'm-2'), { nil: undefined }),
      tool: fc.option(fc.constantFrom('acme.tool', 'Other.tool'), { nil: undefined }),
    })
    .map((destination) => dropAbsent(destination)),
});

/** Leaves out the keys whose value is undefined, as YAML and JSON would. */
export function dropAbsent<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
