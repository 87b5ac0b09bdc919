/** The handler: what passes untouched, what is refused and in which words, and what is told of it. */

import assert from 'node:assert/strict';
import { createGateway } from '../../../server/gateway/gateway';
import { type GatewayResponse, UpstreamError } from '../../../server/gateway/types';
import { awsKey, policyOf, startRig, upstream } from './gatewayRig';

const chat = '/v1/chat/completions';
const say = (content: string) => ({ model: 'gpt-5', messages: [{ role: 'user', content }] });
const harmless = JSON.stringify({ choices: [{ index: 0, message: { content: 'fine' } }] });
const blocking = (text: string): string => text.replace('effect: redact', 'effect: block');

describe('gateway', () => {
  it('passes bytes on as they are where nothing asks for a change', async () => {
    const body = '{ "model":"gpt-5",\n "x_unknown": [1e400, -0.0, "\\u00e9\\/"], "messages" : [] }';
    const rig = startRig(() => ({ body: harmless }));
    const { text } = await rig.ask(`${chat}?beta=true`, body);
    assert.equal(rig.sent[0]?.body, body);
    assert.equal(rig.sent[0]?.path, `${chat}?beta=true`);
    assert.equal(text, harmless);
  });

  it('passes the upstream the very stream where no answer could be changed', async () => {
    const answer: GatewayResponse = { status: 200, headers: [], body: new Uint8Array([1]) };
    const gateway = createGateway({
      policy: () => policyOf(),
      send: async () => answer,
      attest: async () => ({}),
      record: () => {},
      now: () => new Date(0),
      key: new Uint8Array(32),
    });
    const body = new TextEncoder().encode(JSON.stringify(say('hello')));
    const request = { method: 'POST', path: chat, headers: [], body, signal: new AbortController().signal };
    assert.equal(await gateway.handle(upstream, request), answer);
  });

  for (const [name, path, pick] of [
    ['openai', chat, (json: never) => json['error']['message']],
    ['anthropic', '/v1/messages', (json: never) => json['error']['message']],
    ['ollama', '/api/chat', (json: never) => json['error']],
    ['gemini', '/v1beta/models/gemini-2.5-pro:generateContent', (json: never) => json['error']['message']],
  ] as const) {
    it(`refuses in the shape of ${name}, in words that help and hold no value`, async () => {
      const rig = startRig(undefined, { policy: policyOf(blocking) });
      const { status, headers, text } = await rig.ask(path, say(`my key is ${awsKey}`), {
        to: { ...upstream, speaks: name },
      });
      assert.equal(status, 403);
      assert.ok(headers.some(([header, value]) => header === 'x-should-retry' && value === 'false'));
      const message = pick(JSON.parse(text) as never) as string;
      for (const part of ['AWS access key', 'rule secrets', 'internal at most', 'security@example.com', 'test 1']) {
        assert.ok(message.includes(part), message);
      }
      assert.ok(!text.includes(awsKey));
      assert.deepEqual(rig.sent, []);
    });
  }

  it('only tells what it would have done where the policy observes', async () => {
    const rig = startRig(() => ({ body: harmless }), {
      policy: policyOf((text) => `${blocking(text)}\nmode: observe\n`),
    });
    const { status } = await rig.ask(chat, say(awsKey));
    assert.equal(status, 200);
    assert.ok(rig.sent[0]?.body.includes(awsKey));
    assert.deepEqual([rig.events[0]?.decision.effect, rig.events[0]?.decision.enforced], ['block', false]);
  });

  it('tells sizes, names and counts, and no text', async () => {
    const rig = startRig();
    await rig.ask(chat, say(`${awsKey} 4111 1111 1111 1111`), {
      headers: [['User-Agent', `tool/1 ${'x'.repeat(500)}`]],
    });
    const { decidedIn, decision, client, ...event } = rig.events[0]!;
    assert.deepEqual(event, {
      upstream: 'openai',
      operation: 'chat.completions',
      channel: 'chat',
      model: { host: 'api.openai.com', name: 'gpt-5' },
      findings: { 'secret/aws-access-key': 1, 'pii/payment-card': 1 },
      requestBytes: 99,
    });
    assert.ok(decidedIn >= 0 && client.length === 120 && decision.effect === 'redact');
  });

  it('sends nothing without a policy', async () => {
    const rig = startRig(undefined, { policy: null });
    const { status, text } = await rig.ask(chat, say('hello'));
    assert.equal(status, 503);
    assert.match(text, /no policy/);
    assert.deepEqual(rig.sent, []);
  });

  it('takes a path that no wire format knows for a destination nobody approved', async () => {
    const rig = startRig();
    const { status, text } = await rig.ask('/v1/files', { purpose: 'batch' });
    assert.equal(status, 403);
    assert.match(text, /a path that portcullis does not know is not approved/);
    assert.equal((await rig.ask('/v1/files', '', { method: 'GET' })).status, 200);
    assert.equal((await rig.ask(`/v1/files/${awsKey}`, '', { method: 'GET' })).status, 403);
  });

  it('tells nobody what was found in the name of a model', async () => {
    const rig = startRig(undefined, { policy: policyOf(blocking) });
    const { status, text } = await rig.ask(chat, { model: `my ${awsKey}`, messages: [] });
    assert.equal(status, 403);
    assert.ok(!text.includes(awsKey));
    assert.deepEqual(
      rig.events.map(({ model }) => model.name),
      ['my [redacted:secret/aws-access-key]'],
    );
  });

  it('looks at the query, and not at credentials there', async () => {
    const rig = startRig();
    assert.equal((await rig.ask(`/v1/models?after=${awsKey}`, '', { method: 'GET' })).status, 403);
    assert.equal((await rig.ask(`/v1/models?key=${awsKey}`, '', { method: 'GET' })).status, 200);
    assert.equal((await rig.ask(`${chat}?after=${awsKey}`, say('hello'))).status, 403);
  });

  it('tells an upstream that fails as such, and that it failed itself', async () => {
    const failing = (error: Error) =>
      startRig(() => {
        throw error;
      }).ask(chat, say('hello'));
    const { status, text } = await failing(new UpstreamError('openai did not answer', 504));
    assert.equal(status, 504);
    assert.match(text, /did not answer/);
    assert.equal((await failing(new Error(`secret ${awsKey}`))).status, 500);
    assert.ok(!(await failing(new Error(`secret ${awsKey}`))).text.includes(awsKey));
  });

  it('asks for no encoding where it reads the answer, and refuses one', async () => {
    const rig = startRig();
    const headers = [
      ['accept-encoding', 'gzip'],
      ['content-length', '5'],
      ['x-a', 'b'],
    ] as const;
    await rig.ask(chat, say(awsKey), { headers });
    await rig.ask(chat, say('hello'), { headers });
    assert.deepEqual(rig.sent[0]?.headers, [['x-a', 'b']]);
    assert.deepEqual(rig.sent[1]?.headers, [
      ['accept-encoding', 'gzip'],
      ['x-a', 'b'],
    ]);
  });
});
