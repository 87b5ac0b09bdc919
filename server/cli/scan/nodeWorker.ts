/** Workers of a scan as threads of Node.js that run this program's own file. */

import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { JobDone } from './worker';
import type { StartScanWorker } from './workerPool';

/** Texts come and go by the thousand; what a thread may let pile up of them counts for each thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** Returns a function that starts workers out of `programFile`, the bundled program or its source. */
export function createThreads(programFile: string): StartScanWorker {
  const files = programFile.endsWith('.ts') ? [compiler(programFile), programFile] : [programFile];
  const bootstrap = files.map((file) => `require(${JSON.stringify(file)});`).join('');
  return (setup) => {
    const worker = new Worker(bootstrap, { eval: true, workerData: setup, resourceLimits });
    let end = (_: string): void => undefined;
    let reason: string | undefined;
    worker.on('error', (error: NodeJS.ErrnoException) => {
      reason = error.code ?? error.name;
    });
    worker.on('exit', (code) => end(reason ?? `exit code ${code}`));
    return {
      send: (job) => worker.postMessage(job),
      onDone: (listener) => void worker.on('message', (done: JobDone) => listener(done)),
      onEnd(listener) {
        end = listener;
      },
      stop: () => void worker.terminate(),
    };
  };
}

/** From source the program is compiled as it is loaded; a thread has to be told so by itself. */
function compiler(programFile: string): string {
  return createRequire(programFile).resolve('tsx/cjs');
}
