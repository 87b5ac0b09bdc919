/** Ways to write a path, an address or a request that must not get more out of a policy than the plain way. */

import assert from 'node:assert/strict';
import { classify } from '../../../server/engine/classify/classify';
import { decide } from '../../../server/engine/decide';
import { compileGlobs } from '../../../server/engine/glob';
import { decideInsertion } from '../../../server/engine/insertion';
import { compilePolicy } from '../../../server/engine/policy/compile';
import { parsePolicy } from '../../../server/engine/policy/parse';
import { parseRequest } from '../../../server/engine/request';

const source = `
apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, restricted]
classify:
  rules:
    - { id: pay, label: { level: restricted }, paths: ["services/pay/**"] }
    - { id: open, label: { level: public }, paths: ["oss/**"] }
    - { id: short, label: { level: restricted, categories: [x] }, detectors: ["acme/short"] }
    - { id: long, label: { level: restricted }, detectors: ["acme/tail"] }
detectors:
  - { id: acme/short, pattern: 'AAA\\d{3}', keywords: [aaa], specificity: 90 }
  - { id: acme/tail, pattern: 'Z{3}', keywords: [zzz] }
models:
  - { id: wild, match: { endpoints: ["https://*.good.example"] }, clearance: { level: restricted } }
  - { id: host, match: { hosts: ["*.good.example"] }, clearance: { level: restricted } }
  - { id: local, match: { names: ["**", "!**/*-cloud"] }, clearance: { level: restricted } }
flow: [{ categories: [x], effect: redact }]
insertions: [{ detectors: ["acme/*"], effect: block }]
exceptions: [{ id: EX, rules: [pay], paths: ["services/pay/docs/**"], until: 2030-01-01T00:00:00Z, reason: r, approvedBy: a }]
`;
const { policy, problems } = parsePolicy(source, 'policy.yaml');
assert.deepEqual(problems, []);
const compiled = compilePolicy(policy as NonNullable<typeof policy>, { digest: 'sha256:d' });
const now = new Date('2026-11-21T00:00:00Z');

/** What is remembered is found again by its own words alone, whatever characters are in them. */
describe('memory of answers', () => {
  it('keeps a path with a strange name apart from a link', () => {
    const fresh = () => compilePolicy(policy as NonNullable<typeof policy>, { digest: 'sha256:d' });
    for (const strange of ['lonk.ts\0secret/c.ts', '["lonk.ts","secret/c.ts"]', '/lonk.ts']) {
      const one = fresh();
      one.placeAnswer({ path: strange });
      const link = { path: 'lonk.ts', realPath: 'secret/c.ts' };
      assert.deepEqual(one.placeAnswer(link), fresh().placeAnswer(link));
      assert.deepEqual(one.placeAnswer({ path: 'lonk.ts' }), fresh().placeAnswer({ path: 'lonk.ts' }));
    }
  });

  it('keeps what is not known apart from what is', () => {
    const one = compilePolicy(policy as NonNullable<typeof policy>, { digest: 'sha256:d' });
    const host = 'a.good.example';
    for (const name of ['\u0001', 'null', '']) one.resolve({ host, name });
    assert.deepEqual(one.resolve({ host }), compiled.resolve({ host }));
  });

  it('keeps a list of globs apart from one glob of them all', () => {
    assert.equal(compileGlobs(['a\0b'])('a'), false);
    assert.equal(compileGlobs(['a', 'b'])('a'), true);
  });

  it('judges a path without end quickly, as one that may fall under any rule', () => {
    const path = '../a'.repeat(50_000);
    const { atoms } = compiled.placeAnswer({ path });
    assert.equal(atoms.filter(({ cause }) => cause === 'default').length, 1);
    assert.equal(
      atoms.filter(({ cause }) => cause === 'path').length,
      compiled.layers[0].rules.filter(({ paths, detectors }) => paths !== undefined && detectors === undefined).length,
    );
  });
});

describe('no way of writing it gets more', () => {
  for (const path of [
    './services/pay/a.ts',
    'services/./pay/a.ts',
    'services//pay/a.ts',
    'services/x/../pay/a.ts',
    '../repo/services/pay/a.ts',
    '/home/me/repo/services/pay/a.ts',
    'C:/repo/services/pay/a.ts',
    'services\\pay\\a.ts',
  ]) {
    it(`labels ${path} as the plain path`, () => assert.equal(classify(compiled, { path }).label.level, 'restricted'));
  }

  it('keeps the default for a path that only might be one of a laxer rule', () => {
    assert.equal(classify(compiled, { path: '../repo/oss/a.ts' }).label.level, 'internal');
    assert.equal(classify(compiled, { path: './oss/a.ts' }).label.level, 'public');
  });

  for (const spec of [
    { endpoint: 'https://evil.example?x=.good.example' },
    { endpoint: 'https://evil.example#.good.example' },
    { endpoint: 'https://x.good.example@evil.example/' },
    { endpoint: 'x.good.example' },
    { host: 'evil.example?.good.example' },
    { host: 'api.good.example', endpoint: 'https://evil.example/v1' },
    { name: 'acme/qwen-CLOUD' },
  ]) {
    it(`does not know ${JSON.stringify(spec)}`, () => assert.deepEqual(compiled.resolve(spec).models, []));
  }

  it('knows the plain ones', () => {
    assert.deepEqual(compiled.resolve({ endpoint: 'https://a.good.example/v1?k=1' }).models, ['wild', 'host']);
    assert.deepEqual(compiled.resolve({ host: 'a.good.example:443' }).models, ['host']);
    assert.deepEqual(compiled.resolve({ name: 'acme/qwen' }).models, ['local']);
  });

  it('exempts a link only where what it leads to is exempt', () => {
    const ask = (realPath: string) =>
      decide(compiled, { contents: [{ path: 'services/pay/docs/l.md', realPath }], destination: {} }, now).effect;
    assert.equal(ask('services/pay/card.ts'), 'block');
  });

  it('does not redact where what is left is above the clearance too', () => {
    const unknown = { contents: [{ path: 'oss/a.ts', text: 'AAA123' }], destination: {} };
    assert.equal(decide(compiled, unknown, now).effect, 'redact');
    const uncovered = { contents: [{ path: 'oss/a.ts', text: 'AAA123ZZZ' }], destination: {} };
    assert.equal(decide(compiled, uncovered, now).effect, 'block');
  });

  it('takes a scan that ended early for one that may have missed anything', () => {
    const request = { target: { path: 'a.ts' }, text: 'x', findings: [], exhausted: true };
    assert.equal(decideInsertion(compiled, request, now).effect, 'block');
  });

  it('takes neither an empty classification nor a claimed model', () => {
    const levels = compiled.levels;
    assert.equal(parseRequest({ contents: [{ path: 'a', atoms: [] }], destination: {} }, levels).request, undefined);
    assert.equal(parseRequest({ contents: [], destination: { model: 'wild' } }, levels).request, undefined);
  });
});
