/** Streams survive every cut: values come back, bytes that nothing changed stay, whatever the pieces. */

import assert from 'node:assert/strict';
import { createAnswerReader } from '../../../../server/gateway/answer/reader';
import { createPlaceholders } from '../../../../server/gateway/placeholders';
import { concat, type Frame, type Framing, parseJson } from '../../../../server/gateway/stream/frame';
import { createNdjson } from '../../../../server/gateway/stream/ndjson';
import { readStream } from '../../../../server/gateway/stream/readStream';
import { createSse } from '../../../../server/gateway/stream/sse';
import type { Json, Operation } from '../../../../server/gateway/types';
import { recognise } from '../../../../server/gateway/wire';
import { streamOf, textOf, upstream } from '../gatewayRig';

const value = 'va"l\\ue\n☃';
const placeholder = createPlaceholders(new Uint8Array(32).fill(5))('secret/key', value);
const placeholders = new Map([[placeholder, { value, detector: 'secret/key' }]]);
const restored = (): void => {};
const words = `é🔑 ${placeholder}${placeholder}🔑.`;
const inJson = JSON.stringify(value).slice(1, -1);

interface Protocol {
  readonly name: string;
  readonly path: string;
  readonly framing: () => Framing;
  /** Returns an answer that says a text in pieces. */
  readonly say: (pieces: readonly string[]) => string;
  readonly hear: (answer: readonly Json[]) => string;
  readonly expected: string;
}

const sse = (events: readonly object[]): string => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const named = (events: readonly { readonly type: string }[]): string =>
  events.map((event) => `event: ${event.type}\r\ndata: ${JSON.stringify(event)}\r\n\r\n`).join('');
const choice = (delta: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason }],
});
const call = (piece: object) => choice({ tool_calls: [{ index: 0, ...piece }] });
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
const joined = (answer: readonly Json[], pick: (event: any) => string | undefined): string =>
  answer.map((event) => pick(event) ?? '').join('');

const protocols: readonly Protocol[] = [
  {
    name: 'text in server-sent events',
    path: '/v1/chat/completions',
    framing: () => createSse(undefined),
    say: (pieces) =>
      `: ping\n\n${sse([choice({ role: 'assistant' }), ...pieces.map((content) => choice({ content })), choice({}, 'stop')])}data: [DONE]\n\n`,
    hear: (answer) => joined(answer, (event) => event.choices[0].delta.content),
    expected: words.replaceAll(placeholder, value),
  },
  {
    name: 'tool arguments in server-sent events',
    path: '/v1/chat/completions',
    framing: () => createSse(undefined),
    say: (pieces) =>
      sse([
        call({ id: '1', function: { name: 'write_file', arguments: '' } }),
        ...pieces.map((piece) => call({ function: { arguments: piece } })),
        choice({}, 'tool_calls'),
      ]),
    hear: (answer) => joined(answer, (event) => event.choices[0].delta.tool_calls?.[0].function.arguments),
    expected: words.replaceAll(placeholder, inJson),
  },
  {
    name: 'text in named events with CRLF',
    path: '/v1/messages',
    framing: () => createSse('error'),
    say: (pieces) =>
      named([
        { type: 'content_block_start', ...{ index: 0, content_block: { type: 'text', text: '' } } },
        ...pieces.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
        { type: 'content_block_stop', ...{ index: 0 } },
        { type: 'message_stop' },
      ]),
    hear: (answer) => joined(answer, (event) => event.delta?.text),
    expected: words.replaceAll(placeholder, value),
  },
  {
    name: 'text line by line',
    path: '/api/chat',
    framing: createNdjson,
    say: (pieces) =>
      [
        ...pieces.map((content) => ({ message: { role: 'assistant', content }, done: false })),
        { message: { role: 'assistant', content: '' }, done: true },
      ]
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
    hear: (answer) => joined(answer, (event) => event.message.content),
    expected: words.replaceAll(placeholder, value),
  },
];

function operationOf(path: string): Operation {
  return recognise(upstream, 'POST', path).operation as Operation;
}

async function read(protocol: Protocol, chunks: readonly Uint8Array[], inspect?: () => void): Promise<string> {
  const operation = operationOf(protocol.path);
  const reader = createAnswerReader<Frame>({ operation, placeholders, inspect, restored }, true);
  const fail = (message: string): Json => ({ error: message });
  return textOf(readStream(streamOf(chunks), protocol.framing(), reader, fail, () => {}));
}

