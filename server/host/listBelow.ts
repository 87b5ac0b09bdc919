/** What is at a path, and which files are below a folder, whatever ignore files say. Opens none of them. */

import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { realPath } from './realPath';

/** Returns what a path leads to, `undefined` where there is nothing or neither. */
export async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
}

export interface ListedFiles {
  /** Absolute; `realPath` where a link on the way leads elsewhere. */
  readonly files: readonly { readonly path: string; readonly realPath?: string }[];
  readonly isCut: boolean;
}

/** Folders of other people's code, and of git's own data. */
const passedBy = new Set(['.git', 'node_modules']);
/** Links to folders are followed so often on one way down, which ends those that lead back up. */
const mostLinks = 2;

interface Folder {
  readonly path: string;
  readonly real: string;
  readonly links: number;
}

/** Returns up to `limit` files below the folder. Never throws. */
export async function listBelow(folder: string, limit: number): Promise<ListedFiles> {
  const files: { path: string; realPath?: string }[] = [];
  const waiting: Folder[] = [{ path: folder, real: (await realPath(folder)) ?? folder, links: 0 }];
  const add = (path: string, real: string): void =>
    void files.push(real === path ? { path } : { path, realPath: real });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      for await (const entry of await opendir(next.path)) {
        const path = join(next.path, entry.name);
        const isLink = entry.isSymbolicLink();
        const kind = isLink ? await kindOf(path) : entry.isDirectory() ? 'folder' : 'file';
        if (kind === undefined) continue;
        const real = isLink ? ((await realPath(path)) ?? path) : join(next.real, entry.name);
        const links = next.links + (isLink ? 1 : 0);
        if (kind === 'folder') {
          if (!passedBy.has(entry.name) && links <= mostLinks) waiting.push({ path, real, links });
        } else {
          if (files.length >= limit) return { files, isCut: true };
          add(path, real);
        }
      }
    } catch {
      // What can't be listed can't be read by way of it either.
    }
  }
  return { files, isCut: false };
}
