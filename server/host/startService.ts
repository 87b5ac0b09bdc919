/**
 * Makes sure that a service runs: finds one, or starts it detached from the program that asks.
 *
 * The log's writer lock decides who becomes the service; here it is only waited for whoever won.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { StatePaths } from './paths';
import { makePrivateDirectory } from './privateDirectory';
import { serviceStatus, stopService } from './serviceConnection';
import { ServiceError } from './serviceError';
import { isOlderVersion } from './version';

/** How the service is started and which version that is. */
export interface ServiceProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
}

export interface RunningService {
  readonly socket: string;
  readonly pid: number;
  readonly version: string;
}

/** The exit code of a service that ends at once because another one holds the log's writer lock. */
export const alreadyRunningExitCode = 3;

const timeoutMs = 20_000;
const pollMs = 25;
/** A service that lost the race is not started again before the winner had this time to answer. */
const retryMs = 500;

/**
 * Returns the running service, started if none answers; an older one is asked to end first.
 *
 * Throws `SERVICE_FAILED` where the started one ends before it answers, and `SERVICE_UNRESPONSIVE` where whoever holds
 * the log doesn't answer in time.
 */
export async function ensureService(paths: StatePaths, program: ServiceProgram): Promise<RunningService> {
  const deadline = Date.now() + timeoutMs;
  let started: StartedService | undefined;
  try {
    while (Date.now() < deadline) {
      const status = await serviceStatus(paths, Math.max(1000, deadline - Date.now()));
      if (status !== undefined) {
        if (!isOlderVersion(status.version, program.version)) {
          return { socket: paths.socket, pid: status.pid, version: status.version };
        }
        await stopService(paths);
        started = undefined;
        continue;
      }
      if (started?.failure !== undefined) throw started.failure;
      if (started === undefined || (started.lostAt !== undefined && Date.now() - started.lostAt > retryMs)) {
        started = start(paths, program);
      }
      await pause(pollMs);
    }
  } finally {
    started?.release();
  }
  throw new ServiceError(
    'SERVICE_UNRESPONSIVE',
    `no Portcullis service answered on ${paths.socket} within ${timeoutMs / 1000} s; ${paths.serviceLog} may say why`,
  );
}

interface StartedService {
  /** When it found another service at work. */
  lostAt?: number;
  failure?: ServiceError;
  /** Lets this process end without it. */
  release(): void;
}

function start(paths: StatePaths, program: ServiceProgram): StartedService {
  makePrivateDirectory(paths.stateDirectory);
  // The working directory is not the caller's, so that no folder is kept from being removed.
  const child: ChildProcess = spawn(program.command, [...program.args], {
    cwd: paths.stateDirectory,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = `${complaint}${text}`.slice(-2000);
  });
  const started: StartedService = {
    release() {
      child.stderr?.destroy();
      child.unref();
    },
  };
  child.once('error', (error) => {
    started.failure = failed(`${program.command} can't be run (${(error as NodeJS.ErrnoException).code})`);
  });
  child.once('close', (code) => {
    if (code === alreadyRunningExitCode) started.lostAt = Date.now();
    else started.failure ??= failed(complaint.replace(/^service: /, '').trim() || `it ended with exit code ${code}`);
  });
  return started;
}

function failed(why: string): ServiceError {
  return new ServiceError('SERVICE_FAILED', `the Portcullis service could not be started: ${why}`);
}
