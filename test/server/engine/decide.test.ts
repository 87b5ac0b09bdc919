/** contract.md's rules about classification, destinations and decisions, one example each. */

import assert from 'node:assert/strict';
import { classify } from '../../../server/engine/classify/classify';
import { decide } from '../../../server/engine/decide';
import { decideInsertion } from '../../../server/engine/insertion';
import { compilePolicy } from '../../../server/engine/policy/compile';
import { parsePolicy } from '../../../server/engine/policy/parse';
import type { Decision } from '../../../server/engine/types';

const source = `
apiVersion: portcullis/v1
metadata: { name: acme, version: "7" }
levels: [public, internal, confidential, restricted]
classify:
  rules:
    - { id: open, label: { level: public }, paths: ["oss/**", "!oss/private/**"] }
    - { id: pay, label: { level: restricted, categories: [pci] }, paths: ["pay/**"] }
    - { id: people, label: { level: confidential, categories: [pii] }, detectors: ["pii/email"], atLeast: 2 }
    - { id: keys, label: { level: restricted, categories: [secret] }, detectors: ["secret/aws-access-key"] }
models:
  - { id: a, match: { hosts: ["*.a.example"] }, locality: cloud, clearance: { level: internal } }
  - { id: b, match: { names: ["b-*"] }, locality: local, clearance: { level: restricted, categories: [pii, secret] } }
  - { id: w, match: { names: ["w"], weights: ["sha256:11"] }, locality: local, clearance: { level: restricted } }
flow:
  - { channels: [chat], categories: [secret, pii], effect: redact }
  - { channels: [chat], rules: [pay], effect: ask }
insertions:
  - { levels: [restricted], effect: block }
  - { tools: ["acme.*"], detectors: ["secret/*"], effect: block }
exceptions:
  - { id: EX-1, rules: [pay], paths: ["pay/docs/**"], channels: [inline], models: [a], until: 2026-12-31T00:00:00Z, reason: docs, approvedBy: sec }
`;
const { policy, problems } = parsePolicy(source, 'policy.yaml');
assert.deepEqual(problems, []);
const compiled = compilePolicy(policy as NonNullable<typeof policy>, { digest: 'sha256:d' });
const now = new Date('2026-11-21T00:00:00Z');
const key = 'AKIAQ4F7T2ZKM5XJH3WN';
const toA = { host: 'api.a.example' };

describe('classify', () => {
  const label = (path: string | undefined, text?: string) =>
    classify(compiled, { ...(path === undefined ? {} : { path }), ...(text === undefined ? {} : { text }) }).label;

  it('gives the default where no path rule applies', () => {
    assert.deepEqual(label('src/a.ts'), { level: 'internal', categories: [] });
    assert.deepEqual(label('oss/a.ts'), { level: 'public', categories: [] });
    assert.deepEqual(label('oss/private/a.ts'), { level: 'internal', categories: [] });
    assert.deepEqual(label(undefined, 'text'), { level: 'internal', categories: [] });
  });

  it('joins what the path and the text say', () => {
    assert.deepEqual(label('pay/a.ts', `id = '${key}'`), { level: 'restricted', categories: ['pci', 'secret'] });
    assert.deepEqual(label('oss/a.ts', `id = '${key}'`), { level: 'restricted', categories: ['secret'] });
  });

  it('counts distinct values', () => {
    const one = 'jane.roe@northwind-traders.com';
    assert.equal(label('src/a.ts', `${one}\n${one}`).level, 'internal');
    assert.equal(label('src/a.ts', `${one}\njohn.doe@northwind-traders.com`).level, 'confidential');
  });

  it('counts the path a symlink leads to', () => {
    assert.equal(classify(compiled, { path: 'src/link.ts', realPath: 'pay/card.ts' }).label.level, 'restricted');
  });
});

describe('resolveDestination', () => {
  it('needs all fields of an entry, and meets the clearances of several', () => {
    assert.deepEqual(compiled.resolve({ host: 'api.a.example', name: 'b-1' }), {
      models: ['a', 'b'],
      locality: 'cloud',
      clearance: { level: 'internal', categories: [] },
    });
  });

  it('gives the lowest clearance to what nobody registered', () => {
    assert.deepEqual(compiled.resolve({ host: 'a.example.evil' }).clearance, {
      level: 'public',
      categories: [],
    });
  });

  it('takes no weights for granted', () => {
    assert.deepEqual(compiled.resolve({ name: 'w' }).models, []);
    assert.deepEqual(compiled.resolve({ name: 'w', weights: 'sha256:12' }).models, []);
    assert.deepEqual(compiled.resolve({ name: 'w', weights: 'sha256:11' }).models, ['w']);
  });
});

