/**
 * Looks into any number of files in their order: in this thread first, by workers once there is enough to do.
 *
 * Knows nothing of where the files come from or of what is made of what is seen.
 */

import type { CliHost } from '../host';
import type { LookOptions } from './lookInto';
import { readAhead } from './readAhead';
import { type Looked, readFiles, type ScanItem } from './readFiles';
import type { WorkerSetup } from './worker';
import { createWorkerPool } from './workerPool';

/** The largest file that is read, in bytes. */
export const maxFileBytes = 64 * 1024 * 1024;
/** Larger files are scanned one at a time in this thread, so that memory is bounded whatever the number of workers. */
const maxWorkerFileBytes = 8 * 1024 * 1024;
/** So much is scanned before workers are worth their start. */
const filesBeforeWorkers = 200;
const lengthBeforeWorkers = 8_000_000;
const filesPerJob = 32;
const jobsAheadPerWorker = 2;

export interface LookAtAllOptions extends LookOptions {
  /** How many workers scan; with fewer than two, this thread alone does. */
  readonly jobs: number;
  /** The detectors of `scanner` where they aren't every built-in one. */
  readonly detectors?: WorkerSetup['detectors'];
}

/** Yields each item with what was seen in it, in their order; ends early where the host's signal says. */
export async function* lookAtAll<T extends ScanItem>(
  host: CliHost,
  items: AsyncIterable<T>,
  options: LookAtAllOptions,
): AsyncGenerator<Looked<T>> {
  const { startScanWorker } = host;
  const iterator = items[Symbol.asyncIterator]();
  const seen = { files: 0, length: 0 };
  const isEnough = (): boolean =>
    options.jobs > 1 &&
    startScanWorker !== undefined &&
    (seen.files >= filesBeforeWorkers || seen.length >= lengthBeforeWorkers);
  try {
    for await (const looked of lookHere(host, takeUntil(iterator, isEnough), options)) {
      seen.files++;
      seen.length += looked.length;
      yield looked;
    }
    if (startScanWorker !== undefined && isEnough()) yield* lookByWorkers(host, startScanWorker, iterator, options);
  } finally {
    await iterator.return?.();
  }
}

function lookHere<T extends ScanItem>(host: CliHost, items: AsyncIterable<T>, options: LookOptions) {
  return readFiles(items, host.files.readText, maxFileBytes, options);
}

async function* lookByWorkers<T extends ScanItem>(
  host: CliHost,
  start: NonNullable<CliHost['startScanWorker']>,
  items: AsyncIterator<T>,
  options: LookAtAllOptions,
): AsyncGenerator<Looked<T>> {
  const { jobs, detectors, suppressions, now } = options;
  const setup: WorkerSetup = {
    task: 'scan',
    now,
    suppressions,
    maxBytes: maxWorkerFileBytes,
    ...(detectors === undefined ? {} : { detectors }),
  };
  const pool = createWorkerPool(start, setup, jobs);
  if (host.signal.aborted) return;
  host.signal.addEventListener('abort', pool.stop, { once: true });
  try {
    const groups = inGroups(
      takeUntil(items, () => host.signal.aborted),
      filesPerJob,
    );
    const done = readAhead(groups, jobs * jobsAheadPerWorker, async (group) => {
      const files = group.flatMap(({ path, absolute }) => (absolute === undefined ? [] : [{ path, absolute }]));
      return { group, outcomes: files.length === 0 ? [] : await pool.run(files) };
    });
    for await (const { group, outcomes } of done) {
      if (outcomes === undefined) return;
      let next = 0;
      for (const item of group) {
        const outcome = item.absolute === undefined ? undefined : outcomes[next++];
        if (outcome?.kind === 'too-large') yield* lookHere(host, only(item), options);
        else yield { item, length: 0, ...(outcome === undefined ? {} : { outcome }) };
      }
    }
  } finally {
    host.signal.removeEventListener('abort', pool.stop);
    pool.stop();
  }
}

async function* only<T>(item: T): AsyncGenerator<T> {
  yield item;
}

/** Yields items while `isEnough` doesn't hold; leaves the iterator to whoever takes the rest. */
async function* takeUntil<T>(iterator: AsyncIterator<T>, isEnough: () => boolean): AsyncGenerator<T> {
  while (!isEnough()) {
    const next = await iterator.next();
    if (next.done === true) return;
    yield next.value;
  }
}

async function* inGroups<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
