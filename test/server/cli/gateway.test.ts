/** `portcullis gateway`: its ready line, the policy file it follows, what it tells, and how it ends. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type MockUpstream, replyJson, startMockUpstream } from '../host/gateway/mockUpstream';
import { until } from '../service/builtService';
import { createTestGateway } from './testGateway';
import { type Bench, createBench, createCapture, fakeKey, type Outcome } from './testHost';

describe('portcullis gateway', () => {
  let bench: Bench;
  let upstream: MockUpstream;
  beforeEach(async () => {
    bench = createBench();
    upstream = await startMockUpstream((_, res) => replyJson(res, { id: 'x', choices: [] }));
  });
  afterEach(async () => {
    await upstream.close();
    bench.remove();
  });
  const policy = (version: number, flow = ''): string => `apiVersion: portcullis/v1
metadata: { name: acme, version: "${version}" }
levels: [public, internal, restricted]
classify:
  default: internal
  rules: [{ id: secrets, label: { level: restricted, categories: [secret] }, detectors: ["secret/*"] }]
models: [{ id: own, match: { endpoints: ["${upstream.baseUrl}"] }, clearance: { level: internal } }]
gateway: { upstreams: { openai: { baseUrl: "${upstream.baseUrl}", speaks: openai } } }
${flow}`;
  const access = () => createTestGateway(join(bench.folder, 'home'));

  /** Runs the command in the background. */
  function start(...args: string[]) {
    const [stdout, stderr] = [createCapture(), createCapture()];
    const gateway = access();
    const ended: Promise<Outcome> = bench.run(['gateway', ...args], { stdout, stderr, gateway });
    const ready = until('it is ready', () => /^portcullis gateway listening on (http:\S+)\n$/.exec(stdout.text())?.[1]);
    return { ended, stderr, ready };
  }
  const ask = (baseUrl: string, content: string): Promise<Response> =>
    fetch(`${baseUrl}/openai/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] }),
    });

  it('listens, decides, tells what is held back, and ends when it is interrupted', async () => {
    const file = bench.write('policy.yaml', policy(1));
    const { ended, ready, stderr } = start('--policy', file, '--port', '0', '--log', 'decisions.jsonl');
    const baseUrl = await ready;
    assert.match(baseUrl, /^http:\/\/127\.0\.0\.1:\d+\/t\/[\w-]{43}$/);
    assert.equal((await ask(baseUrl, 'hello')).status, 200);
    assert.equal((await ask(baseUrl, `a key ${fakeKey}`)).status, 403);
    await until('the refusal is told', () => stderr.text().includes('secret/aws-access-key'));
    assert.match(
      stderr.text(),
      /^portcullis: block openai chat\.completions m: secrets \(secret\/aws-access-key\), \d+ B, [\d.]+ ms\n$/,
    );
    bench.interruption.abort();
    assert.equal((await ended).code, 0);
    await assert.rejects(ask(baseUrl, 'hello'));
    const text = readFileSync(join(bench.folder, 'decisions.jsonl'), 'utf8');
    const effects = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).decision.effect);
    assert.deepEqual(effects, ['allow', 'block']);
    assert.equal(text.includes(fakeKey), false);
  });

  it('goes on and says so where its decisions can not be written', async () => {
    const file = bench.write('policy.yaml', policy(1));
    const { ended, ready, stderr } = start('--policy', file, '--port', '0', '--log', 'none/decisions.jsonl');
    const baseUrl = await ready;
    await until('it is told', () =>
      /decisions are no longer written to none.decisions\.jsonl: ENOENT/.test(stderr.text()),
    );
    assert.equal((await ask(baseUrl, 'hello')).status, 200);
    bench.interruption.abort();
    assert.equal((await ended).code, 0);
  });

  it('follows its policy file, and keeps the last good one', async () => {
    const file = bench.write('policy.yaml', policy(1));
    const { ended, ready, stderr } = start('--policy', file, '--port', '0', '--no-token');
    const baseUrl = await ready;
    assert.match(baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(stderr.text(), /no token is asked for/);
    bench.write('policy.yaml', 'levels: [');
    await until('the broken file is told', () => /the last good policy stays in force: acme 1/.test(stderr.text()));
    assert.equal((await ask(baseUrl, `a key ${fakeKey}`)).status, 403);
    bench.write('policy.yaml', policy(2, 'flow: [{ categories: [secret], effect: redact }]\n'));
    await until('the new policy is in force', () => /policy acme 2 is in force/.test(stderr.text()));
    assert.equal((await ask(baseUrl, `a key ${fakeKey}`)).status, 200);
    assert.equal(upstream.raw().includes(fakeKey), false);
    bench.interruption.abort();
    assert.equal((await ended).code, 0);
  });

  it('does not start on a port that is held, by itself or by somebody else', async () => {
    const file = bench.write('policy.yaml', policy(1));
    const first = start('--policy', file, '--port', '0');
    const { port } = new URL(await first.ready);
    const gateway = access();
    const again = await bench.run(['gateway', '--policy', file, '--port', port], { gateway });
    assert.deepEqual([again.code, again.stdout], [2, '']);
    assert.match(again.stderr, /another gateway of this user listens on port/);
    const impostor = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    const held = String((impostor.address() as { port: number }).port);
    const refused = await bench.run(['gateway', '--policy', file, '--port', held], { gateway });
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /held by another program, a possible impostor/);
    impostor.close();
    bench.interruption.abort();
    await first.ended;
  });

  it('refuses a broken policy and a port that is none', async () => {
    const gateway = access();
    const file = bench.write('policy.yaml', 'levels: [');
    assert.equal((await bench.run(['gateway', '--policy', file], { gateway })).code, 2);
    const good = bench.write('good.yaml', policy(1));
    assert.match((await bench.run(['gateway', '--policy', good, '--port', '70000'], { gateway })).stderr, /is no port/);
  });
});
