/** What a policy author is told about mistakes: all at once, each with its place. */

import assert from 'node:assert/strict';
import { parsePolicy } from '../../../../server/engine/policy/parse';

const head = [
  'apiVersion: portcullis/v1',
  'metadata: { name: acme, version: "1" }',
  'levels: [public, internal, secret]',
];

/** Parses the lines after a valid head and returns the problems as `line:column CODE`. */
function problemsOf(...lines: string[]): string[] {
  const { policy, problems } = parsePolicy([...head, ...lines].join('\n'), 'policy.yaml');
  assert.equal(policy === undefined, problems.length > 0);
  for (const problem of problems) assert.equal(problem.path, 'policy.yaml');
  return problems.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

describe('parsePolicy', () => {
  it('accepts the least there can be', () => {
    assert.deepEqual(problemsOf(), []);
  });

  it('accepts JSON', () => {
    const json = { apiVersion: 'portcullis/v1', metadata: { name: 'a', version: '1' }, levels: ['low'] };
    assert.deepEqual(parsePolicy(JSON.stringify(json), 'p').policy, json);
  });

  it('lists five different mistakes at once, with line and column', () => {
    assert.deepEqual(
      problemsOf(
        'mod: observe',
        'classify:',
        '  default: secrt',
        '  rules:',
        '    - { id: a, label: { level: internal }, paths: ["src/**"] }',
        '    - { id: a, label: { level: internal }, detectors: ["secrets/*"] }',
        'flow:',
        '  - { channels: [chat], effect: redct }',
      ),
      ['4:1 UNKNOWN_FIELD', '6:12 UNKNOWN_LEVEL', '9:13 DUPLICATE_ID', '9:56 UNKNOWN_DETECTOR', '11:33 WRONG_VALUE'],
    );
  });

  it('names the nearest known word', () => {
    const { problems } = parsePolicy([...head, 'clasify: {}', 'unknown: { level: intrnal }'].join('\n'), 'p');
    assert.deepEqual(
      problems.map(({ hint }) => hint),
      ["did you mean 'classify'?", "did you mean 'internal'?"],
    );
  });

  const cases: readonly [string, readonly string[], readonly string[]][] = [
    ['a duplicate key', ['mode: observe', 'mode: enforce'], ['5:1 DUPLICATE_KEY']],
    ['YAML that is none', ['flow: [}'], ['4:8 YAML_SYNTAX']],
    ['a prototype key', ['settings: { __proto__: { a: 1 } }'], ['4:13 FORBIDDEN_KEY']],
    ['an alias that contains itself', ['settings: &a { b: *a }'], ['4:19 CYCLIC_ALIAS']],
    ['a model nobody registered', ['flow: [{ models: [gpt], effect: ask }]'], ['4:19 UNKNOWN_MODEL']],
    ['a rule nobody wrote', ['flow: [{ rules: [r], effect: ask }]'], ['4:18 UNKNOWN_RULE']],
    [
      'a rule without a condition',
      ['classify: { rules: [{ id: r, label: { level: public } }] }'],
      ['4:21 MISSING_FIELD'],
    ],
    ['an empty match', ['models: [{ id: m, match: {}, clearance: { level: public } }]'], ['4:26 WRONG_VALUE']],
    ['a laxer unknown', ['unknown: { level: secret }'], ['4:19 UNKNOWN_NOT_STRICTER']],
    [
      'a backslash path',
      ['classify: { rules: [{ id: r, label: { level: public }, paths: ["src\\\\a"] }] }'],
      ['4:64 BAD_GLOB'],
    ],
    [
      'a time that is none',
      ['exceptions: [{ id: e, until: "2026-12-31", reason: r, approvedBy: a }]'],
      ['4:30 BAD_TIME'],
    ],
    [
      'a day that is none',
      ['exceptions: [{ id: e, until: 2026-02-31T00:00:00Z, reason: r, approvedBy: a }]'],
      ['4:30 BAD_TIME'],
    ],
    ['an alias nobody defined', ['settings: *nothing'], ['4:11 YAML_SYNTAX']],
    [
      'a path from the root',
      ['classify: { rules: [{ id: r, label: { level: public }, paths: ["/a/**"] }] }'],
      ['4:64 BAD_GLOB'],
    ],
    [
      'a path that is a folder',
      ['classify: { rules: [{ id: r, label: { level: public }, paths: ["a/"] }] }'],
      ['4:64 BAD_GLOB'],
    ],
    ['a pattern that is none', ["detectors: [{ id: acme/x, pattern: '(' }]"], ['4:36 BAD_PATTERN']],
    ['a pattern that can hang', ["detectors: [{ id: acme/x, pattern: '(a+)+$' }]"], ['4:36 UNSAFE_PATTERN']],
    ['a version written as a number', ['provenance: { retentionDays: "1" }'], ['4:30 WRONG_TYPE']],
  ];
  for (const [name, lines, expected] of cases)
    it(`points at ${name}`, () => assert.deepEqual(problemsOf(...lines), expected));

  it('refuses another version of the format', () => {
    const { problems } = parsePolicy(['apiVersion: portcullis/v2', ...head.slice(1)].join('\n'), 'p');
    assert.deepEqual(
      problems.map(({ line, column, code }) => `${line}:${column} ${code}`),
      ['1:13 WRONG_VERSION'],
    );
  });

  it('bounds aliases, depth and size', () => {
    const bomb = [
      'settings:',
      '  a: &a [x, x, x, x, x, x, x, x]',
      ...'bcdefgh'.split('').map((name, index) => `  ${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(8)}]`),
    ];
    assert.deepEqual(problemsOf(...bomb), ['1:1 TOO_MANY_ALIASES']);
    assert.deepEqual(problemsOf(`settings: { a: ${'['.repeat(100_000)} }`), ['1:1 TOO_DEEP']);
    assert.deepEqual(problemsOf(`# ${'x'.repeat(5_000_000)}`), ['1:1 TOO_LARGE']);
  });
});
