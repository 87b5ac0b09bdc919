/** What the door and the way to upstreams keep as it is, and what ends with them: headers, streams, failures. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import zlib from 'node:zlib';
import { type Door, openDoor, post, sendRaw, token } from './door';
import { type MockUpstream, type Reply, replyJson, startMockUpstream } from './mockUpstream';

describe('the gateway passes on', () => {
  let upstream: MockUpstream;
  let door: Door;
  let reply: Reply;
  before(async () => {
    upstream = await startMockUpstream((request, res) => reply(request, res));
    door = await openDoor(`${upstream.baseUrl}/base`);
  });
  beforeEach(() => {
    upstream.reset();
    reply = (_, res) => replyJson(res, { ok: true });
  });
  after(() => Promise.all([door.stop(), upstream.close()]));
  const url = (path: string): string => `${door.baseUrl}/up${path}`;

  it('path, query, credentials and unknown headers; not what ends at this hop', async () => {
    const headers =
      'authorization: Bearer abc\r\nX-Api-Key: def\r\nx-new: 1\r\nconnection: x-hop\r\nx-hop: 1\r\nte: trailers\r\n';
    await sendRaw(door.port, post(door.port, '{}', headers, `/t/${token}/up/v1/x?key=k%20y&alt=sse`));
    const [request] = upstream.requests;
    assert.equal(request?.path, '/base/v1/x?key=k%20y&alt=sse');
    const { authorization, 'x-api-key': key, 'x-new': fresh, 'x-hop': hop, te, host } = request?.headers ?? {};
    assert.deepEqual([authorization, key, fresh, hop, te], ['Bearer abc', 'def', '1', undefined, undefined]);
    assert.equal(`http://${host}`, upstream.baseUrl);
    assert.equal(upstream.raw().includes(token), false);
  });

  it('an answer byte for byte, encoded ones decoded', async () => {
    reply = (_, res) => {
      res.writeHead(418, [
        'content-type',
        'text/x',
        'set-cookie',
        'a=1',
        'set-cookie',
        'b=2',
        'keep-alive',
        'timeout=9',
      ]);
      res.end(Buffer.from([0, 255, 13, 10]));
    };
    const answer = await fetch(url('/a'));
    assert.equal(answer.status, 418);
    assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2']);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), Buffer.from([0, 255, 13, 10]));
    reply = (_, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync('hello'));
    assert.equal(await (await fetch(url('/a'))).text(), 'hello');
    assert.equal(upstream.requests.at(-1)?.headers['accept-encoding'], 'identity');
  });

  it('each piece of a stream as it comes', async () => {
    const next: (() => void)[] = [];
    reply = (_, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      next.push(() => res.end('data: 2\n\n'));
    };
    const reader = (await fetch(url('/stream'))).body?.getReader();
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'data: 1\n\n');
    next[0]?.();
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'data: 2\n\n');
    assert.equal((await reader?.read())?.done, true);
  });

  it('an upstream that dies in its answer: the client is broken off, not told that it was all', async () => {
    reply = (_, res) => {
      res.writeHead(200).write('half', () => res.destroy());
    };
    await assert.rejects(fetch(url('/a')).then((answer) => answer.text()));
    assert.deepEqual(door.faults, []);
  });

  it('a client that goes away: the upstream is broken off', async () => {
    const gone = new Promise<void>((resolve) => {
      reply = (_, res) => {
        res.writeHead(200).write('first');
        res.once('close', resolve);
      };
    });
    const leave = new AbortController();
    const answer = await fetch(url('/a'), { signal: leave.signal });
    await answer.body?.getReader().read();
    leave.abort();
    await gone;
  });

  it('no faster than the client reads', async () => {
    let written = 0;
    const total = 200 * 1024 * 1024;
    const stalled = new Promise<void>((resolve) => {
      reply = (_, res) => {
        const chunk = Buffer.alloc(256 * 1024);
        const fill = (): void => {
          while (written < total && !res.destroyed) {
            written += chunk.length;
            if (!res.write(chunk)) return void res.once('drain', fill);
          }
          res.end();
        };
        res.writeHead(200).on('error', () => undefined);
        fill();
        let before = -1;
        // It stands still once every buffer on the way is full.
        const timer = setInterval(() => {
          if (written === before) resolve(clearInterval(timer));
          before = written;
        }, 50);
      };
    });
    const req = http.get(url('/large'));
    const [res] = (await once(req, 'response')) as [http.IncomingMessage];
    await stalled;
    assert.ok(written < total / 4, `${written} bytes were taken from the upstream`);
    res.destroy();
  });

  it('no redirect: neither followed nor handed to the client', async () => {
    const other = await startMockUpstream((_, res) => replyJson(res, {}));
    reply = (_, res) => res.writeHead(307, { location: `${other.baseUrl}/steal?x=1` }).end();
    const answer = await fetch(url('/a'), { method: 'POST', body: '{}', headers: { authorization: 'Bearer abc' } });
    assert.equal(answer.status, 502);
    assert.match(await answer.text(), /redirects to http:\/\/127\.0\.0\.1:\d+; name its final address/);
    assert.equal(other.raw(), '');
    await other.close();
  });

  it('failures of an upstream as what they are', async () => {
    const silent = createServer((socket: Socket) => void socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const broken = await openDoor(`http://127.0.0.1:${port}`);
    const answer = await fetch(`${broken.baseUrl}/up/a?key=secret`);
    assert.equal(answer.status, 502);
    assert.match(
      await answer.text(),
      /^the connection to up \(http:\/\/127\.0\.0\.1:\d+\) broke off \(UND_ERR_SOCKET\)$/,
    );
    silent.close();
    await once(silent, 'close');
    const refused = await fetch(`${broken.baseUrl}/up/a?key=secret`);
    assert.match(await refused.text(), /^nothing listens at up/);
    await broken.stop();
  });

  it('100 MB that nobody may send: refused before it is read, memory bounded', async () => {
    const before = process.memoryUsage().rss;
    const req = http.request(url('/a'), { method: 'POST', headers: { 'content-length': 100 * 1024 * 1024 } });
    req.on('error', () => undefined);
    const chunk = Buffer.alloc(1024 * 1024);
    const pump = (left: number): void => void (left > 0 && req.write(chunk, () => pump(left - 1)));
    pump(100);
    const [res] = (await once(req, 'response')) as [http.IncomingMessage];
    assert.equal(res.statusCode, 413);
    assert.match(await text(res), /larger than 64 MB/);
    req.destroy();
    assert.ok(process.memoryUsage().rss - before < 80 * 1024 * 1024);
    assert.equal(upstream.raw(), '');
  });

  it('waits for the word to go on, and says it', async () => {
    const req = http.request(url('/a'), { method: 'POST', headers: { expect: '100-continue', 'content-length': 2 } });
    req.flushHeaders();
    await once(req, 'continue');
    req.end('{}');
    const [res] = (await once(req, 'response')) as [http.IncomingMessage];
    assert.equal(await text(res), '{"ok":true}');
    assert.equal(upstream.requests[0]?.headers.expect, undefined);
  });
});
