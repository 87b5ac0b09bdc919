/** Sends prompts to a target over kept connections and times the answers to their last byte. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'undici';
import { processorTime } from './processorTime';
import type { Target } from './targets';

export interface Load {
  readonly kilobytes: number;
  readonly connections: number;
  readonly isStream: boolean;
  /** Whether each prompt is the one before it with another turn, as clients send conversations; else none is like another. */
  readonly isConversation?: boolean;
}

export interface Measured {
  /** Milliseconds of each request. */
  readonly times: readonly number[];
  readonly perSecond: number;
  /** Milliseconds of processor that the target took for one, on all its threads. */
  readonly processorMs: number;
  /** Requests that were answered by an error, and count for nothing. */
  readonly failed: number;
}

/** Source code, as prompts of coding tools mostly are. */
const sources = ['lsp', 'provenance', 'cli', 'host', 'service']
  .map((folder) => sourceText(join(__dirname, '..', '..', '..', 'server', folder)))
  .join('\n');
let serial = 0;

/** Code units of a turn, and after how many a conversation begins anew. */
const turnLength = 200;
const mostTurns = 20;

/** Sends for so long. No prompt is sent twice. */
export async function measure({ url, headers, pid }: Target, load: Load, forMs: number): Promise<Measured> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: load.connections });
  const times: number[] = [];
  let failed = 0;
  const spent = processorTime(pid);
  const from = performance.now();
  const until = from + forMs;
  const work = async (): Promise<void> => {
    const bodies = bodiesOf(load);
    while (performance.now() < until) {
      const body = bodies();
      const start = performance.now();
      const answer = await pool.request({
        path: pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer x', ...headers },
        body,
      });
      for await (const _ of answer.body);
      if (answer.statusCode === 200) times.push(performance.now() - start);
      else failed++;
    }
  };
  await Promise.all(Array.from({ length: load.connections }, work));
  const took = performance.now() - from;
  const processorMs = (processorTime(pid) - spent) / (times.length + failed);
  await pool.close();
  return { times, perSecond: (times.length / took) * 1000, processorMs, failed };
}

/** Returns what gives the next body of one client. */
function bodiesOf({ kilobytes, isStream, isConversation = false }: Load): () => string {
  const turnsLength = isConversation ? mostTurns * turnLength : 0;
  let contents: string[] = [];
  return () => {
    if (!isConversation || contents.length > mostTurns) contents = [];
    contents = [...contents, textOf(contents.length === 0 ? kilobytes * 1024 - 200 - turnsLength : turnLength)];
    const messages = [
      { role: 'system', content: 'You are a coding assistant.' },
      ...contents.map((content) => ({ role: 'user', content })),
    ];
    return JSON.stringify({ model: 'm', messages, ...(isStream ? { stream: true } : {}) });
  };
}

function textOf(length: number): string {
  const offset = (++serial * 7919) % Math.max(1, sources.length - length);
  return `// ${serial}\n${sources.slice(offset, offset + length)}`;
}

function sourceText(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n');
}
