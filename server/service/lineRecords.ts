/**
 * What is stored of the origin of lines, by the file's path: finds the repository that a file is in, once per folder.
 */

import { dirname, relative } from 'node:path';
import { openRepository } from '../host/gitRepository';
import { realPath } from '../host/realPath';
import type { LineRecords } from '../lsp/lines/openLines';
import { GitError, type LineStore, type Repository } from '../provenance/lines/repository';

type Found = Pick<Repository, 'root' | 'gitDirectory'> | undefined;

const maxFolders = 1000;

export function createLineRecords(store: LineStore): LineRecords {
  const folders = new Map<string, Promise<Found>>();
  const repositoryOf = (folder: string): Promise<Found> => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    if (folders.size >= maxFolders) folders.clear();
    const found = openRepository(folder).catch((error) => {
      // A folder may become a repository later on.
      folders.delete(folder);
      if (error instanceof GitError) return undefined;
      throw error;
    });
    folders.set(folder, found);
    return found;
  };
  const placeOf = async (path: string): Promise<readonly [string, string] | undefined> => {
    const real = await realPath(path);
    const repository = real === undefined ? undefined : await repositoryOf(dirname(real));
    if (real === undefined || repository === undefined) return undefined;
    return [repository.gitDirectory, relative(repository.root, real).replaceAll('\\', '/')];
  };
  return {
    async load(path) {
      const place = await placeOf(path);
      return place && store.read(...place);
    },
    async save(path, stored) {
      const place = await placeOf(path);
      if (place !== undefined) await store.write(...place, stored);
    },
  };
}
