/** Bad input and failing upstreams through the whole gateway: a clear error each, in the shape that official clients show. */

import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { type MockUpstream, type Reply, replyJson, startMockUpstream } from './mockUpstream';
import { policyFor, startWholeGateway, type WholeGateway } from './wholeGateway';

const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');

describe('failures through the gateway', () => {
  let upstream: MockUpstream;
  let gateway: WholeGateway;
  let reply: Reply;
  before(async () => {
    upstream = await startMockUpstream((request, res) => reply(request, res));
    gateway = await startWholeGateway(policyFor(upstream.baseUrl));
  });
  beforeEach(() => {
    upstream.reset();
    reply = (_, res) => replyJson(res, { id: 'x', choices: [] });
  });
  afterEach(async () => {
    assert.deepEqual(gateway.faults, []);
    assert.equal((await fetch(`${gateway.baseUrl}/`)).status, 200);
  });
  after(() => Promise.all([gateway.close(), upstream.close()]));
  const send = (body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.baseUrl}/openai/v1/chat/completions`, { method: 'POST', body, headers });
  const client = () => new OpenAI({ apiKey: 'x', baseURL: `${gateway.baseUrl}/openai/v1`, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'hello' }];
  const posted = (): string =>
    upstream.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => body)
      .join();

  it('malformed JSON, a wrong content type and bytes that are no text never carry a key past it', async () => {
    const bodies = [`{"messages":[{"content":"${key}"`, key, `model=m&text=${key}`, `{"a":1}{"b":"${key}"}`];
    for (const body of bodies) {
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'image/png']) {
        const answer = await send(body, { 'content-type': type });
        assert.ok(answer.status === 200 || (answer.status >= 400 && answer.status < 500), `${answer.status}`);
        if (answer.status !== 200)
          assert.match(((await answer.json()) as { error: { message: string } }).error.message, /portcullis/i);
      }
    }
    const binary = await send(Buffer.concat([Buffer.from([0xff, 0xfe, 0]), Buffer.from(key)]));
    assert.ok(binary.status < 500);
    assert.equal(upstream.raw().includes(key), false);
  });

  it('an unknown path is not passed on by default', async () => {
    const answer = await fetch(`${gateway.baseUrl}/openai/v9/anything`, {
      method: 'POST',
      body: '{"text":"ordinary"}',
    });
    assert.equal(answer.status, 403);
    assert.equal(posted(), '');
  });

  it('an upstream that is not there, and one that answers an error', async () => {
    reply = (_, res) => replyJson(res, { error: { message: 'overloaded', type: 'server_error' } }, 529);
    await assert.rejects(client().chat.completions.create({ model: 'm', messages }), /529 overloaded/);
    const gone = await startMockUpstream((_, res) => replyJson(res, {}));
    await gone.close();
    gateway.obey(policyFor(gone.baseUrl));
    await assert.rejects(client().chat.completions.create({ model: 'm', messages }), /502 .*nothing listens at openai/);
    gateway.obey(policyFor(upstream.baseUrl));
  });

  it('an upstream that dies in the middle of a stream: the client gets an error, not an end', async () => {
    reply = (_, res) => {
      const chunk = { id: 'x', choices: [{ index: 0, delta: { content: 'half' } }] };
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(`data: ${JSON.stringify(chunk)}\n\n`, () => setImmediate(() => res.destroy()));
    };
    const read = async (): Promise<void> => {
      for await (const _ of await client().chat.completions.create({ model: 'm', messages, stream: true }));
    };
    await assert.rejects(read());
  });

  it('keys of clients go to their upstream and into no event', async () => {
    await new OpenAI({ apiKey: 'sk-very-own', baseURL: `${gateway.baseUrl}/openai/v1` }).chat.completions.create({
      model: 'm',
      messages,
    });
    assert.equal(upstream.requests.at(-1)?.headers.authorization, 'Bearer sk-very-own');
    assert.equal(JSON.stringify(gateway.events).includes('sk-very-own'), false);
  });
});
