/** The official clients of four providers, each asked the same way: one prompt in, what the client shows out. */

import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';

export interface Shown {
  readonly text: string;
  /** The arguments of the tool that is called. */
  readonly call?: unknown;
  /** The client's own answer, whole or all pieces of it. */
  readonly raw: unknown;
}

export interface Client {
  readonly name: string;
  /** Name of its upstream. */
  readonly upstream: 'openai' | 'anthropic' | 'ollama' | 'gemini';
  ask(baseUrl: string, prompt: string): Promise<Shown>;
}

/** Retries stay on, as they are by default: a refusal must not be tried again. */
const openai = (baseUrl: string): OpenAI => new OpenAI({ apiKey: 'sk-client', baseURL: `${baseUrl}/v1` });
const anthropic = (baseUrl: string): Anthropic => new Anthropic({ apiKey: 'client', baseURL: baseUrl });
const gemini = (baseUrl: string): GoogleGenAI => new GoogleGenAI({ apiKey: 'client', httpOptions: { baseUrl } });
const user = (content: string) => [{ role: 'user' as const, content }];

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const parse = (json: string | undefined): unknown => (json === undefined || json === '' ? undefined : JSON.parse(json));

export const clients: readonly Client[] = [
  {
    name: 'openai chat',
    upstream: 'openai',
    async ask(baseUrl, prompt) {
      const raw = await openai(baseUrl).chat.completions.create({ model: 'm', messages: user(prompt) });
      const { content, tool_calls: [call] = [] } = raw.choices[0]?.message ?? {};
      return { text: content ?? '', call: call?.type === 'function' ? parse(call.function.arguments) : undefined, raw };
    },
  },
  {
    name: 'openai chat, streamed',
    upstream: 'openai',
    async ask(baseUrl, prompt) {
      const raw = await all(
        await openai(baseUrl).chat.completions.create({ model: 'm', messages: user(prompt), stream: true }),
      );
      const deltas = raw.map(({ choices }) => choices[0]?.delta);
      const json = deltas.map((delta) => delta?.tool_calls?.[0]?.function?.arguments ?? '').join('');
      return { text: deltas.map((delta) => delta?.content ?? '').join(''), call: parse(json), raw };
    },
  },
  {
    name: 'openai responses',
    upstream: 'openai',
    async ask(baseUrl, prompt) {
      const raw = await openai(baseUrl).responses.create({ model: 'm', input: prompt });
      return { text: raw.output_text, raw };
    },
  },
  {
    name: 'openai responses, streamed',
    upstream: 'openai',
    async ask(baseUrl, prompt) {
      const raw = await all(await openai(baseUrl).responses.create({ model: 'm', input: prompt, stream: true }));
      const text = raw.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('');
      return { text, raw };
    },
  },
  {
    name: 'anthropic messages',
    upstream: 'anthropic',
    async ask(baseUrl, prompt) {
      const raw = await anthropic(baseUrl).messages.create({ model: 'm', max_tokens: 9, messages: user(prompt) });
      const [block] = raw.content;
      return {
        text: block?.type === 'text' ? block.text : '',
        call: block?.type === 'tool_use' ? block.input : undefined,
        raw,
      };
    },
  },
  {
    name: 'anthropic messages, streamed',
    upstream: 'anthropic',
    async ask(baseUrl, prompt) {
      const stream = await anthropic(baseUrl).messages.create({
        model: 'm',
        max_tokens: 9,
        messages: user(prompt),
        stream: true,
      });
      const raw = await all(stream);
      const deltas = raw.flatMap((event) => (event.type === 'content_block_delta' ? [event.delta] : []));
      const json = deltas.map((delta) => (delta.type === 'input_json_delta' ? delta.partial_json : '')).join('');
      return {
        text: deltas.map((delta) => (delta.type === 'text_delta' ? delta.text : '')).join(''),
        call: parse(json),
        raw,
      };
    },
  },
  {
    name: 'ollama chat',
    upstream: 'ollama',
    async ask(baseUrl, prompt) {
      const raw = await new Ollama({ host: baseUrl }).chat({ model: 'm', messages: user(prompt) });
      return { text: raw.message.content, call: raw.message.tool_calls?.[0]?.function.arguments, raw };
    },
  },
  {
    name: 'ollama chat, streamed',
    upstream: 'ollama',
    async ask(baseUrl, prompt) {
      const raw = await all(
        await new Ollama({ host: baseUrl }).chat({ model: 'm', messages: user(prompt), stream: true }),
      );
      const call = raw.flatMap(({ message }) => message.tool_calls ?? [])[0]?.function.arguments;
      return { text: raw.map(({ message }) => message.content).join(''), call, raw };
    },
  },
  {
    name: 'gemini generateContent',
    upstream: 'gemini',
    async ask(baseUrl, prompt) {
      const { sdkHttpResponse: _, ...raw } = await gemini(baseUrl).models.generateContent({
        model: 'm',
        contents: prompt,
      });
      const part = raw.candidates?.[0]?.content?.parts?.[0];
      return { text: part?.text ?? '', call: part?.functionCall?.args, raw };
    },
  },
  {
    name: 'gemini streamGenerateContent',
    upstream: 'gemini',
    async ask(baseUrl, prompt) {
      const chunks = await all(await gemini(baseUrl).models.generateContentStream({ model: 'm', contents: prompt }));
      const raw = chunks.map(({ candidates }) => candidates);
      const parts = raw.map((candidates) => candidates?.[0]?.content?.parts?.[0]);
      return {
        text: parts.map((part) => part?.text ?? '').join(''),
        call: parts.find((part) => part?.functionCall)?.functionCall?.args,
        raw,
      };
    },
  },
];
