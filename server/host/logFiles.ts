/**
 * The provenance log's files on a disk, in a folder of their user alone. Knows nothing of what they hold.
 */

import { constants, readFileSync, readFile as readFileThen } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { LogFiles, TailFile } from '../provenance/files';
import { lockName } from './writerLock';

/** Returns the files of the log in `root`; the folder is made when the first file is written. */
export function createLogFiles(root: string): LogFiles {
  const syncDirectory = shareRuns(syncFolder);
  return {
    async read(name) {
      return readFile(join(root, name)).catch(undefinedIfAbsent);
    },
    list: () => listFiles(root, ''),
    async replace(name, bytes) {
      const path = join(root, name);
      const unfinished = `${path}${unfinishedSuffix}`;
      const file = await openIn(dirname(path), unfinished);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => undefined);
        throw error;
      } finally {
        await file.close();
      }
      await renameOver(unfinished, path);
      await syncDirectory(dirname(path));
    },
    async remove(name) {
      const path = join(root, name);
      await rm(path, { force: true });
      // The folder of a partial tile goes with its last file.
      if (dirname(path).endsWith('.p')) await rmdir(dirname(path)).catch(() => undefined);
    },
    async openTail(name) {
      return createTailFile(await open(join(root, name), constants.O_RDWR));
    },
  };
}

/** Returns the same files for a thread that has nothing else to do while it waits: reading then costs a third. */
export function createBlockingLogFiles(root: string): LogFiles {
  return {
    ...createLogFiles(root),
    async read(name) {
      try {
        return readFileSync(join(root, name));
      } catch (error) {
        return undefinedIfAbsent(error as NodeJS.ErrnoException);
      }
    },
  };
}

function createTailFile(file: FileHandle): TailFile {
  return {
    async write(bytes, position) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    },
    sync: () => file.datasync(),
    truncate: (size) => file.truncate(size),
    close: () => file.close(),
  };
}

async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = (await readdir(join(root, folder), { withFileTypes: true }).catch(undefinedIfAbsent)) ?? [];
  const names: string[] = [];
  for (const entry of entries) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (name === lockName || name.endsWith(unfinishedSuffix)) continue;
    if (entry.isDirectory()) names.push(...(await listFiles(root, name)));
    else names.push(name);
  }
  return names.sort();
}

/** Opens a new file, and makes its folder where there is none. */
async function openIn(folder: string, path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w', 0o600);
  } catch (error) {
    undefinedIfAbsent(error as NodeJS.ErrnoException);
    await makeDirectory(folder);
    return open(path, 'w', 0o600);
  }
}

/** Makes the folder durably: each new folder's name is in its parent before it is used. */
async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/**
 * Returns the same function for callers who may share a run: each waits for one that began after its call. Names of many
 * files are so made durable at once.
 */
function shareRuns(run: (path: string) => Promise<void>): (path: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();
  const begin = (path: string): Promise<void> => {
    waiting.delete(path);
    const begun = run(path).finally(() => {
      if (running.get(path) === begun) running.delete(path);
    });
    running.set(path, begun);
    return begun;
  };
  return (path) => {
    const current = running.get(path);
    if (!current) return begin(path);
    const next = waiting.get(path) ?? current.catch(() => undefined).then(() => begin(path));
    waiting.set(path, next);
    return next;
  };
}

/** On Windows a folder can't be opened, and names are durable with the file. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** On Windows a reader (or a virus scanner) holding the former file makes a rename fail for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (process.platform !== 'win32' || attempt === 20 || !['EPERM', 'EACCES', 'EBUSY'].includes(code ?? ''))
        throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 5));
    }
  }
}

function undefinedIfAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}

const unfinishedSuffix = '.tmp';
/** Takes half the time of the one in node:fs/promises. */
const readFile = promisify(readFileThen);
