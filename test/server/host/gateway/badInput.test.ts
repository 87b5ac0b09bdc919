/** What comes in that should not: each is refused with a clear error, and the gateway goes on. */

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import zlib from 'node:zlib';
import { type Door, openDoor, post, sendRaw, token } from './door';
import { type MockUpstream, replyJson, startMockUpstream } from './mockUpstream';

describe('bad input at the gateway', () => {
  let upstream: MockUpstream;
  let door: Door;
  const limits = { headersMs: 150, requestMs: 300, checkMs: 30, bodyBytes: 1024 * 1024, headerBytes: 16 * 1024 };
  before(async () => {
    upstream = await startMockUpstream((request, res) => replyJson(res, { echo: request.body, path: request.path }));
    door = await openDoor(upstream.baseUrl, { limits });
  });
  beforeEach(() => upstream.reset());
  afterEach(async () => {
    const health = await fetch(`${door.baseUrl}/`);
    assert.deepEqual(await health.json(), { name: 'portcullis', version: '1.2.3', upstreams: ['up'] });
    assert.deepEqual(door.faults, []);
  });
  after(() => Promise.all([door.stop(), upstream.close()]));

  const refused = (answer: string, status: number, message: RegExp): void => {
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
    assert.match(answer, message);
    assert.equal(upstream.raw(), '', 'nothing may have reached the upstream');
  };
  const target = `/t/${token}/up/v1/x`;

  it('a foreign Host header (DNS rebinding)', async () => {
    const head = `GET ${target} HTTP/1.1\r\nconnection: close\r\n`;
    refused(await sendRaw(door.port, `${head}host: evil.example\r\n\r\n`), 421, /foreign_host/);
    refused(await sendRaw(door.port, `${head}host: 127.0.0.1:1\r\n\r\n`), 421, /foreign_host/);
    const own = `host: 127.0.0.1:${door.port}\r\n`;
    refused(await sendRaw(door.port, `${head}${own}host: evil.example\r\n\r\n`), 421, /foreign_host/);
    refused(await sendRaw(door.port, `${head}\r\n`), 400, /./);
  });

  it('a web page: its Origin, its fetch metadata, its preflight', async () => {
    for (const headers of ['origin: https://evil.example\r\n', 'origin: null\r\n', 'sec-fetch-site: cross-site\r\n']) {
      const answer = await sendRaw(door.port, post(door.port, '{}', headers));
      refused(answer, 403, /web pages may not use/);
      assert.doesNotMatch(answer, /access-control/i);
    }
  });

  it('a missing or wrong token', async () => {
    refused(await sendRaw(door.port, post(door.port, '{}', '', '/up/v1/x')), 401, /no token was shown/);
    refused(await sendRaw(door.port, post(door.port, '{}', '', '/t/wrong/up/v1/x')), 401, /the token is not the one/);
    const header = `x-portcullis-token: ${token}\r\n`;
    assert.match(await sendRaw(door.port, post(door.port, '{}', header, '/up/v1/x')), /^HTTP\/1\.1 200 /);
    assert.doesNotMatch(upstream.raw(), new RegExp(token));
  });

  it('targets that an upstream might read as another path', async () => {
    for (const path of ['/a/../b', '/a/%2e%2E/b', '/./a', '/a\\b', 'http://evil.example/a']) {
      const place = path.startsWith('/') ? `/t/${token}/up${path}` : path;
      refused(await sendRaw(door.port, post(door.port, '{}', '', place)), 400, /bad_request_target/);
    }
    refused(
      await sendRaw(door.port, post(door.port, '{}', '', `/t/${token}/down/x`)),
      404,
      /no such upstream; it has: up/,
    );
  });

  it('lengths that contradict each other (request smuggling)', async () => {
    const head = `POST ${target} HTTP/1.1\r\nhost: 127.0.0.1:${door.port}\r\n`;
    const smuggled = `GET ${target} HTTP/1.1\r\n\r\n`;
    for (const lengths of [
      'content-length: 3\r\ncontent-length: 4\r\n',
      'content-length: 3\r\ntransfer-encoding: chunked\r\n',
      'transfer-encoding: chunked\r\ncontent-length: 3\r\n',
      'transfer-encoding: chunked, identity\r\n',
      'transfer-encoding : chunked\r\n',
      'content-length: +3\r\n',
    ]) {
      refused(await sendRaw(door.port, `${head}${lengths}\r\nabc${smuggled}`), 400, /well-formed HTTP/);
    }
  });

  it('a body above the limit: announced, chunked, or once it is decoded', async () => {
    const large = 'x'.repeat(limits.bodyBytes + 1);
    refused(await sendRaw(door.port, post(door.port, large)), 413, /larger than 1 MB/);
    const chunked = `POST ${target} HTTP/1.1\r\nhost: 127.0.0.1:${door.port}\r\ntransfer-encoding: chunked\r\n\r\n`;
    const chunk = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
    refused(await sendRaw(door.port, chunked, chunk), 413, /larger than 1 MB/);
    for (const [name, encode] of Object.entries(encoders)) {
      const bomb = encode(Buffer.alloc(64 * 1024 * 1024));
      refused(await sendEncoded(door.port, name, bomb), 413, /larger than 1 MB/);
    }
  });

  it('encoded bodies arrive plain; broken and unknown encodings do not', async () => {
    for (const [name, encode] of Object.entries(encoders)) {
      upstream.reset();
      assert.match(await sendEncoded(door.port, name, encode(Buffer.from('{"a":1}'))), /^HTTP\/1\.1 200 /);
      assert.equal(upstream.requests[0]?.body, '{"a":1}');
      assert.equal(upstream.requests[0]?.headers['content-encoding'], undefined);
      upstream.reset();
      refused(await sendEncoded(door.port, name, Buffer.from('not encoded at all')), 400, new RegExp(`not ${name}`));
    }
    refused(await sendEncoded(door.port, 'rot13', Buffer.from('x')), 415, /send it as gzip, deflate, br/);
    refused(await sendEncoded(door.port, 'gzip, gzip, gzip', Buffer.from('x')), 415, /more than twice/);
  });

  it('headers without end, and clients that never finish (slow loris)', async () => {
    const head = `POST ${target} HTTP/1.1\r\nhost: 127.0.0.1:${door.port}\r\n`;
    refused(await sendRaw(door.port, `${head}x: ${'x'.repeat(limits.headerBytes)}\r\n\r\n`), 431, /too large/);
    refused(await sendRaw(door.port, head), 408, /too long/);
    refused(await sendRaw(door.port, `${head}content-length: 9\r\n\r\nabc`), 408, /too long/);
  });

  it('bytes that are no HTTP, and an upgrade', async () => {
    refused(await sendRaw(door.port, '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'), 400, /well-formed HTTP/);
    const upgrade = 'connection: upgrade\r\nupgrade: websocket\r\n';
    const head = `GET ${target} HTTP/1.1\r\nhost: 127.0.0.1:${door.port}\r\n${upgrade}\r\n`;
    refused(await sendRaw(door.port, head), 501, /no WebSockets/);
  });

  it('a client that goes away in the middle of its body', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(door.port, '127.0.0.1', () => {
        socket.write(`POST ${target} HTTP/1.1\r\nhost: 127.0.0.1:${door.port}\r\ncontent-length: 9\r\n\r\nabc`, () => {
          socket.destroy();
          resolve();
        });
      });
    });
    assert.equal(upstream.raw(), '');
  });
});

const encoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: (body) => zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }),
};

function sendEncoded(port: number, encoding: string, body: Buffer): Promise<string> {
  const head = `POST /t/${token}/up/v1/x HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n`;
  return sendRaw(port, `${head}content-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\n\r\n`, body);
}
