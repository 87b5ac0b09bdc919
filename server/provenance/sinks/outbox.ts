/**
 * Delivers a log's entries to one sink: at least once and in order, over outages and restarts.
 *
 * The log itself is the buffer. All the outbox keeps is a cursor, saved after each batch that the sink has taken: a crash
 * between the two sends that batch again. What retention removes before a sink had it can't be delivered any more; the
 * status says how many entries that were.
 */

import type { LogFiles } from '../files';
import { readHead } from '../head';
import { type ReadEntry, readEntries } from '../readEntries';
import { backoffMs } from './backoff';
import type { Sink } from './sink';

/** Up to where a sink has the log of an origin. */
export interface Cursor {
  readonly origin: string;
  /** Index of the first entry that the sink may not have. */
  readonly next: number;
  /** Entries that were gone before they could be delivered. */
  readonly lost: number;
}

export interface OutboxOptions {
  readonly files: LogFiles;
  readonly origin: string;
  /** Number of entries that are durable: no others are delivered. */
  readonly size: () => number;
  readonly sink: Sink;
  /** Returns the saved cursor, whatever it looks like, or `undefined`. */
  readonly load: () => Promise<unknown>;
  readonly save: (cursor: Cursor) => Promise<void>;
  /** Whether entries are sent with the paths that open them. */
  readonly paths: boolean;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** Resolves after the time, or once the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onProblem: (error: unknown) => void;
}

export interface OutboxStatus {
  /** Entries that the sink has. */
  readonly delivered: number;
  readonly behind: number;
  readonly lost: number;
  /** Why the last attempt failed; absent once one succeeds. */
  readonly error?: string;
}

export interface Outbox {
  /** Says that there may be new entries. */
  poke(): void;
  status(): OutboxStatus;
  /** Stops; a batch under way is given up, and sent again by the next start. */
  close(): Promise<void>;
}

const batchEntries = 256;
const batchBytes = 1024 * 1024;

/** Starts delivering from where the sink was left. */
export function startOutbox(options: OutboxOptions): Outbox {
  const { sink, size, origin } = options;
  const closing = new AbortController();
  let cursor: Cursor = { origin, next: 0, lost: 0 };
  let failure: string | undefined;
  let wake = (): void => undefined;
  let isPoked = false;

  async function run(): Promise<void> {
    cursor = await resume(options);
    for (let failures = 0; !closing.signal.aborted; ) {
      if (cursor.next >= size()) {
        await poked();
        continue;
      }
      try {
        await deliverBatch();
        failures = 0;
        failure = undefined;
      } catch (error) {
        if (closing.signal.aborted) return;
        failures++;
        failure = error instanceof Error ? error.message : String(error);
        options.onProblem(error);
        await options.wait(backoffMs(failures, options.random()), closing.signal);
      }
    }
  }

  async function deliverBatch(): Promise<void> {
    await skipPruned();
    const items: ReadEntry[] = [];
    let bytes = 0;
    for await (const item of readEntries(options.files, cursor.next, Math.min(size(), cursor.next + batchEntries))) {
      items.push(options.paths ? item : withoutPersonal(item));
      bytes += JSON.stringify(item.entry).length;
      if (bytes >= batchBytes) break;
    }
    const last = items.at(-1);
    if (last === undefined) return;
    await sink.send(items, closing.signal);
    await advance({ ...cursor, next: last.index + 1 });
  }

  async function skipPruned(): Promise<void> {
    const { firstKept } = await readHead(options.files);
    if (firstKept <= cursor.next) return;
    await advance({ origin, next: firstKept, lost: cursor.lost + firstKept - cursor.next });
  }

  async function advance(next: Cursor): Promise<void> {
    // In memory first: where the disk is full, this process at least doesn't send it again.
    cursor = next;
    await options.save(next);
  }

  async function poked(): Promise<void> {
    if (!isPoked && !closing.signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    isPoked = false;
  }

  const running = run().catch(options.onProblem);
  return {
    poke() {
      isPoked = true;
      wake();
    },
    status: () => ({
      delivered: cursor.next - cursor.lost,
      behind: Math.max(0, size() - cursor.next),
      lost: cursor.lost,
      ...(failure === undefined ? {} : { error: failure }),
    }),
    async close() {
      closing.abort();
      wake();
      await running;
    },
  };
}

/** Returns where to go on. A log that was replaced begins anew; one that is shorter than what was sent, at its end. */
async function resume({ load, origin, size }: OutboxOptions): Promise<Cursor> {
  const saved = (await load()) as Partial<Cursor> | undefined;
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  if (saved?.origin !== origin || !isCount(saved.next) || !isCount(saved.lost)) return { origin, next: 0, lost: 0 };
  return { origin, next: Math.min(saved.next, size()), lost: saved.lost };
}

/** An entry as who may not see personal values has it: as if they were not there, which is not to say they were erased. */
function withoutPersonal({ index, entry }: ReadEntry): ReadEntry {
  return { index, entry };
}
