/** Every wire format: what a path does, what a request says, and where the model's words stand. */

import assert from 'node:assert/strict';
import type { AnswerText, Json } from '../../../../server/gateway/types';
import { formatOf, recognise, wireFormats } from '../../../../server/gateway/wire';

const on = (speaks: string | undefined, baseUrl = 'http://127.0.0.1:8080') => ({ name: 'up', baseUrl, speaks });

describe('operations', () => {
  for (const [speaks, method, path, name, channel] of [
    ['openai', 'POST', '/v1/chat/completions', 'chat.completions', 'chat'],
    ['openai', 'POST', '/chat/completions', 'chat.completions', 'chat'],
    ['openai', 'POST', '/openai/deployments/gpt-5/chat/completions', 'chat.completions', 'chat'],
    ['openai', 'POST', '/v1beta/openai/chat/completions', 'chat.completions', 'chat'],
    ['openai', 'POST', '/v1/completions', 'completions', 'inline'],
    ['openai', 'POST', '/v1/responses', 'responses', 'chat'],
    ['openai', 'POST', '/v1/responses/compact', 'responses', 'chat'],
    ['openai', 'GET', '/v1/responses/resp_1', 'responses', 'chat'],
    ['openai', 'POST', '/v1/embeddings', 'embeddings', 'embed'],
    ['openai', 'GET', '/v1/models', 'models', 'gateway'],
    ['anthropic', 'POST', '/v1/messages', 'messages', 'chat'],
    ['anthropic', 'POST', '/v1/messages/count_tokens', 'count_tokens', 'chat'],
    ['anthropic', 'GET', '/v1/models/claude-sonnet-4-5', 'models', 'gateway'],
    ['ollama', 'POST', '/api/chat', 'chat', 'chat'],
    ['ollama', 'POST', '/api/generate', 'generate', 'inline'],
    ['ollama', 'POST', '/api/embed', 'embed', 'embed'],
    ['ollama', 'POST', '/api/embeddings', 'embed', 'embed'],
    ['ollama', 'POST', '/api/show', 'manage', 'gateway'],
    ['ollama', 'GET', '/api/tags', 'list', 'gateway'],
    ['ollama', 'POST', '/v1/chat/completions', 'chat.completions', 'chat'],
    ['ollama', 'POST', '/v1/messages', 'messages', 'chat'],
    ['gemini', 'POST', '/v1beta/models/gemini-2.5-pro:generateContent', 'generateContent', 'chat'],
    ['gemini', 'POST', '/v1beta/models/gemini-2.5-pro:streamGenerateContent', 'generateContent', 'chat'],
    ['gemini', 'POST', '/v1beta/models/gemini-2.5-pro:countTokens', 'countTokens', 'chat'],
    ['gemini', 'POST', '/v1beta/models/text-embedding-004:batchEmbedContents', 'embedContent', 'embed'],
    ['gemini', 'GET', '/v1beta/models', 'models', 'gateway'],
    ['llamacpp', 'POST', '/completion', 'completion', 'inline'],
    ['llamacpp', 'POST', '/infill', 'infill', 'inline'],
    ['llamacpp', 'POST', '/embedding', 'embedding', 'embed'],
    ['llamacpp', 'POST', '/v1/chat/completions', 'chat.completions', 'chat'],
    ['mistral', 'POST', '/v1/fim/completions', 'fim.completions', 'inline'],
    ['mistral', 'POST', '/v1/chat/completions', 'chat.completions', 'chat'],
    [undefined, 'POST', '/api/chat', 'chat', 'chat'],
  ] as const) {
    it(`${method} ${path} of ${speaks ?? 'an unknown server'} is ${name}`, () => {
      const { operation } = recognise(on(speaks), method, path);
      assert.equal(operation?.name, name);
      assert.equal(operation?.channel, channel);
    });
  }

  for (const path of ['/v1/files', '/v1/chat/completions/x', '/x/v1/chat/completions', '/v1/messages/batches', '/']) {
    it(`POST ${path} is not known`, () => assert.equal(recognise(on('openai'), 'POST', path).operation, undefined));
  }

  it('are chosen by host where the policy does not say', () => {
    assert.deepEqual(
      ['api.anthropic.com', 'x.openai.azure.com', 'codestral.mistral.ai', 'localhost:11434', 'example.com'].map(
        (host) => formatOf(on(undefined, `https://${host}`)).id,
      ),
      ['anthropic', 'openai', 'mistral', 'ollama', 'openai'],
    );
  });
});

