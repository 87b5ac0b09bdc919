/**
 * The attribution of working trees' files on this machine, in the user's own state folder: a repository that was cloned
 * or unpacked can bring none with it. Knows nothing of what it holds.
 */

import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LineStore } from '../provenance/lines/repository';
import { readTextFile } from './readText';
import { writeTextFile } from './writeText';

/** Holds the path of the git directory: whose lines these are can't be had from the folder's name. */
const placeName = 'repository';
const maxBytes = 64 * 1024 * 1024;

/** Returns the store in the state folder; a file that can't be read counts as none. */
export function createLineStore(stateDirectory: string): LineStore {
  const folderOf = (gitDirectory: string): string => join(stateDirectory, 'lines', digest(gitDirectory));
  const placed = new Set<string>();
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
      if (!placed.has(gitDirectory)) await writeTextFile(join(folderOf(gitDirectory), placeName), gitDirectory, 0o600);
      placed.add(gitDirectory);
      await writeTextFile(file, stored, 0o600);
    },
  };
}

/**
 * Replaces each file of the store by what `edit` makes of its text, removes it where that is `undefined`; returns how many
 * changed. With `isDry` it only counts them. No service may be running, which would write files again.
 */
export async function editStoredLines(
  stateDirectory: string,
  edit: (stored: string) => string | undefined,
  isDry = false,
): Promise<number> {
  const top = join(stateDirectory, 'lines');
  let count = 0;
  for (const folder of await namesIn(top)) {
    const names = (await namesIn(join(top, folder))).filter((name) => name !== placeName);
    let left = names.length;
    for (const name of names) {
      const file = join(top, folder, name);
      const found = await readTextFile(file, { maxBytes });
      const before = found.kind === 'text' ? found.text : '';
      const after = edit(before);
      if (found.kind === 'missing' || after === before) continue;
      count++;
      if (isDry) continue;
      if (after !== undefined) await writeTextFile(file, after, 0o600);
      else await rm(file, { force: true }).then(() => left--);
    }
    if (left === 0 && !isDry) await rm(join(top, folder), { recursive: true, force: true });
  }
  return count;
}

/** Returns the folders of working trees that something is stored of, as far as they are still there. */
export async function storedTrees(stateDirectory: string): Promise<string[]> {
  const top = join(stateDirectory, 'lines');
  const trees: string[] = [];
  for (const folder of await namesIn(top)) {
    const found = await readTextFile(join(top, folder, placeName), { maxBytes });
    if (found.kind !== 'text') continue;
    // A further working tree's git directory says where the tree is; of the first one it lies in the tree.
    const linked = await readTextFile(join(found.text, 'gitdir'), { maxBytes });
    trees.push(dirname(linked.kind === 'text' ? linked.text.trim() : found.text));
  }
  return trees;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR'].includes(code)) return [];
    throw error;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
