/** Through every protocol: the value never leaves, and comes back where a person or a file gets it. */

import assert from 'node:assert/strict';
import type { Upstream } from '../../../server/gateway/types';
import { awsKey, startRig } from './gatewayRig';

const at = (name: string, baseUrl: string): Upstream => ({ name, baseUrl, speaks: name });
const openai = at('openai', 'https://api.openai.com');
const anthropic = at('anthropic', 'https://api.anthropic.com');
const ollama = at('ollama', 'http://127.0.0.1:11434');
const gemini = at('gemini', 'https://generativelanguage.googleapis.com');
const llamacpp = at('llamacpp', 'http://127.0.0.1:8080');
const mistral = at('mistral', 'https://api.mistral.ai');

const prompt = `Deploy with ${awsKey}, please.`;
const model = 'some-model';

/** Each a request with the value in a place of its own, and an answer that repeats the placeholder `P`. */
const exchanges: readonly (readonly [to: Upstream, path: string, body: object, answer: object])[] = [
  [
    openai,
    '/v1/chat/completions',
    { model, messages: [{ role: 'user', content: [{ type: 'text', text: prompt }] }] },
    { choices: [{ index: 0, message: { content: 'P' }, finish_reason: 'stop' }] },
  ],
  [
    openai,
    '/v1/chat/completions',
    {
      model,
      messages: [
        {
          role: 'assistant',
          tool_calls: [{ id: '1', function: { name: 'f', arguments: JSON.stringify({ a: prompt }) } }],
        },
      ],
    },
    { choices: [{ message: { tool_calls: [{ function: { name: 'write_file', arguments: '{"content":"P"}' } }] } }] },
  ],
  [
    openai,
    '/v1/chat/completions',
    { model, messages: [], tools: [{ function: { name: 'f', description: prompt } }] },
    { choices: [{ index: 0, message: { content: 'P' } }] },
  ],
  [openai, '/v1/completions', { model, prompt: 'a', suffix: prompt }, { choices: [{ index: 0, text: 'P' }] }],
  [
    openai,
    '/v1/responses',
    {
      model,
      instructions: prompt,
      input: [{ type: 'input_file', file_data: `data:text/plain;base64,${btoa(prompt)}` }],
    },
    { object: 'response', id: 'resp_1', output: [{ type: 'message', content: [{ type: 'output_text', text: 'P' }] }] },
  ],
  [
    anthropic,
    '/v1/messages',
    { model, system: [{ type: 'text', text: prompt }], messages: [] },
    { type: 'message', content: [{ type: 'text', text: 'P' }] },
  ],
  [
    anthropic,
    '/v1/messages',
    {
      model,
      messages: [{ role: 'user', content: [{ type: 'tool_result', content: [{ type: 'text', text: prompt }] }] }],
    },
    { type: 'message', content: [{ type: 'tool_use', name: 'Write', input: { content: 'P' } }] },
  ],
  [
    ollama,
    '/api/chat',
    { model, messages: [{ role: 'tool', content: prompt }] },
    { message: { role: 'assistant', content: 'P' }, done: true },
  ],
  [ollama, '/api/generate', { model, prompt: 'a', suffix: prompt }, { response: 'P', done: true }],
  [
    gemini,
    '/v1beta/models/gemini-2.5-pro:generateContent',
    { contents: [{ parts: [{ inlineData: { mimeType: 'text/plain', data: btoa(`${prompt}\n`.repeat(40)) } }] }] },
    { candidates: [{ content: { parts: [{ text: 'P' }] }, finishReason: 'STOP' }] },
  ],
  [
    gemini,
    '/v1beta/models/gemini-2.5-pro:generateContent',
    { contents: [{ parts: [{ functionResponse: { name: 'f', response: { key: awsKey } } }] }] },
    { candidates: [{ content: { parts: [{ functionCall: { name: 'replace', args: { text: 'P' } } }] } }] },
  ],
  [
    llamacpp,
    '/infill',
    { input_prefix: 'a', input_suffix: 'b', input_extra: [{ filename: 'c', text: prompt }] },
    { content: 'P', stop: true },
  ],
  [
    mistral,
    '/v1/fim/completions',
    { model, prompt, suffix: '' },
    { choices: [{ index: 0, message: { content: 'P' } }] },
  ],
];

