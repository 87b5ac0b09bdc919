/** Tests of the watched node:http by real requests to servers that keep every byte. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chat, installRig, RawServer, type Rig, secret, taken } from './rig';

const path = '/v1/chat/completions';

describe('egress guard: http', () => {
  let server: RawServer;
  let rig: Rig;
  beforeEach(async () => {
    server = await RawServer.start();
    rig = installRig();
  });
  afterEach(() => {
    rig.guard.uninstall();
    server.close();
  });

  it('refuses chunked writes before a byte of the request leaves', async () => {
    const request = http.request(`${server.origin}${path}`, { method: 'POST' });
    request.write('{"messages":[{"role":"user","content":"');
    request.write(Buffer.from(secret.slice(0, 5)));
    request.write(secret.slice(5), 'latin1');
    request.end('"}]}');
    const [error] = (await once(request, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'EPORTCULLIS');
    assert.match(error.message, /a test says so/);
    assert.equal(server.received, '');
    assert.deepEqual(
      rig.refused.map(({ extension, url }) => [extension, url]),
      [['acme.tests', `${server.origin}${path}`]],
    );
  });

  it('lets what is allowed through byte for byte, framed as without us', async () => {
    const send = async (): Promise<string> => {
      const before = server.received.length;
      const request = http.request(`${server.origin}${path}`, {
        method: 'POST',
        headers: { authorization: 'Bearer k' },
      });
      request.write('{"a":');
      request.write('"é"', 'utf8');
      request.end('}');
      await answered(request);
      return server.received.slice(before);
    };
    const watched = await send();
    rig.guard.uninstall();
    assert.equal(watched, await send());
    assert.equal(rig.asked.length, 1);
    assert.deepEqual(rig.asked[0]?.body, { text: '{"a":"é"}' });
    assert.ok(!JSON.stringify(rig.asked).includes('Bearer'));
  });

  it('sends the redacted body with its own length', async () => {
    const body = chat(`redact ${secret}`);
    const headers = { 'content-length': Buffer.byteLength(body) };
    const request = http.request(`${server.origin}${path}`, { method: 'POST', headers });
    request.end(body);
    await answered(request);
    assert.equal(server.bodies, chat(`redact ${taken}`));
    assert.match(server.received, new RegExp(`content-length: ${chat(`redact ${taken}`).length}\r\n`, 'i'));
  });

  it('pads a redacted body where its length was announced already', async () => {
    const body = chat(`redact ${secret}`);
    const headers = ['Host', `127.0.0.1:${server.port}`, 'Content-Length', String(body.length)];
    const request = http.request(`${server.origin}${path}`, { method: 'POST', headers });
    request.end(body);
    await answered(request);
    assert.equal(server.bodies, chat(`redact ${taken}`).padEnd(body.length));
  });

  it('takes streams and callbacks', async () => {
    const request = http.request(`${server.origin}${path}`, { method: 'POST' });
    const called = new Promise((resolve) => request.write('{"a":1', resolve));
    await called;
    const finished = once(request, 'finish');
    await Promise.all([answered(request), pipeline(Readable.from([',"b":', '2}']), request), finished]);
    assert.match(server.bodies, /\{"a":1\r\n[\s\S]*,"b":\r\n[\s\S]*2\}/);
  });

  it('sees the next request of a socket that was opened before', async () => {
    rig.guard.uninstall();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const options = { method: 'POST', agent };
    const first = http.request(`${server.origin}${path}`, options);
    first.end(chat('before'));
    await answered(first);
    rig = installRig();
    const second = http.request(`${server.origin}${path}`, options);
    second.end(chat(secret));
    await once(second, 'error');
    assert.equal(server.connections, 1);
    assert.ok(!server.received.includes(secret));
    agent.destroy();
  });

  it('passes on what goes elsewhere, unread', async () => {
    const request = http.request(`${server.origin}/upload`, { method: 'POST' });
    request.end(secret);
    await answered(request);
    assert.equal(server.bodies, secret);
    assert.deepEqual(rig.asked, []);
  });

  it('goes by what the policy says now, and by each request of many', async () => {
    const other = await RawServer.start();
    const send = async (to: RawServer, where: string, headers = {}): Promise<boolean> => {
      const request = http.request(`${to.origin}${where}`, { method: 'POST', headers });
      request.end(chat(secret));
      return Promise.race([answered(request).then(() => true), once(request, 'error').then(() => false)]);
    };
    const endpoints = [`${server.origin}/ai`];
    assert.deepEqual([await send(server, '/ai'), await send(server, '/ai')], [true, true]);
    rig.guard.setRegistry({ mode: 'enforce', hosts: [], endpoints, trusted: [] });
    assert.deepEqual([await send(server, '/ai'), await send(server, '/other')], [false, true]);
    // The same but for the path, the port, a header of the sender's own.
    assert.deepEqual(
      [await send(server, path), await send(other, '/ai'), await send(server, '/ai')],
      [false, true, false],
    );
    assert.equal(await send(server, '/ai', { host: `127.0.0.1:${server.port}` }), false);
    assert.equal(await send(server, '/other', { host: 'elsewhere.example' }), true);
    rig.guard.setRegistry(undefined);
    assert.equal(await send(server, '/ai'), true);
    other.close();
  });

  it('passes on a request without content, unasked', async () => {
    await answered(http.get(`${server.origin}/v1/models`));
    const post = http.request(`${server.origin}${path}`, { method: 'POST' });
    post.end();
    await answered(post);
    assert.deepEqual(rig.asked, []);
  });

  it('refuses what is too large, and what is not complete in time', async () => {
    rig.guard.uninstall();
    rig = installRig({ limits: { bytes: 1000, deadline: 50 } });
    const large = http.request(`${server.origin}${path}`, { method: 'POST' });
    large.end('x'.repeat(1001));
    assert.match(String(await once(large, 'error')), /larger than/);
    const slow = http.request(`${server.origin}${path}`, { method: 'POST' });
    slow.write('{');
    assert.match(String(await once(slow, 'error')), /not complete in time/);
    assert.equal(server.received, '');
  });

  it('is closed while the service is away', async () => {
    rig.setAway(true);
    const request = http.request(`${server.origin}${path}`, { method: 'POST' });
    request.end(chat('anything'));
    assert.match(String(await once(request, 'error')), /service is not running/);
    assert.equal(server.received, '');
  });

  it('lets everything go where everything may go, and under a policy that only observes', async () => {
    const send = async (): Promise<void> => {
      const request = http.request(`${server.origin}${path}`, { method: 'POST' });
      request.end(chat('x'));
      await answered(request);
    };
    rig.setAway(true);
    const registry = { mode: 'enforce', hosts: [], endpoints: [server.origin], trusted: [server.origin] } as const;
    rig.guard.setRegistry(registry);
    await send();
    rig.guard.setRegistry({ ...registry, mode: 'observe', trusted: [] });
    await send();
    assert.equal(server.bodies, chat('x').repeat(2));
  });

  it('refuses to open a WebSocket to a model', async () => {
    rig.guard.setRegistry({ mode: 'enforce', hosts: [`127.0.0.1:${server.port}`], endpoints: [], trusted: [] });
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'eA==' };
    const request = http.get(`${server.origin}/v1/realtime`, { headers });
    assert.match(String(await once(request, 'error')), /WebSocket can't be decided about/);
    assert.equal(server.received, '');
  });

  it('gives up quietly when its sender does', async () => {
    const request = http.request(`${server.origin}${path}`, { method: 'POST' });
    request.write('{');
    const closed = new Promise((resolve) => request.once('close', resolve));
    request.on('error', () => undefined).destroy();
    await closed;
    assert.deepEqual(rig.refused, []);
  });
});

/** Resolves with the answer's text. */
async function answered(request: http.ClientRequest): Promise<string> {
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  return text;
}
