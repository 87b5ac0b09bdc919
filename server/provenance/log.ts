/**
 * The provenance log's writer. Appends are durable before they resolve, and many at a time share one fsync.
 *
 * A commit is one write of a group to the journal and one fsync. Now and then, and at the end, everything is published:
 * bundles, tiles and openings are written, then the checkpoint, then an empty journal; a crash anywhere in between
 * leaves either the old checkpoint with its journal or the new one, and the next start publishes again. The caller holds
 * the writer's lock; `fence` asks it once more before and after each write, so that a writer that was taken over never
 * acknowledges anything.
 */

import type { Edge } from './edge';
import type { EntryInput } from './entry';
import type { LogFiles, TailFile } from './files';
import { checkpointPath, journalPath, readHead } from './head';
import { formatJournalGroup, formatJournalHeader, formatRecords, layOutRecords } from './journal';
import { LogError, type LogProblem, toLogError } from './logError';
import type { NoteSigner } from './note';
import { createRecorder, type Draft, finishDrafts } from './record';
import { recover } from './recover';
import { formatStoredCheckpoint, openSigning, type SigningKeys } from './signing';
import { formatTilePath, partialPositions } from './tile';

export interface LogOptions {
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
  /** Returns that many bytes from a cryptographic source. */
  readonly random: (length: number) => Uint8Array;
  /** What checkpoints are signed with; absent for a log that is not signed. */
  readonly keys?: SigningKeys;
  /** Reports whether this process still holds the writer's lock. */
  readonly fence?: () => Promise<boolean> | boolean;
  /** Told of failures that lose nothing and are tried again, such as a checkpoint that finds no space. */
  readonly onProblem?: (error: LogError) => void;
}

export interface Appended {
  readonly index: number;
  /** ULID. */
  readonly id: string;
}

interface Pending {
  readonly draft: Draft;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: LogError) => void;
}

const maxGroup = 1024;
const publishEvery = 4096;

/**
 * Opens the log, a new one where there is none, and mends what a crash left: a group that was cut off is dropped, and
 * reported as `recovered`.
 *
 * Throws a `LogError` where the end of the log is damaged otherwise; nothing is changed then.
 */
export async function openLog(files: LogFiles, options: LogOptions): Promise<Log> {
  const head = await readHead(files).catch((error) => {
    throw toLogError(error, 'opening the log');
  });
  const { origin, edge, recovered } = recover(head, options.random);
  const signer = await openSigning(files, origin, head.checkpoint, options.keys).catch((error) => {
    throw toLogError(error, 'opening the log');
  });
  const log = new Log(files, options, origin, edge, recovered, signer);
  await log.settle(head.journal.header?.start ?? 0);
  return log;
}

export class Log {
  readonly #recorder;
  #queue: Pending[] = [];
  #working: Promise<void> | undefined;
  /** Absent where the journal has to be written anew before it can grow. */
  #tail: TailFile | undefined;
  #tailSize = 0;
  #publishAt = publishEvery;
  /** False for a new log whose first checkpoint found no space. */
  #hasCheckpoint = false;
  /** Names of partial tiles that may be stored; all but the current ones go with the next checkpoint. */
  #partials = new Set<string>();
  #fenced = false;
  #closed = false;

  constructor(
    private readonly files: LogFiles,
    private readonly options: LogOptions,
    readonly origin: string,
    private readonly edge: Edge,
    /** What was dropped when the log was opened. */
    readonly recovered: LogProblem | undefined,
    private readonly signer: NoteSigner | undefined,
  ) {
    this.#recorder = createRecorder(options);
  }

  /** Number of entries that are durable. */
  get size(): number {
    return this.edge.size;
  }

  /** Root of the tree of `size` entries, base64 as in a checkpoint. */
  get root(): string {
    return this.edge.root().toString('base64');
  }