describe('requests', () => {
  const facts = (path: string, body: Json, speaks?: string) =>
    recognise(on(speaks), 'POST', path).operation?.describe(body, path);

  it('name their model', () => {
    assert.equal(facts('/v1/messages', { model: 'claude' })?.model, 'claude');
    assert.equal(facts('/v1beta/models/gemini-2.5-pro:generateContent', {})?.model, 'gemini-2.5-pro');
    assert.equal(facts('/openai/deployments/gpt-5/chat/completions', {})?.model, 'gpt-5');
    assert.equal(facts('/api/chat', { model: ['not', 'a', 'name'] })?.model, undefined);
  });

  it('may go on with an earlier answer', () => {
    assert.equal(facts('/v1/responses', { previous_response_id: 'resp_1' })?.continues, 'resp_1');
    assert.equal(facts('/v1/responses', { conversation: { id: 'conv_1' } })?.continues, 'conv_1');
    assert.equal(facts('/v1/responses', {})?.continues, undefined);
  });

  it('may hold numbers of a tokenizer', () => {
    assert.equal(facts('/v1/embeddings', { input: [[1, 2], [3]] })?.isTokenized, true);
    assert.equal(facts('/v1/completions', { prompt: [1, 2] })?.isTokenized, true);
    assert.equal(facts('/v1/completions', { prompt: ['a'] })?.isTokenized, false);
    assert.equal(facts('/api/generate', { context: [1] })?.isTokenized, true);
    assert.equal(facts('/completion', { prompt: ['a', 12] })?.isTokenized, true);
  });

  it('may be anything else', () => {
    for (const body of [null, 1, 'x', [], { messages: 1, input: { a: 1 }, model: {} }] as Json[]) {
      for (const path of [
        '/v1/chat/completions',
        '/v1/responses',
        '/v1/messages',
        '/api/chat',
        '/infill',
        '/v1/embeddings',
      ]) {
        assert.equal(facts(path, body)?.model, undefined);
      }
    }
  });
});

describe('refusals', () => {
  it('have the shape of the provider', () => {
    const shapes = Object.fromEntries(wireFormats.map((format) => [format.id, format.refusal(403, 'no')]));
    const openai = { error: { message: 'no', type: 'permission_error', param: null, code: 'portcullis' } };
    assert.deepEqual(shapes, {
      openai,
      mistral: openai,
      llamacpp: openai,
      anthropic: { type: 'error', error: { type: 'permission_error', message: 'no' } },
      ollama: { error: 'no' },
      gemini: { error: { code: 403, message: 'no', status: 'PERMISSION_DENIED' } },
    });
  });
});

/** Returns what an answer's texts are, with what stands there. */
function textsOf(path: string, answer: Json): readonly [string, string, string | undefined, unknown][] {
  const texts = recognise(on(undefined), 'POST', path).operation?.answerTexts?.(answer) ?? [];
  const standing = ({ at }: AnswerText): unknown =>
    at.reduce<unknown>((json, key) => (json as Record<string, unknown>)[key], answer);
  return texts.map((text) => [text.run, text.kind, text.tool, standing(text)]);
}