describe('decide', () => {
  const text = `const id = '${key}';`;

  it('answers in the shape of the contract', () => {
    const decision = decide(
      compiled,
      { contents: [{ path: 'src/a.ts', text }], destination: { ...toA, channel: 'chat' } },
      now,
    );
    assert.deepEqual(decision, {
      effect: 'redact',
      enforced: true,
      policy: { name: 'acme', version: '7', digest: 'sha256:d' },
      destination: { models: ['a'], locality: 'cloud', clearance: { level: 'internal', categories: [] } },
      label: { level: 'restricted', categories: ['secret'] },
      reasons: [
        {
          rule: 'keys',
          cause: 'detector',
          content: 0,
          label: { level: 'restricted', categories: ['secret'] },
          effect: 'redact',
        },
      ],
      obligations: [{ redact: { content: 0, offset: 12, length: 20, detector: 'secret/aws-access-key' } }],
    } satisfies Decision);
  });

  it('keeps the redactions of weaker atoms beside a stricter effect', () => {
    const decision = decide(
      compiled,
      { contents: [{ path: 'pay/a.ts', text }], destination: { ...toA, channel: 'chat' } },
      now,
    );
    assert.equal(decision.effect, 'ask');
    assert.equal(decision.obligations.length, 1);
  });

  it('blocks where no flow rule matches, or nobody can be asked', () => {
    const contents = [{ path: 'pay/a.ts' }];
    assert.equal(decide(compiled, { contents, destination: { ...toA, channel: 'mcp' } }, now).effect, 'block');
    assert.equal(
      decide(compiled, { contents, destination: { ...toA, channel: 'chat' }, canAsk: false }, now).effect,
      'block',
    );
  });

  it('cannot redact a label that has no ranges', () => {
    const atoms = [{ label: { level: 'restricted', categories: ['secret'] }, cause: 'assertion' as const, rule: 'x' }];
    assert.equal(
      decide(compiled, { contents: [{ atoms }], destination: { ...toA, channel: 'chat' } }, now).effect,
      'block',
    );
  });

  it('grants an exception within its scope and before its end only', () => {
    const ask = (path: string, channel: 'inline' | undefined, at: string) =>
      decide(
        compiled,
        { contents: [{ path }], destination: { ...toA, ...(channel === undefined ? {} : { channel }) } },
        new Date(at),
      );
    const granted = ask('pay/docs/a.md', 'inline', '2026-12-30T23:59:59Z');
    assert.equal(granted.effect, 'allow');
    assert.equal(granted.reasons[0]?.exception, 'EX-1');
    assert.equal(ask('pay/docs/a.md', 'inline', '2026-12-31T00:00:00Z').effect, 'block');
    assert.equal(ask('pay/a.ts', 'inline', '2026-12-30T00:00:00Z').effect, 'block');
    assert.equal(ask('pay/docs/a.md', undefined, '2026-12-30T00:00:00Z').effect, 'block');
  });

  it('computes the same effect in observe mode, unenforced', () => {
    const observing = compilePolicy(
      { ...(policy as NonNullable<typeof policy>), mode: 'observe' },
      { digest: 'sha256:d' },
    );
    const decision = decide(observing, { contents: [{ path: 'pay/a.ts' }], destination: toA }, now);
    assert.deepEqual([decision.effect, decision.enforced], ['block', false]);
  });
});

describe('decideInsertion', () => {
  const insert = (path: string, text: string, tool?: string) =>
    decideInsertion(compiled, { target: { path }, text, ...(tool === undefined ? {} : { tool }) }, now).effect;

  it('refuses by the target, by the text and by the source', () => {
    assert.equal(insert('pay/a.ts', 'x', 'other.tool'), 'block');
    assert.equal(insert('src/a.ts', `id = '${key}'`, 'ACME.tool'), 'block');
    assert.equal(insert('src/a.ts', `id = '${key}'`, 'other.tool'), 'allow');
    assert.equal(insert('src/a.ts', 'x', 'acme.tool'), 'allow');
  });

  it('judges an unknown source by the strictest', () => {
    assert.equal(insert('src/a.ts', `id = '${key}'`), 'block');
  });
});
