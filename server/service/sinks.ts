/**
 * Sends the log's entries to the sinks of the policy in force, and says in the status how far each is.
 *
 * A sink that policy drops is stopped at once; its cursor is kept, so that it goes on there if policy names it again.
 */

import type { SinkSpec } from '../engine/policy/types';
import type { Status } from '../lsp/protocol';
import type { LogFiles } from '../provenance/files';
import { readLogOrigin } from '../provenance/readEntries';
import { type Cursor, type Outbox, startOutbox } from '../provenance/sinks/outbox';
import type { Sink, SinkIdentity } from '../provenance/sinks/sink';

export type SinkStatus = NonNullable<Status['log']['sinks']>[number];

export interface SinksOptions {
  readonly version: string;
  readonly files: LogFiles;
  /** Number of entries that are durable. */
  readonly size: () => number;
  /** What the policy in force says. */
  readonly specs: () => readonly SinkSpec[];
  readonly createSink: (spec: SinkSpec, identity: SinkIdentity) => Sink;
  /** Where cursors are kept, by the names of files. */
  readonly cursors: {
    load(name: string): Promise<unknown>;
    save(name: string, record: unknown): Promise<void>;
  };
  readonly random: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Notes that something happened, without content. */
  readonly note: (event: string) => void;
}

export interface Sinks {
  /** Looks at the policy again. */
  update(): Promise<void>;
  /** Says that there are new entries. */
  poke(): void;
  status(): readonly SinkStatus[];
  close(): Promise<void>;
}

interface Running {
  readonly spec: SinkSpec;
  readonly outbox: Outbox;
}

const usualMaxBehind = 100_000;

export function createSinks(options: SinksOptions): Sinks {
  const running = new Map<string, Running>();
  let updating = Promise.resolve();
  let isClosed = false;

  async function apply(): Promise<void> {
    const specs = isClosed ? [] : options.specs();
    for (const [id, { spec, outbox }] of running) {
      if (specs.some((wanted) => JSON.stringify(wanted) === JSON.stringify(spec))) continue;
      running.delete(id);
      await outbox.close();
    }
    const missing = specs.filter(({ id }) => !running.has(id));
    if (missing.length === 0) return;
    const origin = await readLogOrigin(options.files);
    // A log that could not be opened yet: the next entry asks again.
    if (origin === '') return;
    for (const spec of missing) running.set(spec.id, { spec, outbox: start(spec, origin) });
  }

  function start(spec: SinkSpec, origin: string): Outbox {
    // Ids may hold slashes, and differ by case alone on file systems that don't tell.
    const name = Buffer.from(spec.id).toString('hex');
    let lastProblem = '';
    return startOutbox({
      files: options.files,
      origin,
      size: options.size,
      sink: options.createSink(spec, { version: options.version, origin }),
      load: () => options.cursors.load(name),
      save: (cursor: Cursor) => options.cursors.save(name, cursor),
      paths: spec.paths ?? false,
      random: options.random,
      wait: options.wait,
      onProblem(error) {
        const problem = error instanceof Error ? error.message : 'unknown';
        if (problem !== lastProblem) options.note(`sink ${spec.id}: ${problem}`);
        lastProblem = problem;
      },
    });
  }

  function update(): Promise<void> {
    updating = updating.then(apply).catch(() => options.note("the sinks can't be started: the log can't be read"));
    return updating;
  }

  return {
    update,
    poke() {
      if (running.size < options.specs().length) void update();
      for (const { outbox } of running.values()) outbox.poke();
    },
    status: () =>
      [...running.values()].map(({ spec, outbox }) => {
        const status = outbox.status();
        const isOverdue = status.behind > (spec.maxBehind ?? usualMaxBehind);
        return { id: spec.id, type: spec.type, ...status, ...(isOverdue && { overdue: true as const }) };
      }),
    async close() {
      isClosed = true;
      await update();
    },
  };
}
