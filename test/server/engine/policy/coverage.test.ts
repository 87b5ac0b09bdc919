/** What the tests of a policy touch, entry by entry. */

import assert from 'node:assert/strict';
import { compilePolicy } from '../../../../server/engine/policy/compile';
import { type Coverage, measureCoverage } from '../../../../server/engine/policy/coverage';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import type { LayerPolicy } from '../../../../server/engine/policy/types';

const now = new Date('2026-11-21T00:00:00Z');

const policy = `apiVersion: portcullis/v1
metadata: { name: covered, version: "1" }
levels: [public, internal, restricted]
classify:
  default: internal
  rules:
    - { id: payments, label: { level: restricted, categories: [pci] }, paths: ["pay/**"] }
    - { id: docs, label: { level: public }, paths: ["docs/**"] }
    - { id: secrets, label: { level: restricted, categories: [secret] }, detectors: ["secret/*"] }
models:
  - { id: cloudy, match: { names: ["cloudy*"] }, locality: cloud, clearance: { level: internal } }
  - { id: near, match: { tools: ["near"] }, locality: local, clearance: { level: restricted } }
flow:
  - { channels: [chat], categories: [secret], effect: redact }
  - { channels: [chat], effect: ask }
insertions:
  - { levels: [restricted], effect: block }
  - { tools: ["near"], effect: allow }
  - { detectors: ["secret/*"], effect: block }
exceptions:
  - { id: EX-1, paths: ["pay/docs/**"], until: 2027-01-01T00:00:00Z, reason: r, approvedBy: a }
  - { id: EX-2, paths: ["pay/old/**"], until: 2026-01-01T00:00:00Z, reason: r, approvedBy: a }
`;

const key = ['AKIA', 'Z7QHX5VRPLKNMW3D'].join('');

function coverageOf(...tests: object[]): Coverage {
  const { policy: parsed, problems } = parsePolicy(`${policy}tests: ${JSON.stringify(tests)}\n`, 'policy.yaml');
  assert.ok(parsed !== undefined, JSON.stringify(problems));
  return measureCoverage(compilePolicy(parsed, { digest: 'sha256:0' }), now);
}

function touchedBy(test: object): string[] {
  return coverageOf({ name: 'it', expect: 'block', ...test })
    .entries.filter(({ touched }) => touched)
    .map(({ name }) => name);
}

describe('coverage of a policy by its tests', () => {
  it('counts every entry with its place in the document', () => {
    const { entries, touched, total, percent } = coverageOf();
    assert.deepEqual([touched, total, percent], [0, 13, 0]);
    const places = entries.map(({ segments }) => segments.join('/'));
    assert.deepEqual(places.slice(0, 5), [
      'classify/default',
      'classify/rules/0',
      'classify/rules/1',
      'classify/rules/2',
      'models/0',
    ]);
    assert.equal(new Set(places).size, 13);
  });

  it('takes a rule and the default as touched where a content gets an atom of it', () => {
    assert.deepEqual(touchedBy({ path: 'docs/a.md', destination: {} }), ['docs']);
    assert.deepEqual(touchedBy({ path: 'a.ts', text: key, destination: { name: 'other', channel: 'inline' } }), [
      'default',
      'secrets',
    ]);
  });

  it('takes the flow rule as touched that decides, not one that would match too', () => {
    const destination = { name: 'cloudy-1', channel: 'chat' };
    assert.deepEqual(touchedBy({ path: 'docs/a.md', text: key, destination }), [
      'docs',
      'secrets',
      'cloudy',
      'flow[0]',
    ]);
    assert.deepEqual(touchedBy({ path: 'pay/a.ts', destination }), ['payments', 'cloudy', 'flow[1]']);
    assert.deepEqual(touchedBy({ path: 'pay/a.ts', destination: { ...destination, channel: 'mcp' } }), [
      'payments',
      'cloudy',
    ]);
  });

  it('takes no flow rule as touched by what is cleared anyway', () => {
    assert.deepEqual(touchedBy({ path: 'docs/a.md', destination: { model: 'cloudy', channel: 'chat' } }), [
      'docs',
      'cloudy',
    ]);
  });

  it('takes an exception as touched that lets an atom pass, while it holds', () => {
    const destination = { model: 'cloudy', channel: 'chat' };
    assert.deepEqual(touchedBy({ path: 'pay/docs/a.md', destination }), ['payments', 'cloudy', 'EX-1']);
    assert.deepEqual(touchedBy({ path: 'pay/old/a.md', destination }), ['payments', 'cloudy', 'flow[1]']);
  });

  it('takes an insertion rule as touched that decides, even where it allows', () => {
    assert.deepEqual(touchedBy({ path: 'pay/a.ts', insertion: { text: 'x', tool: 'far' } }), [
      'payments',
      'insertions[0]',
    ]);
    assert.deepEqual(touchedBy({ path: 'docs/a.md', insertion: { text: key, tool: 'near' } }), [
      'docs',
      'near',
      'insertions[1]',
    ]);
    assert.deepEqual(touchedBy({ path: 'docs/a.md', insertion: { text: key, tool: 'far' } }), [
      'docs',
      'insertions[2]',
    ]);
  });

  it('rounds down, so that 100 % means all', () => {
    const { kinds, percent } = coverageOf({ name: 'it', path: 'docs/a.md', destination: {}, expect: 'allow' });
    assert.deepEqual(kinds.rules, { touched: 1, total: 3, percent: 33 });
    assert.equal(percent, 7);
  });

  it('measures a lower layer by its own tests', () => {
    const { policy: parsed } = parsePolicy(policy, 'policy.yaml');
    assert.ok(parsed !== undefined);
    const layer: LayerPolicy = {
      apiVersion: 'portcullis/v1',
      metadata: { name: 'team', version: '1' },
      classify: { default: 'internal', rules: [{ id: 'docs', label: { level: 'restricted' }, paths: ['docs/**'] }] },
      models: [
        { id: 'cloudy', clearance: { level: 'public' } },
        { id: 'chats', match: { tools: ['*.chat'] }, clearance: { level: 'public' } },
      ],
      flow: [{ rules: ['docs'], effect: 'block' }],
      insertions: [{ levels: ['restricted'], effect: 'ask' }],
      tests: [
        { name: 'it', path: 'docs/a.md', destination: { name: 'cloudy-1' }, expect: 'block' },
        { name: 'there', path: 'docs/a.md', insertion: { text: 'x', tool: 'acme.chat' }, expect: 'ask' },
      ],
    };
    const compiled = compilePolicy(parsed, {
      digest: 'sha256:0',
      layers: [{ kind: 'team', policy: layer, digest: 'sha256:1' }],
    });
    const { entries } = measureCoverage(compiled, now, 1);
    assert.deepEqual(
      entries.map(({ kind, name, touched }) => `${touched ? '+' : '-'} ${kind} ${name}`),
      [
        '- default default',
        '+ rules docs',
        '+ models cloudy',
        '+ models chats',
        '+ flow flow[0]',
        '+ insertions insertions[0]',
      ],
    );
  });
});
