/** Lower layers beside an organisation's policy: what they add, what they lower, and what no longer passes with them. */

import assert from 'node:assert/strict';
import { classify } from '../../../server/engine/classify/classify';
import { decide } from '../../../server/engine/decide';
import { decideInsertion } from '../../../server/engine/insertion';
import { compilePolicy } from '../../../server/engine/policy/compile';
import { parsePolicy } from '../../../server/engine/policy/parse';
import { strictestLayer } from '../../../server/engine/policy/strictest';
import type { DestinationSpec } from '../../../server/engine/policy/types';
import type { Decision } from '../../../server/engine/types';

const now = new Date('2026-11-21T00:00:00Z');
const organisation = parse(`
metadata: { name: acme, version: "1" }
levels: [public, internal, confidential, restricted]
classify:
  rules:
    - { id: docs, label: { level: public }, paths: ["docs/**"] }
    - { id: core, label: { level: confidential }, paths: ["core/**"] }
    - { id: staff, label: { level: confidential }, detectors: ["acme/staff"] }
detectors:
  - { id: acme/staff, keywords: [staff], pattern: 'staff \\d+', examples: { match: ["staff 12"], ignore: ["staff"] } }
models:
  - { id: cloud, match: { hosts: ["api.cloud.example"] }, locality: cloud, clearance: { level: internal } }
  - { id: lab, match: { hosts: ["api.lab.example"] }, locality: self-hosted, clearance: { level: confidential } }
flow:
  - { channels: [chat], levels: [confidential], effect: ask }
exceptions:
  - { id: EX, paths: ["core/**"], channels: [chat], models: [cloud], until: 2026-12-31T00:00:00Z, reason: r, approvedBy: a }
`);

function parse(text: string) {
  const { policy, problems } = parsePolicy(`apiVersion: portcullis/v1${text}`, 'acme.yaml');
  assert.deepEqual(problems, []);
  return policy as NonNullable<typeof policy>;
}

function withLayer(text: string) {
  return withLayers([['team', text]]);
}

function withLayers(texts: readonly (readonly [name: string, text: string])[]) {
  const layers = texts.map(([name, text]) => {
    const source = `apiVersion: portcullis/v1\nmetadata: { name: ${name}, version: "2" }\n${text}`;
    const { layer, problems } = parsePolicy(source, 'team.yaml', { as: 'layer', below: organisation });
    assert.deepEqual(problems, []);
    return { kind: 'team' as const, policy: layer as NonNullable<typeof layer>, digest: 'sha256:1' };
  });
  return compilePolicy(organisation, { digest: 'sha256:0', layers });
}

function ask(compiled: ReturnType<typeof withLayer>, path: string, destination: DestinationSpec, text = ''): Decision {
  return decide(compiled, { contents: [{ path, text }], destination }, now);
}

const cloudChat = { host: 'api.cloud.example', channel: 'chat' } as const;

