/** Answers on their way back: streams of every protocol, and what the insertion rules hold back. */

import assert from 'node:assert/strict';
import type { Upstream } from '../../../server/gateway/types';
import { awsKey, policyOf, startRig, upstream } from './gatewayRig';

const inspecting = policyOf((text) => `${text}\ninsertions: [{ detectors: [secret/*], effect: block }]\n`);
const chat = '/v1/chat/completions';
const ask = { model: 'm', messages: [{ role: 'user', content: `use ${awsKey}` }] };
const sse = 'text/event-stream; charset=utf-8';
const to = (speaks: string): Upstream => ({ ...upstream, speaks });
const events = (...some: readonly object[]): string =>
  some.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const placeholderIn = (body: string): string =>
  /PORTCULLIS_REDACTED_AWS_ACCESS_KEY_[a-p]{16}/.exec(body)?.[0] ?? 'none';
const halves = (text: string): [string, string] => [text.slice(0, 25), text.slice(25)];

describe('streamed answers', () => {
  it('of responses give back all that repeats the text', async () => {
    const rig = startRig(({ body }) => {
      const text = `key ${placeholderIn(body)}.`;
      const [a, b] = halves(text);
      const place = { output_index: 0, content_index: 0 };
      const content = [{ type: 'output_text', text }];
      const item = { type: 'message', content };
      return {
        type: sse,
        body: events(
          { type: 'response.created', response: { object: 'response', id: 'resp_9', output: [] } },
          { type: 'response.output_text.delta', ...place, delta: a },
          { type: 'response.output_text.delta', ...place, delta: b },
          { type: 'response.output_text.done', ...place, text },
          { type: 'response.content_part.done', ...place, part: content[0] },
          { type: 'response.output_item.done', output_index: 0, item },
          { type: 'response.completed', response: { object: 'response', id: 'resp_9', output: [item] } },
        ),
      };
    });
    const { text } = await rig.ask('/v1/responses', { model: 'm', input: `use ${awsKey}`, stream: true });
    assert.equal(text.split(`key ${awsKey}.`).length, 5);
    assert.equal(text.split(awsKey).length, 6);
    assert.ok(!text.includes('PORTCULLIS'));
    // The id was seen in the stream.
    const { text: next } = await rig.ask('/v1/responses', {
      model: 'm',
      input: 'again',
      previous_response_id: 'resp_9',
    });
    assert.ok(!next.includes('portcullis did not'));
  });

  it('of messages give a tool back what it writes, and a shell nothing', async () => {
    for (const [name, expected] of [
      ['Write', awsKey],
      ['Bash', 'PORTCULLIS'],
    ] as const) {
      const rig = startRig(({ body }) => {
        const [a, b] = halves(JSON.stringify({ content: placeholderIn(body) }));
        const piece = (partial_json: string) => ({ type: 'content_block_delta', index: 0, delta: { partial_json } });
        return {
          type: sse,
          body: events(
            { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', name, input: {} } },
            ...[a, b].map(piece),
            { type: 'content_block_stop', index: 0 },
          ),
        };
      });
      const { text } = await rig.ask('/v1/messages', ask, { to: to('anthropic') });
      const written = text
        .split('\n')
        .flatMap((line) => JSON.parse(line.replace('data: ', '') || '{}').delta?.partial_json ?? []);
      assert.ok(JSON.parse(written.join('')).content.startsWith(expected), text);
    }
  });

  it('give out what was held back before the run ends, in an event like its last', async () => {
    const delta = (text: string) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
    const stop = { type: 'content_block_stop', index: 0 };
    const rig = startRig(() => ({
      type: sse,
      body: `event: ping\n${events(delta('the PORTCULLIS'))}event: stop\n${events(stop)}`,
    }));
    const { text } = await rig.ask('/v1/messages', ask, { to: to('anthropic') });
    assert.equal(
      text,
      `event: ping\n${events(delta('the '))}event: ping\n${events(delta('PORTCULLIS'))}event: stop\n${events(stop)}`,
    );
  });

  it('of gemini may be one array', async () => {
    const rig = startRig(({ body }) => {
      const parts = halves(placeholderIn(body)).map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] }));
      return { body: JSON.stringify(parts) };
    });
    const path = '/v1beta/models/gemini-2.5-pro:streamGenerateContent';
    const { text } = await rig.ask(path, { contents: [{ parts: [{ text: `use ${awsKey}` }] }] }, { to: to('gemini') });
    const pieces = (JSON.parse(text) as { candidates: { content: { parts: { text: string }[] } }[] }[]).map(
      ({ candidates }) => candidates[0]?.content.parts[0]?.text,
    );
    assert.equal(pieces.join(''), awsKey);
  });
});

