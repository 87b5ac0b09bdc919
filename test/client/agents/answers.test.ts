/** Models' answers, as they pass by in a real client: what is kept of them, and that the reader notices nothing. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { fetch } from 'undici';
import { Answers } from '../../../client/agents/answers';

const call = { function: { name: 'edit', arguments: JSON.stringify({ newString: 'const a = 1;' }) } };
const answer = JSON.stringify({ choices: [{ message: { tool_calls: [call] } }] });
const packings: Readonly<Record<string, { readonly encoding: string; readonly body: Buffer }>> = {
  '/v1/zipped': { encoding: 'gzip', body: gzipSync(answer) },
  '/v1/zipped-without-end': { encoding: 'gzip', body: gzipSync(answer).subarray(0, -8) },
  '/v1/brotli-without-end': { encoding: 'br', body: brotliCompressSync(`${answer}\n`).subarray(0, -1) },
};

describe('answers', () => {
  let server: http.Server;
  let origin: string;
  let answers: Answers;
  before(async () => {
    server = http.createServer((request, response) => {
      request.resume();
      const packed = packings[request.url ?? ''];
      if (packed !== undefined) response.setHeader('content-encoding', packed.encoding);
      response.end(packed?.body ?? answer);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    answers = new Answers(
      (url) => new URL(url).pathname.startsWith('/v1/'),
      (agent) => (agent.startsWith('Helper/') ? 'acme.helper' : undefined),
    );
  });
  afterEach(() => answers.dispose());
  after(() => server.close());

  const get = async (path: string, agent = 'Helper/1.0'): Promise<string> =>
    (await fetch(`${origin}${path}`, { method: 'POST', body: '{}', headers: { 'user-agent': agent } })).text();

  it('are known with who asked, and reach the reader as they are', async () => {
    assert.ok(answers.isEmpty);
    assert.equal(await get('/v1/plain'), answer);
    assert.equal(answers.isEmpty, false);
    assert.deepEqual(answers.latest(), [{ tool: 'acme.helper', texts: ['const a = 1;'] }]);
  });

  it('are unpacked', async () => {
    assert.equal(await get('/v1/zipped', 'other'), answer);
    assert.deepEqual(answers.latest(), [{ texts: ['const a = 1;'] }]);
  });

  for (const path of ['/v1/zipped-without-end', '/v1/brotli-without-end']) {
    it(`are read as far as they have come: ${path}`, async () => {
      await get(path, 'other').catch(() => '');
      assert.deepEqual(answers.latest(), [{ texts: ['const a = 1;'] }]);
    });
  }

  it('of others than models are not looked at', async () => {
    await get('/upload');
    assert.ok(answers.isEmpty);
    assert.deepEqual(answers.latest(), []);
  });

  it('are the latest few, and none once it is over', async () => {
    for (let count = 0; count < 25; count++) await get('/v1/plain');
    assert.equal(answers.latest().length, 20);
    answers.dispose();
    await get('/v1/plain');
    assert.deepEqual(answers.latest(), []);
  });
});
