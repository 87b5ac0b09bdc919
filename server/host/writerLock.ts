/**
 * One writer among all processes of a machine that share a folder, without native code. Knows nothing of what is written.
 *
 * The lock is a row of numbered folders in `writer.lock/`, one for each time it was taken, holding who took it. The
 * holder is who made the highest number and still lives. To take the lock is to make the next number: a prepared folder
 * is renamed to it, which the system does at once with its content, and refuses where a folder that holds something has
 * that name. So of many that saw the same holder dead, one gets the next number and the others find it alive. Numbers
 * never come again: the highest stays when its holder releases it or dies, and lower ones are removed only once a higher
 * stands. Whoever was held up between looking and making, however long, either fails to make its number or finds, looking
 * again, a higher one, and gives way. There is thus no moment in which a dead holder's lock is removed but not yet taken.
 */

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess, isAlive, type ProcessIdentity } from './processIdentity';

/** The lock's name in its folder. */
export const lockName = 'writer.lock';

export interface WriterLock {
  readonly heldBy?: undefined;
  /** Rises with each time the lock is taken. */
  readonly generation: number;
  /** Reports whether the lock is still this one's. False for good after `release`, or once someone took it over. */
  isHeld(): Promise<boolean>;
  /** Lets the next one in. */
  release(): Promise<void>;
}

interface Owner extends ProcessIdentity {
  readonly nonce: string;
}

export interface LockOptions {
  /** Who takes the lock; this process by default. */
  readonly identity?: ProcessIdentity;
  readonly isAlive?: (identity: ProcessIdentity) => Promise<boolean>;
}

/** Takes the folder's writer lock, making the folder if needed, or returns the process that holds it. */
export async function acquireWriterLock(
  dir: string,
  options: LockOptions = {},
): Promise<WriterLock | { heldBy: number }> {
  const lockDir = join(dir, lockName);
  const owner: Owner = { ...(options.identity ?? (await identifyProcess())), nonce: randomBytes(16).toString('hex') };
  const judge = options.isAlive ?? isAlive;
  for (;;) {
    await mkdir(lockDir, { recursive: true, mode: 0o700 });
    const last = await highest(lockDir);
    const holder = await readHolder(lockDir, last);
    if (holder && (await judge(holder))) return { heldBy: holder.pid };
    const generation = last + 1;
    if (!(await make(lockDir, generation, owner))) continue;
    if ((await highest(lockDir)) !== generation) continue;
    await removeOthers(lockDir, generation);
    return createLock(lockDir, generation, owner.nonce);
  }
}

function createLock(lockDir: string, generation: number, nonce: string): WriterLock {
  let released = false;
  const isHeld = async () => {
    // The nonce tells where someone removed the whole lock and the numbers began again.
    return (
      !released && (await highest(lockDir)) === generation && (await readOwner(lockDir, generation))?.nonce === nonce
    );
  };
  return {
    generation,
    isHeld,
    async release() {
      const held = await isHeld();
      released = true;
      if (held) await writeFile(join(lockDir, formatGeneration(generation), releasedName), '', { mode: 0o600 });
    },
  };
}

/** Makes the numbered folder with its content at once; reports false where the number is taken. */
async function make(lockDir: string, generation: number, owner: Owner): Promise<boolean> {
  const prepared = join(lockDir, `new-${owner.nonce}`);
  const target = join(lockDir, formatGeneration(generation));
  try {
    await mkdir(prepared, { recursive: true, mode: 0o700 });
    await writeFile(join(prepared, ownerName), JSON.stringify(owner), { mode: 0o600 });
    await rename(prepared, target);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Taken (Windows says EPERM or EACCES), or the prepared folder was cleared away by the one who won.
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT') return false;
    if ((code === 'EPERM' || code === 'EACCES') && (await exists(target))) return false;
    throw error;
  } finally {
    await rm(prepared, { recursive: true, force: true });
  }
}

/** Returns who holds that number, or `undefined` where it was released. */
async function readHolder(lockDir: string, generation: number): Promise<Owner | undefined> {
  const isReleased = await exists(join(lockDir, formatGeneration(generation), releasedName));
  return isReleased ? undefined : readOwner(lockDir, generation);
}

/** Returns who made that number, or `undefined` where there is none or its content was lost (a power cut). */
async function readOwner(lockDir: string, generation: number): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse(await readFile(join(lockDir, formatGeneration(generation), ownerName), 'utf8')) as Owner;
    return Number.isSafeInteger(owner.pid) && owner.pid > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

async function highest(lockDir: string): Promise<number> {
  const names = await readdir(lockDir).catch(() => []);
  return Math.max(0, ...names.filter((name) => /^\d{12}$/.test(name)).map(Number));
}

async function removeOthers(lockDir: string, generation: number): Promise<void> {
  for (const name of await readdir(lockDir)) {
    const isNewer = /^\d{12}$/.test(name) && Number(name) >= generation;
    if (!isNewer) await rm(join(lockDir, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function formatGeneration(generation: number): string {
  return String(generation).padStart(12, '0');
}

const ownerName = 'owner.json';
const releasedName = 'released';
