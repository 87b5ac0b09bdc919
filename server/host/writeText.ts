/** Writes a text file in one step: whoever reads meanwhile sees the old text or the new one, never a part. */

import { randomBytes } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces or makes the file, with the permissions it had, `mode` for a new one; keeps what was there where it can't be
 * written to its end.
 *
 * A link is replaced and not followed: it may lead out of the folder that was meant.
 */
export async function writeTextFile(path: string, text: string, mode = 0o666): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      const kept = await modeOf(path);
      if (kept !== undefined) await handle.chmod(kept);
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isFile() ? found.mode & 0o777 : undefined;
}