function eventsIn(text: string): readonly Json[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => parseJson(line.replace(/^data: /, '')) ?? [])
    .filter((json) => typeof json === 'object');
}

function cutAt(bytes: Uint8Array, ...places: readonly number[]): Uint8Array[] {
  return [0, ...places].map((from, index) => bytes.slice(from, places[index]));
}

for (const protocol of protocols) {
  describe(`a stream of ${protocol.name}`, () => {
    const bytesOf = (size: number): Uint8Array => {
      const pieces = words.match(new RegExp(`.{1,${size}}`, 'gsu')) as string[];
      return new TextEncoder().encode(protocol.say(pieces));
    };

    for (const size of [1, 2, 9, 1000]) {
      it(`gives values back where pieces of ${size} come byte by byte`, async () => {
        const bytes = bytesOf(size);
        const whole = await read(protocol, [bytes]);
        assert.equal(protocol.hear(eventsIn(whole)), protocol.expected);
        const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
        assert.equal(await read(protocol, single), whole);
      });
    }

    for (const size of [9, 1000]) {
      it(`gives values back where pieces of ${size} are cut at every byte`, async () => {
        const bytes = bytesOf(size);
        const whole = await read(protocol, [bytes]);
        for (let at = 1; at < bytes.length; at++) assert.equal(await read(protocol, cutAt(bytes, at)), whole);
      });
    }

    it('keeps the bytes of what it does not change, inspected or not', async () => {
      const answer = protocol.say(['Grüße ', 'PORT', ' PORTCULLISes 🔑', ' and so on']);
      const bytes = new TextEncoder().encode(answer);
      const looks = { count: 0 };
      const inspect = (): void => {
        looks.count++;
      };
      const operation = operationOf(protocol.path);
      for (const inspector of [undefined, inspect]) {
        const reader = createAnswerReader<Frame>(
          { operation, placeholders: new Map(), inspect: inspector, restored },
          true,
        );
        const out = readStream(
          streamOf(cutAt(bytes, 9, 30)),
          protocol.framing(),
          reader,
          () => ({}),
          () => {},
        );
        assert.equal(await textOf(out), answer);
      }
      assert.ok(looks.count > 0);
    });
  });
}

describe('framing', () => {
  it('reads events at LF, CR and CRLF, of several lines', () => {
    for (const end of ['\n', '\r', '\r\n']) {
      const text = ['event: x', 'data: {"a":', 'data: 1}', '', 'data:{"a":2}', '', ': comment', '']
        .map((line) => line + end)
        .join('');
      const framing = createSse(undefined);
      const frames = [...new TextEncoder().encode(text)].flatMap((byte) => framing.push(Uint8Array.of(byte)));
      const all = [...frames, ...framing.end()];
      assert.deepEqual(
        all.map(({ json }) => json),
        [{ a: 1 }, { a: 2 }, undefined],
      );
      assert.equal(new TextDecoder().decode(concat(all.map(({ bytes }) => bytes))), text);
    }
  });

  it('gives a last event without its end', () => {
    const framing = createNdjson();
    framing.push(new TextEncoder().encode('{"a":1}\n{"b"'));
    framing.push(new TextEncoder().encode(':2}'));
    assert.deepEqual(
      framing.end().map(({ json }) => json),
      [{ b: 2 }],
    );
  });

  it('ends a stream whose event is too long by an error', async () => {
    const chunk = new Uint8Array(5 * 1024 * 1024).fill(0x20);
    const reader = createAnswerReader<Frame>(
      { operation: operationOf('/api/chat'), placeholders, inspect: undefined, restored },
      true,
    );
    const out = readStream(
      streamOf([chunk, chunk, chunk, chunk]),
      createNdjson(),
      reader,
      (error) => ({ error }),
      () => {},
    );
    assert.match(await textOf(out), /too long/);
  });

  it('leaves the upstream where reading fails in a way nobody foresaw', async () => {
    let isLeft = false;
    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        yield new TextEncoder().encode('{"a":1}\n');
        yield new TextEncoder().encode('{"b":2}\n');
      } finally {
        isLeft = true;
      }
    }
    const reader = createAnswerReader<Frame>(
      { operation: operationOf('/api/chat'), placeholders, inspect: undefined, restored },
      true,
    );
    const out = readStream(
      body(),
      createNdjson(),
      reader,
      (error) => ({ error }),
      () => {
        throw new Error('unforeseen');
      },
    );
    await assert.rejects(textOf(out), /unforeseen/);
    assert.ok(isLeft);
  });
});
