/** Answers of an upstream as they come in: every byte in its order, nothing sent for nobody, heads as they were. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Agent } from 'undici';
import { type IncomingAnswer, receive } from '../../../../server/host/gateway/incoming';
import { type MockUpstream, startMockUpstream } from './mockUpstream';

describe('incoming answers', () => {
  let upstream: MockUpstream;
  let reply: (res: ServerResponse) => unknown;
  const agent = new Agent();
  before(async () => {
    upstream = await startMockUpstream((_, res) => reply(res));
  });
  beforeEach(() => upstream.reset());
  after(() => Promise.all([agent.destroy(), upstream.close()]));

  const get = (signal = new AbortController().signal): Promise<IncomingAnswer> =>
    receive(agent, { origin: upstream.baseUrl, method: 'GET', path: '/' }, signal, (cause) => {
      return new Error(`told: ${(cause as Error).message}`);
    });

  it('are complete and in order, whether the reader is slower than the upstream or not', async () => {
    const sizes = [1, 70_000, 3, 200_000, 64 * 1024, 65_537, 12, 500_000];
    const pieces = Array.from({ length: 40 }, (_, index) => Buffer.alloc(sizes[index % sizes.length] as number, index));
    const expected = createHash('sha256').update(Buffer.concat(pieces)).digest('hex');
    reply = (res) => {
      for (const piece of pieces) res.write(piece);
      res.end();
    };
    for (const isSlow of [false, true]) {
      const { body } = await get();
      const hash = createHash('sha256');
      for await (const chunk of body) {
        hash.update(chunk);
        if (isSlow) for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
      }
      assert.equal(hash.digest('hex'), expected);
    }
  });

  it('of a request that nobody waits for any more are not asked for', async () => {
    reply = (res) => res.end();
    const left = new AbortController();
    left.abort(new Error('gone'));
    await assert.rejects(get(left.signal), /told: gone/);
    assert.equal(upstream.requests.length, 0);
  });

  it('of a request that can not be sent at all are a failure like any other', async () => {
    const refusing = new (class extends Agent {
      override dispatch(): never {
        throw new Error('not so');
      }
    })();
    const options = { origin: upstream.baseUrl, method: 'GET', path: '/' } as const;
    const { signal } = new AbortController();
    const toError = (cause: unknown): Error => new Error(`told: ${(cause as Error).message}`);
    await assert.rejects(receive(refusing, options, signal, toError), /told: not so/);
    await refusing.destroy();
  });

  it('end for the upstream where their reader leaves', async () => {
    const closed = new Promise((resolve) => {
      reply = (res) => {
        res.on('close', () => resolve(res.writableFinished));
        res.write('one');
      };
    });
    const { body } = await get();
    for await (const chunk of body) {
      assert.equal(`${chunk}`, 'one');
      break;
    }
    assert.equal(await closed, false);
    assert.deepEqual(await body.next(), { done: true, value: undefined });
  });

  it('throw to their reader what broke them off, after what came before it', async () => {
    reply = (res) => res.writeHead(200, { 'content-length': 10 }).write('half', () => res.destroy());
    const { body } = await get();
    const read: string[] = [];
    await assert.rejects(async () => {
      for await (const chunk of body) read.push(`${chunk}`);
    }, /told: /);
    assert.deepEqual(read, ['half']);
  });

  it('keep the names, the order and the bytes of their headers', async () => {
    reply = (res) =>
      res.writeHead(203, ['X-One', 'caf\u00e9', 'x-two', '2', 'X-One', '3', 'content-length', '0']).end();
    const { status, headers, body } = await get();
    assert.equal(status, 203);
    assert.deepEqual(headers.slice(0, 3), [
      ['X-One', 'caf\u00e9'],
      ['x-two', '2'],
      ['X-One', '3'],
    ]);
    for await (const _ of body) assert.fail('it has no body');
  });
});