  /**
   * Appends an entry; resolves once it is durable.
   *
   * Rejects with a `LogError`: `LOG_DISK_FULL` and `LOG_IO_ERROR` (later appends are tried again), `LOG_WRITER_FENCED`,
   * `LOG_CLOSED`, `LOG_ENTRY_INVALID`, `LOG_ENTRY_TOO_LARGE`.
   */
  append(input: EntryInput): Promise<Appended> {
    // What is thrown here, rejects.
    return new Promise((resolve, reject) => {
      if (this.#fenced) throw fencedError();
      if (this.#closed) throw new LogError('LOG_CLOSED', 'the log is closed; open it again to append');
      this.#queue.push({ draft: this.#recorder(input), resolve, reject });
      this.#work();
    });
  }

  /** Publishes all entries in tiles under a new checkpoint. Rejects like `append`; no entry depends on it. */
  async publish(): Promise<void> {
    while (this.#working) await this.#working.catch(() => undefined);
    this.#working = this.#publish()
      .catch((error) => {
        throw toLogError(error, 'publishing the log');
      })
      .finally(() => {
        this.#working = undefined;
        this.#work();
      });
    return this.#working;
  }

  /** Waits for all appends, publishes and closes. What can't be published stays in the journal, reported as a problem. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#working) await this.#working.catch(() => undefined);
    await this.#tryPublish();
    await this.#dropTail();
  }

  /** Brings the files to the state of a fresh checkpoint, where a crash left them in between. */
  async settle(journalStart: number): Promise<void> {
    for (const size of [journalStart, this.edge.published]) {
      for (const name of partialNames(size)) this.#partials.add(name);
    }
    try {
      await this.#publish();
    } catch (error) {
      const problem = toLogError(error, 'publishing the recovered log');
      if (problem.code === 'LOG_WRITER_FENCED') throw problem;
      this.options.onProblem?.(problem);
    }
  }

  #work(): void {
    if (this.#working || this.#queue.length === 0) return;
    // A turn later, so that appends of the same moment share one group.
    this.#working = Promise.resolve()
      .then(async () => {
        await this.#commit(this.#queue.splice(0, maxGroup));
        if (this.edge.size - this.edge.published >= this.#publishAt) await this.#tryPublish();
      })
      .finally(() => {
        this.#working = undefined;
        this.#work();
      });
  }

  async #commit(group: readonly Pending[]): Promise<void> {
    try {
      const { size } = this.edge;
      const { lines, records } = layOutRecords(
        finishDrafts(
          group.map(({ draft }) => draft),
          size,
        ),
      );
      const growth = this.edge.grow(records);
      await this.#checkFence();
      const tail = this.#tail ?? (await this.#restore());
      const bytes = formatJournalGroup(lines, growth.tree.size, growth.tree.root());
      await tail.write(bytes, this.#tailSize);
      await tail.sync();
      await this.#checkFence();
      this.edge.adopt(growth);
      this.#tailSize += bytes.length;
      group.forEach(({ draft, resolve }, i) => {
        resolve({ index: size + i, id: draft.id });
      });
    } catch (error) {
      const problem = toLogError(error, 'appending to the log');
      // What was written of the group must not be seen, nor be taken for acknowledged by the next start.
      if (!this.#fenced) await this.#tail?.truncate(this.#tailSize).catch(() => undefined);
      await this.#dropTail();
      for (const { reject } of group) reject(problem);
    }
  }

  async #restore(): Promise<TailFile> {
    if (!this.#hasCheckpoint) await this.#publish();
    return this.#tail ?? this.#renewJournal();
  }

  /** Replaces the journal by one that holds what is not published; after a failed write nothing of the old is trusted. */
  async #renewJournal(): Promise<TailFile> {
    const { origin, edge } = this;
    const records = edge.unpublished();
    const header = formatJournalHeader({ origin, start: edge.published });
    const group =
      records.length > 0 ? formatJournalGroup(formatRecords(records), edge.size, edge.root()) : Buffer.alloc(0);
    await this.#dropTail();
    await this.files.replace(journalPath, Buffer.concat([header, group]));
    this.#tailSize = header.length + group.length;
    this.#tail = await this.files.openTail(journalPath);
    return this.#tail;
  }

  async #tryPublish(): Promise<void> {
    try {
      await this.#publish();
      this.#publishAt = publishEvery;
    } catch (error) {
      this.#publishAt = this.edge.size - this.edge.published + publishEvery;
      this.options.onProblem?.(toLogError(error, 'publishing the log'));
    }
  }

  async #publish(): Promise<void> {
    const { edge, files } = this;
    const { size } = edge;
    await this.#checkFence();
    if (this.#tail && size === edge.published) return;
    for (const name of partialNames(size)) this.#partials.add(name);
    // All end before a failure is told: the next attempt writes files of the same names.
    const written = await Promise.allSettled([...edge.files()].map(([name, bytes]) => files.replace(name, bytes)));
    for (const result of written) if (result.status === 'rejected') throw result.reason;
    await this.#checkFence();
    const checkpoint = { origin: this.origin, size, root: edge.root() };
    await files.replace(checkpointPath, formatStoredCheckpoint(checkpoint, this.signer));
    this.#hasCheckpoint = true;
    edge.markPublished();
    const current = partialNames(size);
    for (const name of this.#partials) if (!current.includes(name)) await files.remove(name);
    this.#partials = new Set(current);
    await this.#renewJournal();
  }

  async #dropTail(): Promise<void> {
    const tail = this.#tail;
    this.#tail = undefined;
    await tail?.close().catch(() => undefined);
  }

  async #checkFence(): Promise<void> {
    if (!this.#fenced && (!this.options.fence || (await this.options.fence()))) return;
    this.#fenced = true;
    throw fencedError();
  }
}

function partialNames(size: number): string[] {
  return partialPositions(size).map(formatTilePath);
}

function fencedError(): LogError {
  return new LogError('LOG_WRITER_FENCED', 'another process writes the log now; connect to it instead');
}
