/** Random policies that use every field of the format, for properties of texts: valid by construction, detectors apart. */

import fc from 'fast-check';
import type { Detector } from '../../../../server/engine/detect/types';
import { channels, effects, type Policy } from '../../../../server/engine/policy/types';
import { dropAbsent, label, levels } from '../arbitraries';

const categories = ['secret', 'pii', 'pci'];
const ruleIds = ['payments', 'secrets', 'r.1', 'a/b', 'x-y_z'];
const modelIds = ['copilot', 'qwen-coder', '7b'];
const pathGlobs = ['src/**', '!**/docs/**', '**/*.{pem,key}', '[!a]*.ts', '@scope/*', 'a # b', 'yes', '1e3'];
const detectorGlobs = ['secret/*', 'pii/email', '!pii/payment-card', 'marker/**'];
const nameGlobs = ['gpt-*', '!*-cloud', '*', 'null', '0x1F', '~'];

/** Any text that YAML and JSON can hold; many of those that look like something else. */
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('yes', 'null', '~', '1.0', '- a', 'a: b', '# c', '', ' a ', '"', "'", '%x', '@y'),
  },
  { weight: 3, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }).filter((value) => !/\p{Cs}/u.test(value)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'a\nb\n',
      '\n',
      'a\n\n  b',
      '\ttab',
      'end \n',
      'x'.repeat(99),
      '日本語 👩‍👩‍👧',
      '---\n...',
    ),
  },
);
const words = text.filter((value) => value !== '');
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 });
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1, maxLength: 3 });
const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields).map((value) => dropAbsent(value as object));

/** Globs of which one is no taking away. */
const globs = (values: readonly string[]): fc.Arbitrary<string[]> =>
  some(values).map((list) => (list.every((glob) => glob.startsWith('!')) ? [...list, values[0] as string] : list));

const level = fc.constantFrom(...levels);
const effect = fc.constantFrom(...effects);
const channel = fc.constantFrom(...channels);
const until = fc.constantFrom('2026-12-31T00:00:00Z', '2028-02-29T23:59Z', '2030-01-01T00:00:00.5Z');

const rule = (id: string) =>
  fc.oneof(
    record({
      id: fc.constant(id),
      description: maybe(text),
      label,
      paths: globs(pathGlobs),
      detectors: maybe(globs(detectorGlobs)),
    }),
    record({ id: fc.constant(id), label, detectors: globs(detectorGlobs), atLeast: fc.integer({ min: 1, max: 9 }) }),
  );

const model = (id: string) =>
  record({
    id: fc.constant(id),
    description: maybe(text),
    match: record({
      names: globs(nameGlobs),
      hosts: maybe(fc.constant(['*.example.com'])),
      endpoints: maybe(fc.constant(['http://127.0.0.1:11434'])),
      tools: maybe(fc.constant(['github.copilot*'])),
      weights: maybe(fc.constant(['sha256:00'])),
    }),
    locality: maybe(fc.constantFrom('local', 'self-hosted', 'cloud')),
    clearance: label,
  });

const flow = record({
  channels: maybe(some(channels)),
  levels: maybe(some(levels)),
  categories: maybe(some(categories)),
  rules: maybe(fc.constant(['default'])),
  effect: fc.constantFrom('redact', 'ask', 'block'),
});

const insertion = record({
  levels: maybe(some(levels)),
  detectors: maybe(globs(detectorGlobs)),
  checks: maybe(fc.constant(['injection/*'])),
  tools: maybe(fc.constant(['*'])),
  effect: fc.constantFrom('allow', 'warn', 'ask', 'block'),
});

const exception = (id: string) =>
  record({
    id: fc.constant(id),
    rules: maybe(fc.constant(['default'])),
    paths: maybe(globs(pathGlobs)),
    channels: maybe(some(channels)),
    until,
    reason: words,
    approvedBy: words,
  });

const test = record({
  name: words,
  path: maybe(words),
  text: maybe(text),
  destination: maybe(record({ channel: maybe(channel), tool: maybe(text), host: maybe(text), name: maybe(text) })),
  insertion: maybe(record({ text, tool: maybe(text) })),
  expect: fc.oneof(effect, record({ effect, label: maybe(label) })),
});

const upstream = fc.oneof(
  fc.constant('https://api.example.com'),
  fc.constant({ baseUrl: 'http://127.0.0.1:1', speaks: 'openai' }),
);
const setting = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0),
);
const key = fc
  .string({ minLength: 1, maxLength: 8 })
  .filter((name) => !/^(?:__proto__|constructor|prototype|<<)$/.test(name));

const entries = <T>(ids: readonly string[], make: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.subarray([...ids], { maxLength: 2 }).chain((chosen) => fc.tuple(...chosen.map(make)));

const detector: fc.Arbitrary<Detector> = fc.constantFrom<Detector>(
  {
    id: 'acme/employee-id',
    keywords: ['employee'],
    pattern: '\\bE\\d{6}\\b',
    examples: { match: ['employee E123456'], ignore: ['E1'] },
  },
  { id: 'acme/badge', pattern: 'B-\\d{4}', trigger: 'B-', title: 'Badge', confidence: 'low', window: { before: 1 } },
);

/** A policy with any of the format's fields; in one of eight, with a detector. All of its objects are plain. */
export const anyPolicy: fc.Arbitrary<Policy> = record({
  apiVersion: fc.constant('portcullis/v1'),
  metadata: record({ name: words, version: words, owner: maybe(text), description: maybe(text) }),
  mode: maybe(fc.constantFrom('observe', 'enforce')),
  levels: fc.constant([...levels]),
  classify: maybe(record({ default: maybe(level), rules: maybe(entries(ruleIds, rule)) })),
  detectors: fc
    .option(
      detector.map((each) => [each]),
      { nil: undefined, freq: 7 },
    )
    .map((list) => list),
  models: maybe(entries(modelIds, model)),
  unknown: maybe(record({ level: maybe(fc.constant('public')), effect: maybe(fc.constantFrom('ask', 'block')) })),
  flow: maybe(fc.array(flow, { maxLength: 2 })),
  insertions: maybe(fc.array(insertion, { maxLength: 2 })),
  gateway: maybe(
    record({
      port: maybe(fc.integer({ min: 1, max: 65535 })),
      upstreams: maybe(fc.dictionary(fc.constantFrom('a', '1', 'b.c-d'), upstream, { noNullPrototype: true })),
    }),
  ),
  provenance: maybe(
    record({
      retentionDays: maybe(fc.integer({ min: 1 })),
      evidence: maybe(fc.constantFrom('none', 'hash', 'sealed')),
    }),
  ),
  settings: maybe(
    fc.dictionary(
      key,
      fc.oneof(
        setting,
        fc.array(setting, { maxLength: 2 }),
        fc.dictionary(key, setting, { maxKeys: 2, noNullPrototype: true }),
      ),
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
  exceptions: maybe(entries(['EX-1', 'EX-2'], exception)),
  tests: maybe(fc.array(test, { maxLength: 2 })),
}).map((policy) => structuredClone(policy)) as unknown as fc.Arbitrary<Policy>;
