/**
 * Runs requests through a gateway of its own before anybody sends one: expressions are compiled and code is optimised as
 * they are used, which a first request would wait for.
 *
 * Invariant: nothing of it leaves or is told. What takes its requests and what hears its decisions keep nothing.
 */

import type { Detector } from '../engine/detect/types';
import type { CompiledPolicy } from '../engine/policy/compiled';
import { createGateway } from './gateway';
import type { GatewayRequest, GatewayResponse } from './types';
import { upstreamsOf } from './upstreams';

/** What stands in most texts somewhere; what is seldom met is compiled when it is. */
const commonWord = /^[a-z]{1,5}$/;
/** Detectors in one request: few enough that nobody who comes in between waits for long. */
const detectorsAtOnce = 4;
const turns = 200;
const turnsOfConversation = 4;

/** Runs until it is done or `mayGoOn`, which is asked before each request, says no. */
export async function warmUp(policy: CompiledPolicy, mayGoOn: () => Promise<boolean>): Promise<void> {
  const [upstream] = upstreamsOf(policy.policy).values();
  if (upstream === undefined) return;
  // Whatever the policy refuses, the way of what passes is the one to warm.
  const observed: CompiledPolicy = { ...policy, mode: 'observe' };
  let sent = 0;
  const gateway = createGateway({
    policy: () => observed,
    send: async () => (sent++ % 2 === 0 ? whole : streamed()),
    attest: async () => ({}),
    record: () => undefined,
    now: () => new Date(0),
    key: new Uint8Array(32),
  });
  for (const messages of conversations(policy.scanner.detectors)) {
    if (!(await mayGoOn())) return;
    const { body } = await gateway.handle(upstream, requestOf(messages));
    if (!(body instanceof Uint8Array)) for await (const _ of body);
  }
}

/** Returns what is sent: common words that detectors look for, then code as it is mostly sent, turn by turn. */
function* conversations(detectors: readonly Detector[]): Generator<readonly string[]> {
  const words = detectors.map(wordsOf).filter(({ length }) => length > 0);
  for (let at = 0; at < words.length; at += detectorsAtOnce) {
    yield [
      words
        .slice(at, at + detectorsAtOnce)
        .flat()
        .join('\n'),
    ];
  }
  let messages: string[] = [];
  for (let turn = 0; turn < turns; turn++) {
    if (turn % turnsOfConversation === 0) messages = [];
    messages = [...messages, `// ${turn}\n${code}`];
    yield messages;
  }
}

function wordsOf({ keywords = [], shapes = [] }: Detector): readonly string[] {
  const digits = shapes.map((shape) => shape.replaceAll('#', '1'));
  return [...keywords.filter((word) => commonWord.test(word)), ...digits].map((word) => `${word} = "value"`);
}

const encoder = new TextEncoder();

function requestOf(contents: readonly string[]): GatewayRequest {
  const messages = contents.map((content) => ({ role: 'user', content }));
  return {
    method: 'POST',
    path: '/v1/chat/completions',
    headers: [['content-type', 'application/json']],
    body: encoder.encode(JSON.stringify({ model: 'warm-up', messages })),
    signal: new AbortController().signal,
  };
}

const code = `import { readFile } from 'node:fs/promises';

export interface Options {
  readonly name: string;
  readonly retries?: number;
}

/** Returns what the file at https://example.com/docs#tables holds, line by line. */
export async function load(path: string, { name, retries = 3 }: Options): Promise<ReadonlyMap<string, number>> {
  const table = new Map<string, number>();
  const password = process.env['DB_PASSWORD'] ?? '';
  const text = await readFile(path, 'utf8');
  for (const [index, line] of text.split(/\\r?\\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [key = '', value] = line.split('=');
    if (value === undefined) throw new TypeError(\`line \${index + 1} of \${name} (2026-11-21): "=" is missing — été\`);
    table.set(key.trim().toLowerCase(), Number.parseFloat(value) || 0x1f);
  }
  return retries > 0 && password !== '' ? table : new Map([...table, ['Dear John Smith', 4111]]);
}
`;

const wholeBytes = encoder.encode(
  JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: code }, finish_reason: 'stop' }] }),
);
const whole: GatewayResponse = { status: 200, headers: [['content-type', 'application/json']], body: wholeBytes };

/** Returns an answer in the events of a stream. */
function streamed(): GatewayResponse {
  const words = code.match(/\s*\S+/g) ?? [];
  const events = words.map((content) => ({ choices: [{ index: 0, delta: { content } }] }));
  const pieces = events.map((event) => encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
  return { status: 200, headers: [['content-type', 'text/event-stream']], body: inPieces(pieces) };
}

async function* inPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
