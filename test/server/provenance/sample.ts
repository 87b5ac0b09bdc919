/**
 * Logs to test with: entries, a deterministic clock and random source, and files in memory.
 */

import { createHash } from 'node:crypto';
import type { EntryInput } from '../../../server/provenance/entry';
import type { LogFiles } from '../../../server/provenance/files';
import { type Log, type LogOptions, openLog } from '../../../server/provenance/log';
import { type ReadEntry, readEntries } from '../../../server/provenance/readEntries';
import type { SigningKeys } from '../../../server/provenance/signing';

export function sampleInput(i: number): EntryInput {
  return {
    kind: i % 7 === 0 ? 'decision' : 'insertion',
    tool: { id: 'example.assistant', version: '1.2.3' },
    model: { id: 'copilot-business', name: 'gpt-5', how: 'detailedReason' },
    target: {
      path: `src/módulo/file${i}.ts`,
      ...(i % 7 !== 0 && { range: { startLine: i + 1, endLine: i + 3 }, text: `const x${i} = ${i};\n` }),
    },
    decision: {
      effect: 'allow',
      enforced: true,
      policy: `sha256:${'ab'.repeat(32)}`,
      label: { level: 'internal', categories: [] },
      outcome: 'kept',
    },
  };
}

/** A clock that ticks a millisecond every third reading, and a random source that repeats from run to run. */
export function deterministic(seed = 'seed'): Pick<LogOptions, 'clock' | 'random'> {
  let ticks = 0;
  let calls = 0;
  return {
    clock: () => 1_795_000_000_000 + Math.floor(ticks++ / 3),
    random: (length) => createHash('shake256', { outputLength: length }).update(`${seed} ${calls++}`).digest(),
  };
}

export async function appendSamples(log: Log, count: number, from = 0): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, i) => log.append(sampleInput(from + i))));
}

/** Keys to sign with; the later one follows the earlier. */
export const earlierKeys: SigningKeys = { current: Buffer.alloc(32, 1) };
export const laterKeys: SigningKeys = { current: Buffer.alloc(32, 2), previous: Buffer.alloc(32, 1) };

/** Returns files in memory that hold a log of `count` entries, closed; the same bytes every time. */
export async function sampleLog(count: number, keys?: SigningKeys, seed?: string): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  await extendLog(files, count, keys, seed);
  return files;
}

/** Opens the log, appends `count` further entries and closes it. */
export async function extendLog(files: MemoryFiles, count: number, keys?: SigningKeys, seed?: string): Promise<void> {
  const log = await openLog(files, { ...deterministic(seed), ...(keys && { keys }) });
  await appendSamples(log, count, log.size);
  await log.close();
}

export class MemoryFiles implements LogFiles {
  readonly contents = new Map<string, Buffer>();

  copy(): MemoryFiles {
    const copy = new MemoryFiles();
    for (const [name, bytes] of this.contents) copy.contents.set(name, Buffer.from(bytes));
    return copy;
  }

  async read(name: string) {
    const bytes = this.contents.get(name);
    return bytes && Buffer.from(bytes);
  }

  async list() {
    return [...this.contents.keys()].sort();
  }

  async replace(name: string, bytes: Uint8Array) {
    this.contents.set(name, Buffer.from(bytes));
  }

  async remove(name: string) {
    this.contents.delete(name);
  }

  async openTail(name: string) {
    return {
      write: async (bytes: Uint8Array, position: number) => {
        this.contents.set(name, Buffer.concat([(this.contents.get(name) as Buffer).subarray(0, position), bytes]));
      },
      sync: async () => {},
      truncate: async (size: number) => {
        this.contents.set(name, (this.contents.get(name) as Buffer).subarray(0, size));
      },
      close: async () => {},
    };
  }
}

/** Returns all entries, with what opens them. */
export async function readAll(files: LogFiles): Promise<ReadEntry[]> {
  const items: ReadEntry[] = [];
  for await (const item of readEntries(files)) items.push(item);
  return items;
}