const placeholderIn = (text: string): string | undefined =>
  /PORTCULLIS_REDACTED_AWS_ACCESS_KEY_[a-p]{16}/.exec(text)?.[0];

describe('a value that must not leave', () => {
  for (const [to, path, body, answer] of exchanges) {
    const key = Object.keys(body).join(', ');
    it(`stays out of ${to.name} ${path} (${key}) and comes back in the answer`, async () => {
      const rig = startRig(({ body: sent }) => {
        const readable = sent.replace(/[A-Za-z0-9+/]{40,}={0,2}/g, (base64) =>
          Buffer.from(base64, 'base64').toString(),
        );
        return {
          body: JSON.stringify(answer)
            .replaceAll('"P"', `"${placeholderIn(readable)}"`)
            .replaceAll('\\"P\\"', `\\"${placeholderIn(readable)}\\"`),
        };
      });
      const { status, text } = await rig.ask(path, body, { to });
      assert.equal(status, 200);
      assert.equal(
        text,
        JSON.stringify(answer).replaceAll('"P"', `"${awsKey}"`).replaceAll('\\"P\\"', `\\"${awsKey}\\"`),
      );
      const [sent] = rig.sent;
      assert.ok(!sent?.body.includes(awsKey) && !sent?.body.includes(btoa(awsKey).slice(2, 20)));
      assert.equal(rig.events[0]?.decision.effect, 'redact');
      assert.ok(!JSON.stringify(rig.events).includes(awsKey));
    });
  }

  it('is not written where a shell, a network or an unknown tool would get it', async () => {
    const tools = ['Bash', 'WebFetch', 'mcp__files__write', 'shell', 'unheard_of'];
    const rig = startRig(({ body }) => {
      const calls = tools.map((name) => ({
        function: { name, arguments: JSON.stringify({ a: placeholderIn(body) }) },
      }));
      return {
        body: JSON.stringify({
          choices: [{ message: { content: `https://x.example/${placeholderIn(body)}`, tool_calls: calls } }],
        }),
      };
    });
    const { text } = await rig.ask('/v1/chat/completions', { model, messages: [{ role: 'user', content: prompt }] });
    assert.ok(!text.includes(awsKey));
    assert.equal(text.split('PORTCULLIS_REDACTED').length, tools.length + 2);
  });

  it('has the same placeholder in every request, and none that another key would give', async () => {
    const rig = startRig();
    const ask = (content: string) => rig.ask('/v1/chat/completions', { model, messages: [{ content }] });
    await ask(prompt);
    await ask(`again: ${awsKey}`);
    const [first, second] = rig.sent.map(({ body }) => placeholderIn(body));
    assert.ok(first !== undefined && first === second);
  });

  it('leaves valid JSON where it stood in JSON in a string', async () => {
    const lines = Array.from({ length: 12 }, (_, line) =>
      Buffer.from(`${line}`.repeat(48)).toString('base64').slice(0, 64),
    );
    const pem = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
    const rig = startRig();
    const call = {
      function: { name: 'Write', arguments: JSON.stringify({ path: 'a.pem', content: pem, note: `"${awsKey}"` }) },
    };
    const { status } = await rig.ask('/v1/chat/completions', { model, messages: [{ tool_calls: [call] }] });
    assert.equal(status, 200);
    const sent = JSON.parse(rig.sent[0]!.body) as { messages: [{ tool_calls: [typeof call] }] };
    const written = JSON.parse(sent.messages[0].tool_calls[0].function.arguments) as Record<string, string>;
    assert.match(written['content'] ?? '', /^PORTCULLIS_REDACTED_PRIVATE_KEY\w*\n?$/);
    assert.match(written['note'] ?? '', /^"PORTCULLIS_REDACTED_AWS_ACCESS_KEY_[a-p]{16}"$/);
  });

  it('is not sent by a detector that sees only one of two places', async () => {
    const password = 'tr0ub4dor-and-3';
    const rig = startRig();
    await rig.ask('/v1/chat/completions', {
      model,
      messages: [
        { content: `postgres://app:${password}@db.corp.internal:5432/main` },
        { content: `So ${password} it is.` },
      ],
    });
    assert.equal(rig.events[0]?.decision.effect, 'redact');
    assert.ok(rig.sent.every(({ body }) => !body.includes(password)));
  });
});
