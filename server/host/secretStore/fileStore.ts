/** Secrets in files of the state folder, for their user alone. */

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTextFile } from '../writeText';
import type { SecretStore } from '.';

export function createFileStore(directory: string): SecretStore {
  return {
    kind: 'file',
    read: async (name) => {
      const text = await readFile(join(directory, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      return text?.trim();
    },
    async write(name, secret) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeTextFile(join(directory, name), `${secret}\n`, 0o600);
    },
  };
}
