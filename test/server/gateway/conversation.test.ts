/** What is sent in turns counts together, and where a request really goes is what the server says. */

import assert from 'node:assert/strict';
import { isNear } from '../../../server/gateway/destination';
import type { Attestation, Upstream } from '../../../server/gateway/types';
import { awsKey, startRig } from './gatewayRig';

const people = ['anna.meier@siemens.com', 'p.duval@airbus.com', 'j.smith@rolls-royce.com'];

describe('a conversation', () => {
  const responses = () => {
    let count = 0;
    return startRig(({ body }) => {
      const text = /PORTCULLIS_REDACTED_AWS_ACCESS_KEY_[a-p]{16}/.exec(body)?.[0] ?? 'ok';
      const output = [{ type: 'message', content: [{ type: 'output_text', text }] }];
      return { body: JSON.stringify({ object: 'response', id: `resp_${++count}`, output }) };
    });
  };
  const turn = (input: string, previous?: string) => ({ model: 'gpt-5', input, previous_response_id: previous });

  it('that is sent again with each turn adds up', async () => {
    const rig = startRig();
    const say = (contents: readonly string[]) =>
      rig.ask('/v1/messages', { model: 'm', messages: contents.map((content) => ({ content })) });
    assert.equal((await say(people.slice(0, 2))).status, 200);
    assert.equal((await say(people)).status, 403);
  });

  it('does not carry out a value that an answer brought back, where no detector sees it any more', async () => {
    const password = 'tr0ub4dor-and-3';
    const rig = startRig(({ body }) => {
      const content = `It is ${/PORTCULLIS_REDACTED_\w+/.exec(body)?.[0]}`;
      return { body: JSON.stringify({ choices: [{ message: { content } }] }) };
    });
    const say = (content: string) =>
      rig.ask('/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content }] });
    await say(`postgres://app:${password}@db.corp.internal:5432/main`);
    const { text } = await say(`Summary: the password is ${password}.`);
    assert.ok(rig.sent.every(({ body }) => !body.includes(password)));
    assert.ok(text.includes(password));
  });

  it('that goes on by an id adds up', async () => {
    const rig = responses();
    for (const [index, person] of people.entries()) {
      const { status } = await rig.ask(
        '/v1/responses',
        turn(`write to ${person}`, index === 0 ? undefined : `resp_${index}`),
      );
      assert.equal(status, index < 2 ? 200 : 403);
    }
    assert.equal((await rig.ask('/v1/responses', turn(`write to ${people[2]}`))).status, 200);
  });

  it('that goes on by an id keeps its placeholders', async () => {
    const rig = responses();
    assert.match((await rig.ask('/v1/responses', turn(`use ${awsKey}`))).text, new RegExp(awsKey));
    const placeholder = /PORTCULLIS_REDACTED_AWS_ACCESS_KEY_[a-p]{16}/.exec(rig.sent[0]!.body)![0];
    const { text } = await rig.ask('/v1/responses', turn(`what was ${placeholder}?`, 'resp_1'));
    assert.match(text, new RegExp(awsKey));
    const stranger = await rig.ask('/v1/responses', turn(`what was ${placeholder}?`));
    assert.ok(!stranger.text.includes(awsKey));
  });
});

describe('a local model', () => {
  const to: Upstream = { name: 'ollama', baseUrl: 'http://127.0.0.1:11434', speaks: 'ollama' };
  const ask = async (attestation: Attestation | Error) => {
    const rig = startRig(undefined, {
      attest: async (_, model) => {
        assert.equal(model, 'qwen2.5-coder:7b');
        if (attestation instanceof Error) throw attestation;
        return attestation;
      },
    });
    // Its other entry lets internal content pass alone; the meet of both would hold the value back.
    const elsewhere = { ...to, baseUrl: 'http://127.0.0.1:11500' };
    const body = { model: 'qwen2.5-coder:7b', messages: [{ role: 'user', content: `key ${awsKey}` }] };
    return { rig, ...(await rig.ask('/api/chat', body, { to: elsewhere })) };
  };

  it('gets what its weights are approved for', async () => {
    const { status, rig } = await ask({ weights: 'sha256:aa' });
    assert.equal(status, 200);
    assert.ok(rig.sent[0]?.body.includes(awsKey));
    assert.equal(rig.events[0]?.model.weights, 'sha256:aa');
  });

  for (const [what, attestation, words] of [
    ['has other weights', { weights: 'sha256:bb' }, /its weights are now sha256:bb/],
    ['gives no digest', {}, /gives no digest/],
    ['can not be asked', new Error('refused'), /gives no digest/],
    ['forwards to a cloud', { weights: 'sha256:aa', forwardsTo: 'ollama.com' }, /at ollama.com is not approved/],
  ] as const) {
    it(`gets nothing where it ${what}, with the reason`, async () => {
      const { status, text, rig } = await ask(attestation);
      assert.equal(status, 403);
      assert.match(text, words);
      assert.deepEqual(rig.sent, []);
    });
  }

  it('is looked for at near addresses', () => {
    for (const host of [
      'localhost:1',
      '127.0.0.1',
      '[::1]:80',
      '10.0.0.1',
      '192.168.1.1',
      '172.20.0.1',
      'gpu',
      'box.local',
      '[fd00::1]',
    ]) {
      assert.ok(isNear(host), host);
    }
    for (const host of [
      'api.openai.com',
      '8.8.8.8',
      '172.32.0.1',
      '[2001:db8::1]',
      '127.example.com.evil.org',
      '11.0.0.1',
    ]) {
      assert.ok(!isNear(host), host);
    }
  });
});
