/** What a policy author is told about mistakes: all at once, each with its place. */

import assert from 'node:assert/strict';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import type { Policy } from '../../../../server/engine/policy/types';

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

  it('refuses another version of the format', () => {
    const { problems } = parsePolicy(['apiVersion: portcullis/v2', ...head.slice(1)].join('\n'), 'p');
    assert.deepEqual(
      problems.map(({ line, column, code }) => `${line}:${column} ${code}`),
      ['1:13 WRONG_VERSION'],
    );
  });

  it('gives its document, with the line of each value', () => {
    const { document, lineOf } = parsePolicy([...head, 'tests:', '  - { name: a, expect: allow }'].join('\n'), 'p');
    assert.equal(lineOf(['tests', 0]), 5);
    assert.equal(lineOf(['tests', 7]), 5);
    assert.deepEqual(document.rangeOf(['tests', 0, 'name']), { offset: document.text.indexOf('a, expect'), length: 1 });
    assert.equal(document.rangeOf(['tests', 7]), undefined);
  });
});

describe('parsePolicy of lower layers', () => {
  const team = 'apiVersion: portcullis/v1\nmetadata: { name: web, version: "1", layer: team }\n';
  const plain = 'apiVersion: portcullis/v1\nmetadata: { name: web, version: "1" }\n';
  const lowering = 'models: [{ id: copilot, clearance: { level: public } }]\n';
  const below = parsePolicy(
    [...head, 'models: [{ id: copilot, match: { names: [m] }, clearance: { level: internal } }]'].join('\n'),
    'below.yaml',
  ).policy as Policy;

  it('takes a document for one where it says so, or where it is given as one', () => {
    assert.deepEqual(Object.keys(parsePolicy(team, 'p')).includes('layer'), true);
    assert.equal(parsePolicy(team, 'p').policy, undefined);
    assert.equal(parsePolicy(plain, 'p', { as: 'layer' }).layer?.metadata.name, 'web');
    assert.deepEqual(
      parsePolicy(plain, 'p').problems.map(({ code }) => code),
      ['MISSING_FIELD'],
    );
  });

  it('needs no match in a model entry, which the organisation needs', () => {
    assert.deepEqual(parsePolicy(team + lowering, 'p').problems, []);
    const problems = parsePolicy(`${head.join('\n')}\n${lowering}`, 'p').problems;
    assert.deepEqual(
      problems.map(({ code, pointer }) => `${code} ${pointer}`),
      ['MISSING_FIELD /models/0'],
    );
  });

  it('checks names against the organisation where its policy is given, and only then', () => {
    const text = `${team}${lowering.replace('copilot', 'gemini')}flow: [{ rules: [payments], effect: block }]\nclassify: { default: top }\n`;
    assert.deepEqual(parsePolicy(text, 'p').problems, []);
    assert.deepEqual(
      parsePolicy(text, 'p', { below }).problems.map(({ code }) => code),
      ['UNKNOWN_MODEL', 'UNKNOWN_RULE', 'UNKNOWN_LEVEL'],
    );
    assert.deepEqual(parsePolicy(team + lowering, 'p', { below }).problems, []);
  });

  it('does not check the organisation against another', () => {
    const text = [...head, 'classify: { default: secret }'].join('\n');
    assert.deepEqual(parsePolicy(text, 'p', { below: { ...below, levels: ['low'] } }).problems, []);
  });

  it('refuses one in the place of the organisation', () => {
    const [problem] = parsePolicy(`${team}levels: [public]`, 'p', { as: 'organisation' }).problems;
    assert.equal(problem?.pointer, '/metadata/layer');
    assert.match(problem?.hint ?? '', /--layer/);
  });
});
