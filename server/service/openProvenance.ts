/**
 * Opens the provenance log on this machine as its one writer.
 *
 * A log that can't be opened, damaged or on a full disk, doesn't keep the service from deciding: each append tries to
 * open it again and fails with the reason until that succeeds.
 */

import { randomBytes } from 'node:crypto';
import { createLogFiles } from '../host/logFiles';
import { ServiceError } from '../host/serviceError';
import type { ServiceLog } from '../host/serviceLog';
import { acquireWriterLock, type WriterLock } from '../host/writerLock';
import { type Log, openLog } from '../provenance/log';
import { LogError, toLogError } from '../provenance/logError';
import type { SigningKeys } from '../provenance/signing';
import type { OpenLog } from './entryLog';

/** Takes the writer lock and opens the log. Throws `ALREADY_RUNNING` where another process holds the lock. */
export async function openProvenance(
  directory: string,
  diary: ServiceLog,
  loadKeys: () => Promise<SigningKeys>,
): Promise<OpenLog> {
  const lock = await takeLock(directory);
  const open = async (): Promise<Log> => {
    const keys = await loadKeys().catch((error) => {
      throw new LogError('LOG_KEY_MISSING', `the log can't be signed: ${messageOf(error)}`, { cause: error });
    });
    const log = await openLog(createLogFiles(directory), {
      clock: Date.now,
      keys,
      random: (length) => randomBytes(length),
      fence: () => lock.isHeld(),
      onProblem: (error) => diary.fault('keeping the log', error),
    });
    if (log.recovered !== undefined) diary.note(`log recovered: ${log.recovered.code}`);
    return log;
  };
  let opened: Promise<Log> | undefined;
  let log: Log | undefined;
  const opening = (): Promise<Log> => {
    opened ??= open().then(
      (fresh) => {
        log = fresh;
        return fresh;
      },
      (error) => {
        opened = undefined;
        throw error;
      },
    );
    return opened;
  };
  let failure: string | undefined;
  await opening().catch((error) => {
    diary.fault('opening the log', error);
    failure = toLogError(error, 'opening the log').message;
  });
  return {
    publish: async () => (await opening()).publish(),
    append: async (entry) => (await opening()).append(entry),
    describe: () => (log === undefined ? { size: 0, root: '', ...(failure && { error: failure }) } : summary(log)),
    async close() {
      await log?.close();
      await lock.release();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function summary({ size, root }: Log): { size: number; root: string } {
  return { size, root };
}

async function takeLock(directory: string): Promise<WriterLock> {
  const lock = await acquireWriterLock(directory).catch((error: NodeJS.ErrnoException) => {
    throw new ServiceError('SERVICE_FAILED', `the log's folder ${directory} can't be written (${error.code})`);
  });
  if (lock.heldBy !== undefined) {
    throw new ServiceError('ALREADY_RUNNING', `process ${lock.heldBy} is the service already`);
  }
  return lock;
}
