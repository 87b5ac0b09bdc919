/**
 * The service program: `--ensure` finds or starts the service, `--serve` is it, `--stdio` serves one client on stdio.
 *
 * The only place that wires the service to this process.
 */

import { ensureLogKeys } from '../host/logKeys';
import { statePaths, thisMachine } from '../host/paths';
import { makePrivateDirectory } from '../host/privateDirectory';
import { secretPlace } from '../host/secretPlace';
import { ServiceError } from '../host/serviceError';
import { createServiceLog, type ServiceLog } from '../host/serviceLog';
import { connectToSocket } from '../host/socket';
import { alreadyRunningExitCode, ensureService } from '../host/startService';
import { parseArguments, type ServiceArguments, usage } from './arguments';
import type { Service } from './service';

/** What the program is: its version, its own file to start it again, and the folder it is in. */
export interface ProgramSelf {
  readonly version: string;
  readonly file: string;
  readonly folder: string;
}

const paths = (): ReturnType<typeof statePaths> => statePaths(thisMachine());

/** Runs the program and sets the process's exit code: 0, 2 for an error, 3 where another service is at work. */
export async function runServiceProgram(args: readonly string[], self: ProgramSelf): Promise<void> {
  const parsed = parseArguments(args);
  if (typeof parsed === 'string') {
    process.stderr.write(`service: ${parsed}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  try {
    await programs[parsed.mode](parsed, self);
  } catch (error) {
    const isOther = error instanceof ServiceError && error.code === 'ALREADY_RUNNING';
    process.stderr.write(`service: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = isOther ? alreadyRunningExitCode : 2;
  }
}

const programs: Readonly<
  Record<ServiceArguments['mode'], (args: ServiceArguments, self: ProgramSelf) => Promise<void>>
> = {
  async ensure({ idleMs }, self) {
    const args = [...process.execArgv, self.file, '--serve', '--idle-ms', String(idleMs)];
    const running = await ensureService(paths(), { command: process.execPath, args, version: self.version });
    process.stdout.write(`${JSON.stringify(running)}\n`);
  },

  async serve({ idleMs }, self) {
    const diary = prepareProcess();
    const service = await become(self, diary, idleMs);
    drainOnSignals((reason) => service.drain(reason));
    await service.ended;
    process.exit(0);
  },

  async stdio({ idleMs }, self) {
    const diary = prepareProcess();
    // stdout belongs to the protocol.
    console.log = console.info = console.debug = console.error;
    try {
      const service = await become(self, diary, Math.min(idleMs, 1000));
      drainOnSignals((reason) => service.drain(reason));
      service.serve(process.stdin, process.stdout);
      await service.ended;
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'ALREADY_RUNNING') throw error;
      await relay();
    }
    process.exit(0);
  },
};

/**
 * Takes the log's writer lock and becomes the service. Throws `ALREADY_RUNNING` where another process holds the lock.
 *
 * The engine is loaded only then: every window runs `--ensure`, and of several services that race all but one end here.
 */
async function become(self: ProgramSelf, diary: ServiceLog, idleMs: number): Promise<Service> {
  const { openProvenance } = await import('./openProvenance');
  const log = await openProvenance(paths().logDirectory, diary, () => ensureLogKeys(secretPlace(paths(), process.env)));
  try {
    const { startService } = await import('./wiring');
    return await startService(log, paths(), self, diary, idleMs);
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** Hands stdin and stdout to the running service until either side ends. */
async function relay(): Promise<void> {
  const socket = await connectToSocket(paths());
  process.stdin.pipe(socket);
  socket.pipe(process.stdout);
  await new Promise<void>((resolve) => {
    socket.once('close', resolve);
    socket.once('error', () => resolve());
    process.stdin.once('error', () => socket.end());
    process.stdout.once('error', () => socket.destroy());
  });
}

function prepareProcess(): ServiceLog {
  makePrivateDirectory(paths().stateDirectory);
  const diary = createServiceLog(paths().serviceLog, () => new Date());
  // Whoever started it may be gone.
  process.stderr.on('error', () => undefined);
  process.on('uncaughtException', (error) => diary.fault('an unguarded callback', error));
  process.on('unhandledRejection', (reason) => diary.fault('an unguarded promise', reason));
  return diary;
}

function drainOnSignals(drain: (reason: string) => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain(signal));
  // A closed terminal must not end a service that other windows use.
  process.on('SIGHUP', () => undefined);
}
