/** Tests of watched HTTP/2 sessions by a real server that keeps what it is sent. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { chat, installRig, type Rig, secret, taken } from './rig';

describe('egress guard: http2', () => {
  let received = '';
  let server: http2.Http2Server;
  let session: http2.ClientHttp2Session;
  let origin: string;
  let rig: Rig;
  beforeEach(async () => {
    received = '';
    server = http2.createServer();
    server.on('stream', (stream) => {
      stream.on('error', () => undefined);
      stream.on('data', (bytes) => {
        received += bytes;
      });
      stream.on('end', () => {
        if (stream.destroyed) return;
        stream.respond({ ':status': 200 });
        stream.end('ok');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Opened before the guard, as an assistant's may be.
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    session = http2.connect(origin);
    await once(session, 'connect');
    rig = installRig();
  });
  afterEach(() => {
    rig.guard.uninstall();
    session.destroy();
    server.close();
  });

  async function post(text: string, path = '/v1/chat/completions'): Promise<string> {
    const stream = session.request({ ':method': 'POST', ':path': path });
    stream.setEncoding('utf8');
    stream.write(text.slice(0, 7));
    stream.end(text.slice(7));
    let answer = '';
    for await (const chunk of stream) answer += chunk;
    return answer;
  }

  it('refuses before a byte of the body leaves', async () => {
    await assert.rejects(post(chat(secret)), { code: 'EPORTCULLIS' });
    assert.equal(await post(chat('after')), 'ok');
    assert.equal(received, chat('after'));
  });

  it('sends what is allowed byte for byte, and the redacted body instead', async () => {
    assert.equal(await post(chat('hello é')), 'ok');
    assert.equal(await post(chat(`redact ${secret}`)), 'ok');
    assert.equal(received, chat('hello é') + chat(`redact ${taken}`));
    assert.equal(rig.asked[0]?.url, `${origin}/v1/chat/completions`);
  });

  it('passes on what goes elsewhere', async () => {
    assert.equal(await post(secret, '/upload'), 'ok');
    assert.equal(received, secret);
    assert.deepEqual(rig.asked, []);
  });

  it('lets streams without content through', async () => {
    const stream = session.request({ ':path': '/v1/chat/completions' });
    stream.resume().end();
    await once(stream, 'close');
    assert.equal(stream.rstCode, http2.constants.NGHTTP2_NO_ERROR);
    assert.deepEqual(rig.asked, []);
  });
});
