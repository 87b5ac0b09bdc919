/** This process and machine as a command's host. */

import { availableParallelism } from 'node:os';
import { version } from '../../package.json';
import { loadFingerprintKey } from '../host/fingerprintKey';
import { createLogFiles } from '../host/logFiles';
import { statePaths, thisMachine } from '../host/paths';
import { readPolicyFile } from '../host/policyFile';
import { readTextFile } from '../host/readText';
import { realPath } from '../host/realPath';
import { createOutput } from '../host/stdio';
import { walkFiles } from '../host/walk';
import { writeTextFile } from '../host/writeText';
import type { CliHost } from './host';
import { createThreads } from './scan/nodeWorker';
import { createServiceAccess, serviceProgram } from './serviceAccess';

/**
 * Returns the host of commands that run in this process; `signal` is aborted when the user interrupts, `programFile` is
 * what runs.
 */
export function createNodeHost(process: NodeJS.Process, signal: AbortSignal, programFile: string): CliHost {
  const paths = statePaths(thisMachine());
  return {
    stdin: process.stdin,
    stdout: createOutput(process.stdout),
    stderr: createOutput(process.stderr),
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    version,
    signal,
    files: {
      readText: readTextFile,
      readPolicy: (path) => readPolicyFile(path, true),
      walk: walkFiles,
      writeText: writeTextFile,
      realPath,
    },
    service: createServiceAccess(paths, serviceProgram(__filename, version)),
    logDirectory: paths.logDirectory,
    logFiles: createLogFiles,
    startScanWorker: createThreads(programFile),
    cores: availableParallelism(),
    now: () => new Date(),
    fingerprintKey: () => loadFingerprintKey(paths.stateDirectory),
  };
}
