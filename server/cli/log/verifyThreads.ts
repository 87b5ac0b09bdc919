/** Threads that verify ranges of a large log's bundles, each running this program's own file. */

import { createRequire } from 'node:module';
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { createBlockingLogFiles } from '../../host/logFiles';
import { type BundleRange, type RangeResult, type RangeVerifier, verifyRange } from '../../provenance/rangeCheck';

export interface VerifyThreads {
  readonly verifyRange: RangeVerifier;
  stop(): void;
}

interface Setup {
  readonly task: 'verifyLog';
  readonly directory: string;
}

interface Job {
  readonly id: number;
  readonly range: BundleRange;
}

type Answer = { readonly id: number } & ({ readonly result: RangeResult } | { readonly error: string });

/** Starts the threads out of `programFile`, the bundled program or its source. */
export function startVerifyThreads(programFile: string, directory: string, count: number): VerifyThreads {
  const compiler = programFile.endsWith('.ts') ? [createRequire(programFile).resolve('tsx/cjs')] : [];
  const bootstrap = [...compiler, programFile].map((file) => `require(${JSON.stringify(file)});`).join('');
  const setup: Setup = { task: 'verifyLog', directory };
  const workers = Array.from({ length: count }, () => new Worker(bootstrap, { eval: true, workerData: setup }));
  const waiting = new Map<number, { resolve(result: RangeResult): void; reject(error: Error): void }>();
  let nextId = 0;
  for (const worker of workers) {
    worker.on('message', (answer: Answer) => {
      const job = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('result' in answer) job?.resolve(answer.result);
      else job?.reject(new Error(answer.error));
    });
    // Verification must not take a thread's end for an answer.
    worker.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error);
    });
  }
  return {
    verifyRange: (range) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        workers[id % workers.length]?.postMessage({ id, range } satisfies Job);
      }),
    stop: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** Returns whether this thread was started to verify, and if so begins to work. */
export function startAsVerifyThread(): boolean {
  const setup = workerData as Setup | undefined;
  if (isMainThread || parentPort === null || setup?.task !== 'verifyLog') return false;
  serve(parentPort, setup.directory);
  return true;
}

function serve(port: MessagePort, directory: string): void {
  const files = createBlockingLogFiles(directory);
  port.on('message', ({ id, range }: Job) => {
    verifyRange(files, range).then(
      (result) => port.postMessage({ id, result } satisfies Answer),
      (error) => port.postMessage({ id, error: String(error) } satisfies Answer),
    );
  });
}
