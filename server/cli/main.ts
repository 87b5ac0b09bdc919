/**
 * The program `portcullis`: this process as a host, its signals, its exit code; and the threads of a scan or a
 * verification, which run it too.
 */

import { exitCode } from './exitCode';
import { startAsVerifyThread } from './log/verifyThreads';
import { createNodeHost } from './nodeHost';
import { run } from './run';
import { startAsWorker } from './scan/worker';

if (!startAsWorker() && !startAsVerifyThread()) startProgram();

function startProgram(): void {
  const interruption = new AbortController();

  // The first interrupt lets a command end its output properly, the second ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (interruption.signal.aborted) process.exit(exitCode.interrupted);
      interruption.abort();
    });
  }

  run(process.argv.slice(2), createNodeHost(process, interruption.signal, __filename)).then(
    // An open connection or a timer must not keep a finished command alive.
    (code) => process.exit(code),
    () => process.exit(exitCode.error),
  );
}
