/** Tests of the watched `fetch`, by itself and by the official OpenAI client on it. */

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import OpenAI from 'openai';
import { chat, installRig, RawServer, type Rig, secret, taken } from './rig';

type Body = NonNullable<RequestInit['body']>;

const path = '/v1/chat/completions';

describe('egress guard: fetch', () => {
  let server: RawServer;
  let rig: Rig;
  let url: string;
  beforeEach(async () => {
    server = await RawServer.start();
    rig = installRig();
    url = `${server.origin}${path}`;
  });
  afterEach(() => {
    rig.guard.uninstall();
    server.close();
  });

  const post = (body: Body, more: RequestInit = {}): Promise<Response> => fetch(url, { method: 'POST', body, ...more });

  it("answers a refusal in the provider's own shape and sends nothing", async () => {
    const response = await post(chat(secret));
    assert.equal(response.status, 403);
    assert.equal(response.url, url);
    assert.match(JSON.stringify(await response.json()), /a test says so/);
    assert.equal(server.received, '');
    assert.equal(rig.refused[0]?.extension, 'acme.tests');
  });

  it('sends what is allowed byte for byte, asked about once', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer k' };
    assert.deepEqual(await (await post(chat('hello é'), { headers })).json(), { ok: true });
    assert.equal(Buffer.from(server.bodies, 'latin1').toString(), chat('hello é'));
    assert.match(server.received, /authorization: Bearer k/i);
    assert.equal(rig.asked.length, 1);
    assert.deepEqual(
      rig.asked[0]?.headers.map(([name]) => name),
      ['content-type'],
    );
  });

  it('leaves what is no URL to `fetch`, which rejects and does not throw', async () => {
    for (const input of [undefined, null, 'nowhere', Object.create(null)]) {
      const answer = fetch(input as unknown as string);
      await assert.rejects(answer, TypeError);
    }
  });

  it('sends the redacted body', async () => {
    await post(chat(`redact ${secret}`));
    assert.equal(server.bodies, chat(`redact ${taken}`));
  });

  for (const [form, body] of Object.entries({
    bytes: () => Buffer.from(chat(secret)),
    blob: () => new Blob([chat(secret)]),
    form: () => toForm(secret),
    stream: () => streamOf(chat(secret)),
    generator: () => generate() as unknown as Body,
  })) {
    it(`holds a body that is a ${form}`, async () => {
      assert.equal((await post(body(), { duplex: 'half' } as RequestInit)).status, 403);
      assert.equal(server.received, '');
    });
  }

  it("keeps a form's boundary", async () => {
    await post(toForm('a note'));
    const boundary = /boundary=(\S+)/.exec(server.received)?.[1];
    assert.ok(boundary !== undefined && server.bodies.includes(`--${boundary}\r\n`));
  });

  it('takes a Request, and leaves its signal in force', async () => {
    assert.equal((await fetch(new Request(url, { method: 'POST', body: secret }))).status, 403);
    const signal = AbortSignal.abort();
    await assert.rejects(post('x', { signal }), { name: 'AbortError' });
    assert.equal(server.received, '');
  });

  it('tells the service of encoded bodies as they are, and reads nothing that goes elsewhere', async () => {
    const bytes = gzipSync(chat('x'));
    await post(bytes, { headers: { 'content-encoding': 'gzip' } });
    assert.deepEqual(rig.asked[0]?.body, { base64: bytes.toString('base64') });
    const stream = streamOf(secret);
    await fetch(`${server.origin}/upload`, { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
    assert.ok(server.received.includes(secret));
    assert.equal(rig.asked.length, 1);
  });

  it('follows a redirection to a model no further than its decision', async () => {
    const { createServer } = await import('node:http');
    const elsewhere = createServer((_, response) => response.writeHead(307, { location: url }).end());
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as import('node:net').AddressInfo;
    const sent = fetch(`http://127.0.0.1:${port}/go`, { method: 'POST', body: chat(secret) });
    await assert.rejects(sent, ({ cause }: Error) => (cause as { code?: string }).code === 'EPORTCULLIS');
    assert.equal(server.received, '');
    elsewhere.closeAllConnections();
    elsewhere.close();
  });

  it('shows an assistant on the OpenAI client the reason', async () => {
    const client = new OpenAI({ apiKey: 'k', baseURL: `${server.origin}/v1` });
    const ask = (content: string) =>
      client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }], stream: false });
    await assert.rejects(ask(secret), (error: InstanceType<typeof OpenAI.APIError>) => {
      assert.equal(error.status, 403);
      assert.match(error.message, /a test says so/);
      return true;
    });
    assert.equal(server.received, '');
    assert.deepEqual(await ask('hello'), { ok: true });
  });
});

function toForm(text: string): FormData {
  const form = new FormData();
  form.append('note', text);
  return form;
}

function streamOf(text: string): ReadableStream {
  return new Blob([text]).stream();
}

async function* generate(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"a":"');
  yield Buffer.from(`${secret}"}`);
}
