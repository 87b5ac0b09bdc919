/**
 * A worker thread of a scan: is sent lists of files, answers with what is in them.
 *
 * Runs in the program's own bundle; knows nothing of how results are reported, and prints nothing.
 */

import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { builtinDetectors } from '../../engine/detect/builtin';
import { compileDetectors } from '../../engine/detect/compile';
import type { Detector } from '../../engine/detect/types';
import { readTextHere } from '../../host/readTextSync';
import type { LookOptions, Outcome } from './lookInto';
import { readFiles } from './readFiles';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly task: 'scan';
  /** The detectors to look with, every built-in one where absent. */
  readonly detectors?: readonly Detector[];
  readonly now: number;
  readonly suppressions: boolean;
  /** Larger files are answered with `too-large`. */
  readonly maxBytes: number;
}

/** A file of a job; `path` is how it is shown. */
export interface FileToScan {
  readonly path: string;
  readonly absolute: string;
}

export interface Job {
  readonly id: number;
  readonly files: readonly FileToScan[];
}

/** One outcome a file, in their order. */
export interface JobDone {
  readonly id: number;
  readonly outcomes: readonly Outcome[];
}

/** Returns whether this thread was started as a worker of a scan, and if so begins to work. */
export function startAsWorker(): boolean {
  const setup = workerData as WorkerSetup | undefined;
  if (isMainThread || parentPort === null || setup?.task !== 'scan') return false;
  serve(parentPort, setup);
  return true;
}

function serve(port: MessagePort, setup: WorkerSetup): void {
  const { scanner } = compileDetectors(setup.detectors ?? builtinDetectors, { vet: false });
  const options = { scanner, now: setup.now, suppressions: setup.suppressions };
  port.on('message', (job: Job) => {
    work(job, setup.maxBytes, options).then((done) => port.postMessage(done));
  });
}

async function work({ id, files }: Job, maxBytes: number, options: LookOptions): Promise<JobDone> {
  const outcomes: Outcome[] = [];
  // A file that fails must not take the others' findings with it.
  while (outcomes.length < files.length) {
    try {
      const rest = (async function* () {
        yield* files.slice(outcomes.length);
      })();
      for await (const { outcome } of readFiles(rest, readTextHere, maxBytes, options)) {
        if (outcome !== undefined) outcomes.push(outcome);
      }
    } catch (error) {
      outcomes.push({ kind: 'failed', message: `internal error: ${error instanceof Error ? error.name : 'unknown'}` });
    }
  }
  return { id, outcomes };
}
