/**
 * This user's key for fingerprints of found values: made once, kept in the state folder for its user alone.
 *
 * Whoever has the key can try values out against fingerprints; it never leaves the machine.
 */

import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from './readText';

const keyLength = 32;

export interface FingerprintKey {
  readonly key: Uint8Array;
  /** Present where the key couldn't be kept, and holds for this process alone: why. */
  readonly problem?: string;
}

/** Returns the key in `directory`, making it where there is none; several processes at once get the same one. */
export async function loadFingerprintKey(directory: string): Promise<FingerprintKey> {
  const path = join(directory, 'fingerprint.key');
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

async function readKey(path: string): Promise<FingerprintKey | undefined> {
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