describe('a lower layer', () => {
  it('adds atoms, and takes no default away', () => {
    const compiled = withLayer('classify: { rules: [{ id: all, label: { level: public }, paths: ["**"] }] }');
    assert.equal(classify(compiled, { path: 'src/a.ts' }).label.level, 'internal');
    const stricter = withLayer(
      'classify: { rules: [{ id: mine, label: { level: restricted, categories: [pci] }, paths: ["docs/**"] }] }',
    );
    const { label, atoms } = classify(stricter, { path: 'docs/a.md' });
    assert.deepEqual(label, { level: 'restricted', categories: ['pci'] });
    assert.deepEqual(
      atoms.map(({ rule, layer }) => [rule, layer]),
      [
        ['docs', undefined],
        ['mine', 'team'],
      ],
    );
  });

  it('adds its default only where it writes one', () => {
    assert.equal(classify(withLayer('flow: []'), { path: 'docs/a.md' }).label.level, 'public');
    assert.equal(
      classify(withLayer('classify: { default: confidential }'), { path: 'docs/a.md' }).label.level,
      'confidential',
    );
  });

  it('lowers a clearance by the entry of that id, or by what it matches', () => {
    const byId = withLayer('models: [{ id: lab, clearance: { level: public } }]');
    assert.deepEqual(byId.resolve({ host: 'api.lab.example' }), {
      models: ['lab'],
      locality: 'self-hosted',
      clearance: { level: 'public', categories: [] },
      lowered: { level: 'public', categories: [] },
    });
    const byMatch = withLayer('models: [{ id: any, match: { hosts: ["*.example"] }, clearance: { level: internal } }]');
    assert.equal(byMatch.resolve({ host: 'api.lab.example' }).clearance.level, 'internal');
    assert.equal(byMatch.resolve({ host: 'api.cloud.example' }).clearance.level, 'internal');
    assert.deepEqual(byMatch.resolve({ host: 'other.example' }).clearance, { level: 'public', categories: [] });
  });

  it('tightens flow, and says that it was the layer', () => {
    const compiled = withLayer('flow: [{ channels: [chat], effect: block }]');
    const decision = ask(compiled, 'src/a.ts', cloudChat, 'staff 12');
    assert.equal(decision.effect, 'block');
    assert.deepEqual(
      decision.reasons.map(({ rule, effect, layer }) => ({ rule, effect, layer })),
      [{ rule: 'staff', effect: 'block', layer: 'team' }],
    );
    assert.equal(
      ask(compilePolicy(organisation, { digest: 'sha256:0' }), 'src/a.ts', cloudChat, 'staff 12').effect,
      'ask',
    );
  });

  it('is asked about its own detectors, also under an id that another layer took', () => {
    const layer = (word: string, level: string) => `
classify: { rules: [{ id: own, label: { level: ${level} }, detectors: ["crew/*"] }] }
detectors:
  - { id: crew/id, keywords: [${word}], pattern: '${word} \\d+', examples: { match: ["${word} 1"], ignore: ["${word}"] } }
`;
    const compiled = withLayers([
      ['one', layer('crew', 'confidential')],
      ['two', layer('band', 'restricted')],
    ]);
    assert.equal(classify(compiled, { text: 'crew 7' }).label.level, 'confidential');
    assert.equal(classify(compiled, { text: 'band 7' }).label.level, 'restricted');
    assert.deepEqual(
      classify(compiled, { text: 'crew 7 band 7' }).findings.map(({ detector }) => detector),
      ['crew/id', 'crew/id@two'],
    );
  });

  it("is not reached by the organisation's exceptions", () => {
    const before = compilePolicy(organisation, { digest: 'sha256:0' });
    assert.equal(ask(before, 'core/a.ts', cloudChat).effect, 'allow');
    assert.equal(ask(withLayer('flow: [{ effect: block }]'), 'core/a.ts', cloudChat).effect, 'block');
    assert.equal(
      ask(withLayer('models: [{ id: cloud, clearance: { level: public } }]'), 'core/a.ts', cloudChat).effect,
      'ask',
    );
    const rule = 'classify: { rules: [{ id: core, label: { level: restricted }, paths: ["core/**"] }] }';
    const { effect, reasons } = ask(withLayer(rule), 'core/a.ts', cloudChat);
    assert.equal(effect, 'block');
    assert.deepEqual(
      reasons.map(({ exception, layer }) => exception ?? layer),
      ['EX', 'team'],
    );
  });

  it('does not pass for another by taking its name', () => {
    const strict = 'insertions: [{ levels: [confidential], effect: block }]\nclassify: { default: confidential }';
    const lax = 'insertions: [{ effect: warn }]\nclassify: { default: restricted }';
    for (const texts of [
      [strict, lax],
      [lax, strict],
    ]) {
      const compiled = withLayers(texts.map((text) => ['same', text] as const));
      const decision = decideInsertion(compiled, { target: { path: 'docs/a.md' }, text: 'x' }, now);
      assert.equal(decision.effect, 'block');
      assert.deepEqual(
        decision.policy.layers?.map(({ name }) => name),
        ['same', 'same-2'],
      );
    }
  });

  it('lets nothing pass where it stands for one that cannot be read', () => {
    const lone = parse('\nmetadata: { name: lone, version: "1" }\nlevels: [only]\n');
    for (const policy of [organisation, lone]) {
      const layer = { kind: 'team', policy: strictestLayer(policy), digest: 'sha256:1', isUnreadable: true } as const;
      const compiled = compilePolicy(policy, { digest: 'sha256:0', layers: [layer] });
      for (const content of [{ text: 'x' }, { path: 'docs/a.md' }]) {
        assert.equal(decide(compiled, { contents: [content], destination: cloudChat }, now).effect, 'block');
      }
      assert.equal(decideInsertion(compiled, { target: { path: 'docs/a.md' }, text: 'x' }, now).effect, 'block');
    }
  });

  it('has a say in insertions, at the level it sees and at the one the others see', () => {
    const compiled = withLayer(`
classify: { rules: [{ id: docs, label: { level: restricted }, paths: ["docs/**"] }] }
insertions: [{ levels: [public], effect: ask }]
`);
    const decision = decideInsertion(compiled, { target: { path: 'docs/a.md' }, text: 'x' }, now);
    assert.equal(decision.label.level, 'restricted');
    assert.equal(decision.effect, 'ask');
    assert.equal(decision.reasons[0]?.layer, 'team');
  });

  it('can neither allow, nor observe, nor grant', () => {
    const compiled = withLayer(`
mode: observe
exceptions: [{ id: MINE, until: 2027-01-01T00:00:00Z, reason: r, approvedBy: me }]
unknown: { effect: allow }
models: [{ id: mine, match: { hosts: ["*"] }, clearance: { level: restricted } }]
insertions: [{ effect: allow }]
`);
    const decision = ask(compiled, 'src/a.ts', { host: 'evil.example', channel: 'chat' });
    assert.equal(decision.effect, 'block');
    assert.equal(decision.enforced, true);
    assert.deepEqual(decision.policy.layers, [{ kind: 'team', name: 'team', version: '2', digest: 'sha256:1' }]);
  });
});
