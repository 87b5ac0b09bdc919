/** `decide`: requests on stdin, decisions on stdout, the contract's exit codes. */

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { requestFor, smallPolicy } from './fixtures';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench, fakeKey } from './testHost';

describe('portcullis decide', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('policy.yaml', smallPolicy);
  });
  afterEach(() => bench.remove());

  const decide = (input: string, ...args: string[]) =>
    bench.run(['decide', '--policy', 'policy.yaml', ...args], { input });

  async function effectOf(...contents: object[]): Promise<string> {
    const { code, stdout, stderr } = await decide(requestFor(...contents));
    assert.equal(stderr, '');
    const decision = JSON.parse(stdout);
    assertMatchesSchema('decision', decision);
    return `${decision.effect} ${code}`;
  }

  it('ends with 0 for allow and 1 for what is held back', async () => {
    assert.equal(await effectOf({ path: 'docs/a.md', text: 'hello' }), 'allow 0');
    assert.equal(await effectOf({ text: `key = ${fakeKey}` }), 'redact 1');
    assert.equal(await effectOf({ path: 'pay/card.ts', text: '' }), 'block 1');
  });

  it('places a path however it is written, and follows links beside a given text', async () => {
    bench.write('pay/card.ts', 'x');
    bench.write('docs/a.md', 'x');
    symlinkSync('../pay/card.ts', join(bench.folder, 'docs/link.md'));
    for (const path of ['./pay/card.ts', 'docs/../pay/card.ts', join(bench.folder, 'pay/card.ts'), 'docs/link.md']) {
      assert.equal(await effectOf({ path, text: '' }), 'block 1', path);
    }
  });

  it('ends with 0 in observe mode, whatever the effect', async () => {
    bench.write('policy.yaml', smallPolicy.replace('levels:', 'mode: observe\nlevels:'));
    assert.equal(await effectOf({ path: 'pay/card.ts', text: '' }), 'block 0');
  });

  it('reads the text of a file that only its path names', async () => {
    bench.write('src/a.ts', `key = ${fakeKey}`);
    assert.equal(await effectOf({ path: 'src/a.ts' }), 'redact 1');
    assert.equal(await effectOf({ path: 'src/none.ts' }), 'allow 0');
    assert.equal(await effectOf({ path: '../outside.ts' }), 'allow 0');
  });

  it('judges a link by where it leads too', async () => {
    bench.write('pay/card.ts', '');
    symlinkSync('pay/card.ts', join(bench.folder, 'harmless.ts'));
    assert.equal(await effectOf({ path: 'harmless.ts' }), 'block 1');
  });

  it('adds lower layers, which only tighten', async () => {
    const head = 'apiVersion: portcullis/v1\nmetadata: { name: team, version: "3" }\n';
    bench.write('strict.yaml', `${head}models: [{ id: cloudy, clearance: { level: public } }]\n`);
    bench.write('lax.yaml', `${head}mode: observe\ninsertions: [{ effect: allow }]\n`);
    const request = requestFor({ path: 'src/a.ts', text: '' });
    assert.equal((await decide(request)).code, 0);
    const { code, stdout } = await decide(request, '--layer', 'lax.yaml', '--layer', 'strict.yaml');
    assert.equal(code, 1);
    const decision = JSON.parse(stdout);
    assertMatchesSchema('decision', decision);
    assert.deepEqual(
      decision.policy.layers.map((layer: { kind: string; name: string }) => `${layer.kind} ${layer.name}`),
      ['team team', 'team team-2'],
    );
    bench.write('broken.yaml', `${head}classify: { default: secrt }\n`);
    const broken = await decide(request, '--layer', 'broken.yaml');
    assert.match(broken.stderr, /broken\.yaml:3:\d+ UNKNOWN_LEVEL/);
    assert.equal(broken.code, 2);
  });

  it('decides as at the given time', async () => {
    const request = requestFor({ path: 'pay/card.ts', text: '' });
    assert.equal((await decide(request, '--now', '2026-05-31T23:59:59Z')).code, 0);
    assert.equal((await decide(request, '--now', '2026-06-01T00:00:00Z')).code, 1);
    const wrong = await decide(request, '--now', 'yesterday');
    assert.equal(wrong.stderr.split('\n')[0], "portcullis: error: 'yesterday' is not a time");
    assert.equal(wrong.code, 2);
  });

  it('says what is wrong with a request and where', async () => {
    const cases: [string, RegExp][] = [
      ['', /stdin is empty/],
      ['{ "contents": [\n  x', /stdin is not JSON( \(line 2, column 3\))?/],
      ['[]', /the request/],
      ['{ "contents": [ { "pth": "a" } ], "destination": {} }', /\/contents\/0: 'pth' is not a known field/],
      ['{ "contents": [ { "text": 1 } ], "destination": {} }', /\/contents\/0\/text/],
    ];
    for (const [input, expected] of cases) {
      const { code, stdout, stderr } = await decide(input);
      assert.match(stderr, expected);
      assert.match(stderr, /^portcullis: hint: /m);
      assert.deepEqual([code, stdout], [2, ''], input);
    }
  });

  it('does not repeat a malformed request, which may hold secrets', async () => {
    const { stderr } = await decide(`{ "text": "${fakeKey}" ${fakeKey} }`);
    assert.ok(!stderr.includes(fakeKey));
  });

  it('says what is wrong with the policy', async () => {
    bench.write('policy.yaml', smallPolicy.replace('internal }', 'secrt }'));
    const { code, stderr } = await decide(requestFor({ text: '' }));
    assert.match(stderr, /policy\.yaml:\d+:\d+ UNKNOWN_LEVEL/);
    assert.equal(code, 2);
    const missing = await bench.run(['decide', '--policy', 'none.yaml']);
    assert.match(missing.stderr, /^portcullis: error: can't read 'none\.yaml': no such file$/m);
    assert.equal(missing.code, 2);
  });

  it('asks the service without --policy', async () => {
    const asked: unknown[] = [];
    const answer = { effect: 'ask', enforced: true } as never;
    const service = {
      ...refusing,
      decide: async (params: object) => {
        asked.push(params);
        return answer;
      },
    };
    const input = requestFor({ text: 'x' });
    const { code, stdout } = await bench.run(['decide', '--now', '2026-01-01T00:00:00Z'], { input, service });
    assert.deepEqual(asked, [{ request: JSON.parse(input), root: bench.folder, now: '2026-01-01T00:00:00.000Z' }]);
    assert.deepEqual([code, JSON.parse(stdout)], [1, answer]);
  });
});

const unexpected = async (): Promise<never> => assert.fail('not asked for');
const refusing = { decide: unexpected, classify: unexpected, status: unexpected, stop: unexpected };
