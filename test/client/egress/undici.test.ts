/** Tests of the watched undici as an extension brings it along: the package, another version than Node.js' own. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import * as undici from 'undici';
import { chat, installRig, RawServer, type Rig, secret, taken } from './rig';

const path = '/v1/chat/completions';

describe('egress guard: undici', () => {
  let server: RawServer;
  let rig: Rig;
  let agent: undici.Agent;
  beforeEach(async () => {
    server = await RawServer.start();
    rig = installRig();
    agent = new undici.Agent();
  });
  afterEach(async () => {
    rig.guard.uninstall();
    server.close();
    await agent.destroy();
  });

  type Body = undici.Dispatcher.DispatchOptions['body'];
  async function post(body: Body, headers: Record<string, string> = {}): Promise<number> {
    const options = { method: 'POST', body: body ?? null, headers, dispatcher: agent } as const;
    const answer = await undici.request(`${server.origin}${path}`, options);
    await answer.body.dump();
    return answer.statusCode;
  }

  for (const [form, make] of Object.entries({
    text: (text: string) => text,
    bytes: (text: string) => Buffer.from(text),
    stream: (text: string) => Readable.from([text.slice(0, 9), text.slice(9)]),
    generator: generate,
    form: toForm,
  })) {
    it(`holds a body that is ${form}`, async () => {
      await assert.rejects(post(make(chat(secret)) as Body), { code: 'EPORTCULLIS' });
      assert.equal(server.received, '');
      assert.equal(await post(make(chat('hello')) as Body), 200);
      assert.ok(server.bodies.includes(form === 'stream' || form === 'generator' ? '{"model":' : chat('hello')));
      assert.equal(rig.asked.length, 2);
    });
  }

  it('announces the length of text, and pads what is redacted to it', async () => {
    const body = chat(`redact ${secret}`);
    await post(body);
    assert.equal(server.bodies, chat(`redact ${taken}`).padEnd(body.length));
    assert.match(server.received, new RegExp(`content-length: ${body.length}\r\n`));
  });

  it("names a form's boundary", async () => {
    await post(toForm('x') as unknown as Body);
    const boundary = /content-type: multipart\/form-data; boundary=(\S+)/.exec(server.received)?.[1];
    assert.ok(boundary !== undefined && server.bodies.includes(`--${boundary}\r\n`));
  });

  it("holds the package's own fetch", async () => {
    const url = `${server.origin}${path}`;
    const sent = undici.fetch(url, { method: 'POST', body: chat(secret), dispatcher: agent });
    await assert.rejects(sent, ({ cause }: Error) => (cause as { code?: string }).code === 'EPORTCULLIS');
    assert.equal(server.received, '');
    const answer = await undici.fetch(url, { method: 'POST', body: chat('hello'), dispatcher: agent });
    assert.deepEqual(await answer.json(), { ok: true });
    assert.equal(server.bodies, chat('hello'));
  });

  it('sends requests without content unasked, and those with a query once decided about', async () => {
    const get = (query: string) => undici.request(`${server.origin}/v1/models${query}`, { dispatcher: agent });
    rig.guard.setRegistry({ mode: 'enforce', hosts: [], endpoints: [server.origin], trusted: [] });
    await (await get('')).body.dump();
    assert.equal(rig.asked.length, 0);
    await (await get('?q=hello')).body.dump();
    assert.equal(rig.asked.length, 1);
    assert.match(server.received, /GET \/v1\/models\?q=hello HTTP\/1\.1\r\n/);
  });

  it('refuses a WebSocket to a model', async () => {
    rig.guard.setRegistry({ mode: 'enforce', hosts: [`127.0.0.1:${server.port}`], endpoints: [], trusted: [] });
    const socket = new undici.WebSocket(`ws://127.0.0.1:${server.port}/v1/realtime`, { dispatcher: agent });
    await once(socket as unknown as EventTarget, 'error');
    assert.equal(server.received, '');
    assert.match(rig.refused[0]?.reason ?? '', /WebSocket/);
  });
});

async function* generate(text: string): AsyncGenerator<string> {
  yield text.slice(0, 12);
  yield text.slice(12);
}

function toForm(text: string): undici.FormData {
  const form = new undici.FormData();
  form.append('note', text);
  return form;
}
