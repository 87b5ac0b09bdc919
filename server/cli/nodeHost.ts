/** This process and machine as a command's host. */

import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { version } from '../../package.json';
import { createFileOutput } from '../host/fileOutput';
import { loadFingerprintKey } from '../host/fingerprintKey';
import { openRepository } from '../host/gitRepository';
import { createGitWiring } from '../host/gitWiring';
import { createKeptRecords } from '../host/keptRecords';
import { createLineStore } from '../host/lineStore';
import { createLogFiles } from '../host/logFiles';
import { statePaths, thisMachine } from '../host/paths';
import { readPolicyFile } from '../host/policyFile';
import { readTextFile } from '../host/readText';
import { realPath } from '../host/realPath';
import { createOutput } from '../host/stdio';
import { walkFiles } from '../host/walk';
import { acquireWriterLock } from '../host/writerLock';
import { writeTextFile } from '../host/writeText';
import { keptOutcomes } from '../service/coverage/keptOutcomes';
import { askVersion } from './doctor/askVersion';
import { createGatewayAccess } from './gateway/access';
import type { CliHost } from './host';
import { createLogAccess } from './log/access';
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
    hookProgram: hookProgram(programFile),
    version,
    signal,
    files: {
      readText: readTextFile,
      readPolicy: (path) => readPolicyFile(path, true),
      walk: walkFiles,
      writeText: writeTextFile,
      create: createFileOutput,
      realPath,
    },
    service: createServiceAccess(paths, serviceProgram(__filename, version)),
    logDirectory: paths.logDirectory,
    lockLog: acquireWriterLock,
    logFiles: createLogFiles,
    log: createLogAccess(paths, process.env, programFile),
    gateway: createGatewayAccess(paths, dirname(programFile)),
    lines: { repository: openRepository, store: createLineStore(paths.stateDirectory), wiring: createGitWiring },
    askVersion,
    drillOutcomes: () => keptOutcomes(createKeptRecords(paths.stateDirectory, 'drills'), version),
    startScanWorker: createThreads(programFile),
    cores: availableParallelism(),
    now: () => new Date(),
    fingerprintKey: () => loadFingerprintKey(paths.stateDirectory),
  };
}

/** The program of hooks lies beside this one; from source it has a folder of its own. */
function hookProgram(programFile: string): readonly string[] {
  const folder = dirname(programFile);
  const file = programFile.endsWith('.ts') ? join(folder, 'hook', 'main.ts') : join(folder, 'hook.js');
  return [process.execPath, ...process.execArgv, file];
}