describe('answers that hold what an AI may not insert', () => {
  it('are refused as a whole', async () => {
    const answer = {
      choices: [
        { index: 0, message: { tool_calls: [{ function: { name: 'Write', arguments: `{"a":"${awsKey}"}` } }] } },
      ],
    };
    const rig = startRig(() => ({ body: JSON.stringify(answer) }), { policy: inspecting });
    const { status, text } = await rig.ask(chat, { model: 'm', messages: [] });
    assert.equal(status, 403);
    assert.match(text, /held this answer back.*AWS access key/);
    assert.ok(!text.includes(awsKey));
    assert.deepEqual(
      rig.events.map(({ operation, decision }) => [operation, decision.effect]),
      [
        ['chat.completions', 'allow'],
        ['chat.completions answer', 'block'],
      ],
    );
  });

  it('are looked at before values come back', async () => {
    const rig = startRig(
      ({ body }) => ({ body: JSON.stringify({ choices: [{ message: { content: placeholderIn(body) } }] }) }),
      {
        policy: inspecting,
      },
    );
    const { status, text } = await rig.ask(chat, ask);
    assert.equal(status, 200);
    assert.ok(text.includes(awsKey));
  });

  for (const [speaks, path, type, event, error] of [
    [
      'openai',
      chat,
      sse,
      (content: string) => events({ choices: [{ index: 0, delta: { content } }] }),
      /data: \{"error":\{"message"/,
    ],
    [
      'anthropic',
      '/v1/messages',
      sse,
      (text: string) => events({ type: 'content_block_delta', index: 0, delta: { text } }),
      /event: error\ndata: \{"type":"error"/,
    ],
    [
      'ollama',
      '/api/chat',
      'application/x-ndjson',
      (content: string) => `${JSON.stringify({ message: { content } })}\n`,
      /\n\{"error":"/,
    ],
  ] as const) {
    it(`end a stream of ${speaks} by its error, and the value stays out whatever the pieces`, async () => {
      const before = 'Here you go:\nkey = ';
      for (const size of [1, 4]) {
        const words = `${before}${awsKey}\nand more`.match(new RegExp(`.{1,${size}}`, 'gs')) as string[];
        const rig = startRig(() => ({ type, body: words.map((word) => new TextEncoder().encode(event(word))) }), {
          policy: inspecting,
        });
        const { status, text } = await rig.ask(path, { model: 'm', messages: [] }, { to: to(speaks) });
        assert.equal(status, 200);
        assert.match(text, error);
        const said = text.split('\n').flatMap((line) => {
          const json = JSON.parse(line.replace('data: ', '').replace(/^event.*/, '') || '{}');
          return json.choices?.[0].delta.content ?? json.delta?.text ?? json.message?.content ?? [];
        });
        assert.ok(said.length > 2 && before.startsWith(said.join('')));
      }
    });
  }

  it('pass where the policy observes, and are told', async () => {
    const policy = policyOf(
      (text) => `${text}\nmode: observe\ninsertions: [{ detectors: [secret/*], effect: block }]\n`,
    );
    const body = JSON.stringify({ choices: [{ message: { content: awsKey } }] });
    const rig = startRig(() => ({ body }), { policy });
    assert.equal((await rig.ask(chat, { model: 'm', messages: [] })).text, body);
    assert.deepEqual(
      rig.events.map(({ decision }) => decision.effect),
      ['allow', 'block'],
    );
  });

  it('are not passed on in an encoding that was not asked for', async () => {
    const rig = startRig(() => ({ headers: [['content-encoding', 'br']], body: '{}' }), { policy: inspecting });
    assert.equal((await rig.ask(chat, { model: 'm', messages: [] })).status, 502);
  });
});
