/**
 * Delivery while the collector is killed (SIGKILL) again and again, at moments that fall anywhere in a batch, or just before
 * its answer: every entry arrives at least once, and in order.
 *
 * `tsx test/soak/sinkKill.ts [kills] [seed]`
 */

import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSink } from '../../server/host/sinks';
import { openLog } from '../../server/provenance/log';
import { type Cursor, startOutbox } from '../../server/provenance/sinks/outbox';
import { appendSamples, deterministic, MemoryFiles } from '../server/provenance/sample';

/** Entries for each kill: enough that it falls among several batches. */
const entriesPerKill = 600;

export interface SinkKills {
  readonly entries: number;
  /** Entries that arrived more than once. */
  readonly repeated: number;
}

/** Kills the collector so many times; throws where an entry is missing or out of order. */
export async function killCollector(kills: number, seed: number): Promise<SinkKills> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-collector-'));
  const file = join(folder, 'received');
  const random = createRandom(seed);
  const files = new MemoryFiles();
  const log = await openLog(files, deterministic());
  let collector = await startCollector(0, file, 2);
  let isUp = Promise.resolve();
  const { port } = collector;
  let cursor: Cursor | undefined;
  let sends = 0;
  const spec = { id: 'soak', type: 'otlp', url: `http://127.0.0.1:${port}/v1/logs` } as const;
  const sink = createSink(spec, { version: '0', origin: log.origin }, 700);
  const outbox = startOutbox({
    files,
    origin: log.origin,
    size: () => log.size,
    sink: {
      send(items, signal) {
        sends++;
        return sink.send(items, signal);
      },
    },
    load: async () => cursor,
    save: async (next) => {
      cursor = next;
    },
    paths: false,
    random,
    wait: () => isUp,
    onProblem: () => undefined,
  });
  try {
    for (let kill = 0; kill < kills; kill++) {
      const exit = once(collector.process, 'exit');
      const target = sends + 1 + Math.floor(random() * 3);
      await appendSamples(log, entriesPerKill, log.size);
      outbox.poke();
      if (!collector.diesByItself) {
        // A batch is on the way from here on.
        await until(() => sends >= target);
        collector.process.kill('SIGKILL');
      }
      isUp = exit.then(async () => {
        const last = random() < 0.5 ? 1 + Math.floor(random() * 3) : 0;
        collector = await startCollector(port, file, kill === kills - 1 ? 0 : last);
      });
      await isUp;
    }
    await until(() => outbox.status().behind === 0);
    return check(file, log.size);
  } finally {
    await outbox.close();
    collector.process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Collector {
  readonly diesByItself: boolean;
  readonly process: ChildProcess;
  readonly port: number;
}

async function startCollector(port: number, file: string, last: number): Promise<Collector> {
  const script = join(__dirname, 'collector.mjs');
  const child = spawn(process.execPath, [script, String(port), file, String(last)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  return { diesByItself: last > 0, process: child, port: Number(text.toString()) };
}

/** A line that a kill cut off is of a batch that was never answered. */
function check(file: string, size: number): SinkKills {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const arrived = text.slice(0, text.lastIndexOf('\n')).split(/\s+/).map(Number);
  const first = [...new Set(arrived)];
  assert.equal(first.length, size, 'an entry is missing');
  assert.ok(
    first.every((index, i) => index === i),
    'an entry came before its predecessors',
  );
  return { entries: size, repeated: arrived.length - size };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** A linear congruential generator (Numerical Recipes): the same run for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

if (require.main === module) {
  const [kills = 100, seed = 1] = process.argv.slice(2).map(Number);
  void killCollector(kills, seed).then(({ entries, repeated }) => {
    process.stdout.write(`${kills} kills: ${entries} entries arrived in order, ${repeated} of them more than once\n`);
  });
}
