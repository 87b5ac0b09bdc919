/**
 * Keeps the last good text of policy files over restarts, so that a broken file doesn't stop all work.
 *
 * Only for files that are this user's own: in place of an administrator's file, what a user could write must not hold.
 */

import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StatePaths } from './paths';
import { makePrivateDirectory } from './privateDirectory';

/** Texts by the path of the file they stood in. */
export interface PolicyMemory {
  /** Returns `undefined` where nothing is remembered. */
  load(path: string): Promise<string | undefined>;
  save(path: string, text: string): Promise<void>;
}

export function createPolicyMemory(
  paths: Pick<StatePaths, 'policyMemory' | 'managedPolicyFile' | 'managedLayerFolder'>,
): PolicyMemory {
  const isOwn = (path: string): boolean =>
    path !== paths.managedPolicyFile && path !== paths.managedLayerFolder && dirname(path) !== paths.managedLayerFolder;
  const placeOf = (path: string): string =>
    join(paths.policyMemory, `${createHash('sha256').update(path).digest('hex')}.yaml`);
  return {
    async load(path) {
      if (!isOwn(path)) return undefined;
      try {
        return await readFile(placeOf(path), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async save(path, text) {
      if (!isOwn(path)) return;
      makePrivateDirectory(paths.policyMemory);
      const draft = join(paths.policyMemory, `${randomUUID()}.tmp`);
      await writeFile(draft, text, { mode: 0o600 });
      await rename(draft, placeOf(path));
      await prune(paths.policyMemory);
    },
  };
}

/** So many texts are kept; of more, the oldest go. */
const mostKept = 200;

async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  if (names.length <= mostKept) return;
  const files = await Promise.all(
    names.map(async (name) => ({ name, written: (await stat(join(folder, name))).mtimeMs })),
  );
  files.sort((a, b) => a.written - b.written);
  for (const { name } of files.slice(0, files.length - mostKept)) await rm(join(folder, name), { force: true });
}
