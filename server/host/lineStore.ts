/**
 * The attribution of working trees' files on this machine, in the user's own state folder: a repository that was cloned
 * or unpacked can bring none with it. Knows nothing of what it holds.
 */

import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LineStore } from '../provenance/lines/repository';
import { readTextFile } from './readText';
import { writeTextFile } from './writeText';

const maxBytes = 64 * 1024 * 1024;

/** Returns the store in the state folder; a file that can't be read counts as none. */
export function createLineStore(stateDirectory: string): LineStore {
  const folderOf = (gitDirectory: string): string => join(stateDirectory, 'lines', digest(gitDirectory));
  const fileOf = (gitDirectory: string, path: string): string => join(folderOf(gitDirectory), `${digest(path)}.json`);
  return {
    async read(gitDirectory, path) {
      const found = await readTextFile(fileOf(gitDirectory, path), { maxBytes });
      return found.kind === 'text' ? found.text : undefined;
    },
    async write(gitDirectory, path, stored) {
      const file = fileOf(gitDirectory, path);
      if (stored === undefined) return rm(file, { force: true });
      await mkdir(folderOf(gitDirectory), { recursive: true, mode: 0o700 });
      await writeTextFile(file, stored, 0o600);
    },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
