/** A file written piece by piece, for its user alone: whoever looks meanwhile sees the old file, or none. */

import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OutputFailed } from './stdio';

export interface FileOutput {
  write(text: string): Promise<void>;
  /** Makes the file be what was written. */
  finish(): Promise<void>;
  /** Leaves what was there before. */
  discard(): Promise<void>;
}

/** Begins a file; rejects with the system's error. Writing throws `OutputFailed` where the disk takes no more. */
export async function createFileOutput(path: string): Promise<FileOutput> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const handle = await open(draft, 'wx', 0o600);
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
  };
  return {
    async write(text) {
      await handle.writeFile(text, 'utf8').catch((error: NodeJS.ErrnoException) => {
        const code = (['ENOSPC', 'EIO', 'EDQUOT', 'EFBIG'] as const).find((known) => known === error.code);
        throw code === undefined ? error : new OutputFailed(code);
      });
    },
    async finish() {
      await handle.sync();
      await handle.close();
      await rename(draft, path);
    },
    discard,
  };
}
