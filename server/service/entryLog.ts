/**
 * The service's hold on the provenance log: entries that are under way, and what the status says of it.
 */

import { setImmediate } from 'node:timers/promises';
import type { Status } from '../lsp/protocol';
import type { EntryInput } from '../provenance/entry';
import type { EvidenceKeeper } from './evidence';
import type { Sinks } from './sinks';

/** The open log with its writer lock, as `server/host` hands it in. */
export interface OpenLog {
  append(entry: EntryInput): Promise<{ readonly index: number; readonly id: string }>;
  /** Brings all entries under a new checkpoint. */
  publish(): Promise<void>;
  /** `error` says why the log could not be opened. */
  describe(): { readonly size: number; readonly root: string; readonly error?: string };
  /** Closes the files and gives the writer lock away. */
  close(): Promise<void>;
}

export interface EntryLog {
  appendSoon(entry: EntryInput): Promise<{ readonly index: number; readonly id: string }>;
  status(): Status['log'];
  /** Calls the listener when appending begins or ceases to fail. */
  onHealthChanged(listener: () => void): void;
  /** Resolves once every entry under way is durable or failed, and the log is closed. */
  close(): Promise<void>;
}

/** What goes with the log: evidence before an entry is written, sinks after. */
export interface LogCompanions {
  readonly evidence?: EvidenceKeeper;
  readonly sinks?: Sinks;
}

export function createEntryLog(log: OpenLog, path: string, { evidence, sinks }: LogCompanions = {}): EntryLog {
  const underWay = new Set<Promise<unknown>>();
  const listeners: (() => void)[] = [];
  let failure: string | undefined;

  const noteHealth = (next: string | undefined): void => {
    const changed = next !== failure;
    failure = next;
    if (changed) for (const listener of listeners) listener();
  };
  const append = async (entry: EntryInput): Promise<{ index: number; id: string }> => {
    // The answer that is being sent must not wait for the disk.
    await setImmediate();
    try {
      const appended = await log.append(evidence === undefined ? entry : await evidence.add(entry));
      noteHealth(undefined);
      sinks?.poke();
      return appended;
    } catch (error) {
      noteHealth(error instanceof Error ? error.message : String(error));
      throw error;
    }
  };
  return {
    appendSoon(entry) {
      const appending = append(entry);
      underWay.add(appending);
      const done = (): void => void underWay.delete(appending);
      appending.then(done, done);
      return appending;
    },
    status: () => ({
      path,
      ...log.describe(),
      ...(failure === undefined ? {} : { error: failure }),
      ...(evidence && { evidence: evidence.status() }),
      ...(sinks && { sinks: sinks.status() }),
    }),
    onHealthChanged: (listener) => void listeners.push(listener),
    async close() {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
      await sinks?.close();
      await log.close();
    },
  };
}
