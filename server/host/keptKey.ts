/**
 * Keys of this user: made once, kept in the state folder for their user alone. Knows nothing of what they are used for.
 */

import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from './readText';

const keyLength = 32;

export interface KeptKey {
  /** 32 random bytes. */
  readonly key: Uint8Array;
  /** Present where the key couldn't be kept, and holds for this process alone: why. */
  readonly problem?: string;
}

/** Returns the key in the file, making it where there is none; several processes at once get the same one. */
export async function loadKeptKey(directory: string, name: string): Promise<KeptKey> {
  const path = join(directory, name);
  try {
    const found = await readKey(path);
    if (found !== undefined) return found;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await makeKey(path);
    return (await readKey(path)) ?? { key: randomBytes(keyLength), problem: `${path} is gone` };
  } catch (error) {
    return { key: randomBytes(keyLength), problem: `${path}: ${explainFileError(error)}` };
  }
}

async function readKey(path: string): Promise<KeptKey | undefined> {
  try {
    const key = await readFile(path);
    if (key.length === keyLength) return { key };
    return { key: randomBytes(keyLength), problem: `${path} is damaged; remove it to get a new one` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes the whole key under another name first, so that nobody ever reads half of one; the first to link wins. */
async function makeKey(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(randomBytes(keyLength));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(draft, 0o600);
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
