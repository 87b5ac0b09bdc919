/**
 * Many streams through the gateway at once: `npx tsx test/soak/gateway.ts [SECONDS] [STREAMS]`, 120 s and 200 by default.
 *
 * Each stream says something of its own, with a secret in it; no answer may be lost, mixed up or cut, no secret may
 * reach the upstream, and the memory after it must be within 20 % of before. A short run is part of the suite.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Pool } from 'undici';
import { replyAsModel } from '../server/host/gateway/mockModel';
import { startMockUpstream } from '../server/host/gateway/mockUpstream';
import { policyFor, startWholeGateway } from '../server/host/gateway/wholeGateway';

export interface SoakResult {
  readonly answers: number;
  /** What went wrong, one line each. */
  readonly faults: readonly string[];
  /** Heap and what is outside of it, in bytes, after a third of the time and at the end. */
  readonly before: number;
  readonly after: number;
}

/** Keeps so many streams going for so long. */
export async function soakGateway(seconds: number, streams: number): Promise<SoakResult> {
  const upstream = await startMockUpstream(replyAsModel);
  const gateway = await startWholeGateway(policyFor(upstream.baseUrl));
  const pool = new Pool(new URL(gateway.baseUrl).origin, { connections: streams });
  const path = `${new URL(gateway.baseUrl).pathname}/openai/v1/chat/completions`;
  const faults: string[] = [];
  let answers = 0;

  async function ask(id: string): Promise<void> {
    const said = `${id} uses ${keyOf(id)} and ${'says much, '.repeat(20)}${id}`;
    const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: `say: ${said}` }] });
    const answer = await pool.request({ path, method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const events = (await answer.body.text()).split('\n\n').filter((event) => event.startsWith('data: {'));
    const text = events.map((event) => JSON.parse(event.slice(6)).choices[0].delta.content ?? '').join('');
    answers++;
    if (text !== said) faults.push(`${id}: another answer came, ${answer.statusCode}`);
  }

  async function keepAsking(stream: number, until: number): Promise<void> {
    for (let turn = 0; performance.now() < until; turn++) {
      await ask(`s${stream}t${turn}`).catch((error: Error) => faults.push(`s${stream}t${turn}: ${error.message}`));
    }
  }

  async function keepAll(forMs: number): Promise<void> {
    const until = performance.now() + forMs;
    const forget = setInterval(() => {
      if (/AKIA[A-Z2-7]{16}/.test(upstream.raw())) faults.push('a key reached the upstream');
      upstream.reset();
      gateway.events.length = 0;
    }, 500);
    await Promise.all(Array.from({ length: streams }, (_, stream) => keepAsking(stream, until)));
    clearInterval(forget);
    upstream.reset();
    gateway.events.length = 0;
  }

  try {
    await keepAll(seconds * 300);
    const before = await settledMemory();
    await keepAll(seconds * 700);
    return { answers, faults: [...faults, ...gateway.faults], before, after: await settledMemory() };
  } finally {
    await pool.close();
    await gateway.close();
    await upstream.close();
  }
}

/** Returns a key of its own for each stream and turn, in the form of an AWS access key id. */
function keyOf(id: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let state = [...id].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0, 2166136261);
  const next = (): string => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return letters[state >>> 27] as string;
  };
  return `AKIA${Array.from({ length: 16 }, next).join('')}`;
}

async function settledMemory(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await pause(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function main(): Promise<void> {
  const [seconds = 120, streams = 200] = process.argv.slice(2).map(Number);
  const { answers, faults, before, after } = await soakGateway(seconds, streams);
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  console.log(`${answers} answers over ${streams} streams in ${seconds} s; ${faults.length} faults`);
  console.log(`memory: ${megabytes(before)} MB before, ${megabytes(after)} MB after`);
  for (const fault of faults.slice(0, 20)) console.log(fault);
  if (faults.length > 0 || after > before * 1.2) process.exitCode = 1;
}

if (require.main === module) void main();
