/** What the answer to a hook needs of the machine: files, links, git, the policy in force. Handed in from the top. */

import type { CompiledPolicy } from '../../engine/policy/compiled';
import type { ListedFiles } from '../../host/listBelow';
import type { ReadTextResult } from '../../host/readText';
import type { AddedFiles } from './hookHost';

export interface HookWorld {
  readText(path: string, options: { readonly maxBytes: number }): Promise<ReadTextResult>;
  /** Returns where a path leads, `undefined` where there is nothing. */
  realPath(path: string): Promise<string | undefined>;
  kindOf(path: string): Promise<'file' | 'folder' | undefined>;
  /** Returns the files below a folder, whatever ignore files say. */
  list(folder: string, limit: number): Promise<ListedFiles>;
  /** Returns what git prints, `undefined` where it can't say. Runs no program that a repository names. */
  git(args: readonly string[], cwd: string): Promise<string | undefined>;
  /** Calls back with the policy in force in some folders. */
  withPolicy<T>(folders: readonly string[], use: (policy: CompiledPolicy) => Promise<T>): Promise<T>;
  /** Returns the files that a chat in the editor's windows of a folder may send by itself, unseen; absent without windows. */
  readonly chatFiles?: (folder: string) => Promise<AddedFiles>;
  now(): Date;
  readonly ignoreCase: boolean;
  readonly home: string;
  readonly isWindows: boolean;
  /** Absolute paths of files and folders that no agent may change: policies, log, keys. */
  readonly protectedPaths: readonly string[];
}

/** What a hook's program hands over. */
export interface HookParams {
  readonly host: string;
  readonly event?: string;
  /** The host's payload as it came. */
  readonly payload: string;
  /** The folder the hook was started in. */
  readonly cwd: string;
  /** Variables of the hook's environment that matter here. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One event with its workspace and policy, as its parts are judged. */
export interface Hearing {
  readonly world: HookWorld;
  readonly policy: CompiledPolicy;
  readonly cwd: string;
  /** Absolute; the workspace's folders, the innermost of nested ones first. */
  readonly roots: readonly string[];
  readonly env: HookParams['env'];
  readonly canAsk: boolean;
  readonly source: { readonly tool: string; readonly host?: string; readonly name?: string };
}
