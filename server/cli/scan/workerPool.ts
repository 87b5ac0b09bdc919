/** Gives work to several workers and their answers back. Knows neither threads nor what the work is. */

import type { Outcome } from './lookInto';
import type { FileToScan, Job, JobDone, WorkerSetup } from './worker';

/** A running worker. */
export interface ScanWorker {
  send(job: Job): void;
  onDone(listener: (done: JobDone) => void): void;
  /** Calls back once, when the worker has ended by itself: why, in a few words. */
  onEnd(listener: (reason: string) => void): void;
  stop(): void;
}

export type StartScanWorker = (setup: WorkerSetup) => ScanWorker;

export interface WorkerPool {
  /** Resolves with one outcome a file; `undefined` where the pool was stopped. */
  run(files: readonly FileToScan[]): Promise<readonly Outcome[] | undefined>;
  /** Ends the workers; what is under way resolves with `undefined`. */
  stop(): void;
}

interface Task {
  readonly job: Job;
  readonly resolve: (outcomes: readonly Outcome[] | undefined) => void;
}

interface Slot {
  worker: ScanWorker | undefined;
  task: Task | undefined;
}

/** Returns a pool of up to `size` workers, each started when there is work for it, and again where it has ended. */
export function createWorkerPool(start: StartScanWorker, setup: WorkerSetup, size: number): WorkerPool {
  const slots = Array.from({ length: size }, (): Slot => ({ worker: undefined, task: undefined }));
  const waiting: Task[] = [];
  let nextId = 0;
  let isStopped = false;

  function assign(): void {
    for (const slot of slots) {
      if (slot.task !== undefined || isStopped) continue;
      const task = waiting.shift();
      if (task === undefined) return;
      slot.task = task;
      try {
        slot.worker ??= hire(slot);
        slot.worker.send(task.job);
      } catch (error) {
        slot.worker = undefined;
        finish(slot, failed(task.job, error instanceof Error ? error.name : 'unknown'));
      }
    }
  }

  function hire(slot: Slot): ScanWorker {
    const worker = start(setup);
    worker.onDone(({ id, outcomes }) => {
      if (slot.task?.job.id === id) finish(slot, outcomes);
    });
    worker.onEnd((reason) => {
      if (slot.worker !== worker) return;
      slot.worker = undefined;
      if (slot.task !== undefined) finish(slot, failed(slot.task.job, reason));
    });
    return worker;
  }

  function finish(slot: Slot, outcomes: readonly Outcome[]): void {
    const { task } = slot;
    slot.task = undefined;
    task?.resolve(outcomes);
    assign();
  }

  return {
    run: (files) =>
      new Promise((resolve) => {
        if (isStopped) return resolve(undefined);
        waiting.push({ job: { id: nextId++, files }, resolve });
        assign();
      }),
    stop() {
      isStopped = true;
      for (const slot of slots) {
        const { worker, task } = slot;
        slot.worker = undefined;
        slot.task = undefined;
        worker?.stop();
        task?.resolve(undefined);
      }
      for (const { resolve } of waiting.splice(0)) resolve(undefined);
    },
  };
}

/** Which of a list's files made its worker end can't be told; none of them passes for clean. */
function failed({ files }: Job, reason: string): Outcome[] {
  return files.map(() => ({ kind: 'failed', message: `not scanned, its worker ended: ${reason}` }));
}