describe('answers', () => {
  it('of chat completions', () => {
    const message = {
      content: 'words',
      refusal: null,
      tool_calls: [
        { function: { name: 'Write', arguments: '{}' } },
        { type: 'custom', custom: { name: 'apply_patch', input: 'patch' } },
      ],
    };
    assert.deepEqual(textsOf('/v1/chat/completions', { choices: [{ index: 0, message }] }), [
      ['0/content', 'text', undefined, 'words'],
      ['0/tool/0', 'arguments', 'Write', '{}'],
      ['0/tool/1', 'text', 'apply_patch', 'patch'],
    ]);
    const delta = { tool_calls: [{ index: 3, function: { arguments: '{"a' } }] };
    assert.deepEqual(textsOf('/v1/chat/completions', { choices: [{ index: 1, delta }] }), [
      ['1/tool/3', 'arguments', undefined, '{"a'],
    ]);
  });

  it('of completions', () => {
    assert.deepEqual(textsOf('/v1/completions', { choices: [{ index: 0, text: 'code' }] }), [
      ['0/text', 'text', undefined, 'code'],
    ]);
  });

  it('of responses, whole and in events', () => {
    const call = { type: 'function_call', name: 'Edit', arguments: '{}' };
    const mcp = { type: 'mcp_call', name: 'Write', arguments: '{}' };
    const message = { type: 'message', content: [{ type: 'output_text', text: 'words' }] };
    const path = '/v1/responses';
    assert.deepEqual(textsOf(path, { object: 'response', output: [message, call, mcp] }), [
      ['0/0', 'text', undefined, 'words'],
      ['1/call', 'arguments', 'Edit', '{}'],
    ]);
    assert.deepEqual(textsOf(path, { type: 'response.output_item.added', output_index: 4, item: call }), [
      ['4/call', 'arguments', 'Edit', '{}'],
    ]);
    assert.deepEqual(textsOf(path, { type: 'response.function_call_arguments.delta', output_index: 4, delta: '{' }), [
      ['4/call', 'arguments', undefined, '{'],
    ]);
    const place = { output_index: 0, content_index: 0 };
    assert.deepEqual(textsOf(path, { type: 'response.output_text.delta', ...place, delta: 'w' }), [
      ['0/0', 'text', undefined, 'w'],
    ]);
    assert.deepEqual(textsOf(path, { type: 'response.output_text.done', ...place, text: 'w' }), [
      ['0/0', 'text', undefined, 'w'],
    ]);
    assert.deepEqual(textsOf(path, { type: 'response.custom_tool_call_input.delta', output_index: 2, delta: 'w' }), [
      ['2/call', 'text', '', 'w'],
    ]);
  });

  it('of messages, whole and in events', () => {
    const use = { type: 'tool_use', name: 'Bash', input: { command: 'ls' } };
    const content = [{ type: 'thinking', thinking: 'signed', signature: 's' }, { type: 'text', text: 'words' }, use];
    assert.deepEqual(textsOf('/v1/messages', { type: 'message', content }), [
      ['1/', 'text', undefined, 'words'],
      ['2/', 'object', 'Bash', { command: 'ls' }],
    ]);
    const start = { type: 'content_block_start', index: 1, content_block: { ...use, input: {} } };
    assert.deepEqual(textsOf('/v1/messages', start), [['1/', 'object', 'Bash', {}]]);
    const delta = { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"' } };
    assert.deepEqual(textsOf('/v1/messages', delta), [['1/', 'arguments', undefined, '{"']]);
  });

  it('of ollama', () => {
    const message = { content: 'words', tool_calls: [{ function: { name: 'edit', arguments: { a: 1 } } }] };
    assert.deepEqual(textsOf('/api/chat', { message, done: false }), [
      ['content', 'text', undefined, 'words'],
      ['tool/0', 'object', 'edit', { a: 1 }],
    ]);
    assert.deepEqual(textsOf('/api/generate', { response: 'code' }), [['response', 'text', undefined, 'code']]);
  });

  it('of gemini', () => {
    const parts = [
      { text: 'hm', thought: true },
      { text: 'words' },
      { functionCall: { name: 'replace', args: { a: 'b' } } },
    ];
    assert.deepEqual(textsOf('/v1beta/models/x:generateContent', { candidates: [{ content: { parts } }] }), [
      ['0/text', 'text', undefined, 'words'],
      ['0/call', 'object', 'replace', { a: 'b' }],
    ]);
  });

  it('of llama.cpp', () => {
    assert.deepEqual(textsOf('/infill', { content: 'code', stop: false }), [['content', 'text', undefined, 'code']]);
  });
});
