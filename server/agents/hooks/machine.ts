/** This machine as the answer to a hook sees it. */

import { homedir } from 'node:os';
import { runGit } from '../../host/git';
import { kindOf, listBelow } from '../../host/listBelow';
import { hasCaseInsensitivePaths } from '../../host/paths';
import { readTextFile } from '../../host/readText';
import { realPath } from '../../host/realPath';
import type { HookWorld } from './world';

export function createHookWorld(
  protectedPaths: readonly string[],
  withPolicy: HookWorld['withPolicy'],
  now: () => Date,
): HookWorld {
  return {
    readText: readTextFile,
    realPath,
    kindOf,
    list: listBelow,
    git: async (args, cwd) => (await runGit(args, { cwd }).catch(() => undefined))?.stdout.toString(),
    withPolicy,
    now,
    ignoreCase: hasCaseInsensitivePaths(process.platform),
    home: homedir(),
    isWindows: process.platform === 'win32',
    protectedPaths,
  };
}
