/** A repository's own settings and hooks on this machine. Knows nothing of what is put there. */

import { mkdir, rm } from 'node:fs/promises';
import { dirname, isAbsolute, relative } from 'node:path';
import type { GitWiring, Repository } from '../provenance/lines/repository';
import { GitError } from '../provenance/lines/repository';
import { runGit } from './git';
import { readTextFile } from './readText';
import { writeTextFile } from './writeText';

const maxHookBytes = 1024 * 1024;

export function createGitWiring({ root }: Pick<Repository, 'root'>): GitWiring {
  const linesOf = async (args: readonly string[], codes: readonly number[] = []): Promise<string[]> =>
    (await runGit(args, { cwd: root, codes, asksForHooks: true })).stdout
      .toString()
      .split('\n')
      .filter((line) => line !== '');
  return {
    setting: (name) => linesOf(['config', '--local', '--get-all', name], [1]),
    async addSetting(name, value) {
      await linesOf(['config', '--local', '--add', name, value]);
    },
    async removeSetting(name, value) {
      await linesOf(['config', '--local', '--fixed-value', '--unset-all', name, value], [5]);
    },
    async hookPath(name) {
      const asked = ['rev-parse', '--path-format=absolute', '--git-common-dir', '--git-path', `hooks/${name}`];
      const [common = '', path = ''] = await linesOf(asked);
      return [root, common].some((folder) => isBelow(folder, path)) ? path : undefined;
    },
    async readHook(path) {
      const found = await readTextFile(path, { maxBytes: maxHookBytes });
      if (found.kind === 'missing') return undefined;
      if (found.kind === 'text' && !found.lossy) return found.text;
      throw new GitError(`the hook ${path} can't be read as a script; look at it first`);
    },
    async writeHook(path, script) {
      if (script === undefined) return rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true });
      await writeTextFile(path, script, 0o755);
    },
  };
}

function isBelow(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
}
