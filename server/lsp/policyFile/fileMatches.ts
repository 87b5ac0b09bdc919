/**
 * Which files of the workspace some globs match: the folders are listed once in a while, and matched in small steps, so
 * that nobody who types waits for it.
 */

import { setImmediate } from 'node:timers/promises';
import { compileGlobs } from '../../engine/glob';
import { pathOfUri } from '../paths';
import type { Cancellation, FileList } from '../services';
import type { Session } from '../session';

export interface FoundFiles {
  readonly count: number;
  /** True where not all files were looked at. */
  readonly isCut: boolean;
  /** The first of them, in the order of their paths; `path` is relative to the folder's URI. */
  readonly first: readonly { readonly folder: string; readonly path: string }[];
}

export interface FileMatches {
  /** Returns what the globs of a policy match in the folders it is for. Stops early when cancelled. */
  find(policyUri: string, globs: readonly string[], cancellation: Cancellation, most?: number): Promise<FoundFiles>;
  /** Returns the files of the policy's one folder where they are listed already and few enough for warnings. */
  known(policyUri: string): readonly string[] | undefined;
  /** Lists the folders of a policy if that was not done yet; `onChange` tells when it is. */
  prepare(policyUri: string): void;
  onChange(listener: () => void): void;
}

interface Listed {
  readonly list: FileList;
  readonly at: number;
  readonly found: Map<string, FoundFiles>;
}

/** A listing is used for so long before the folder is looked at again. */
const freshMs = 20_000;
const stepSize = 500;
/** Warnings look at all files in one step. */
const mostForWarnings = 20_000;
const maxKept = 2000;
const shownAtOnce = 5;
const notCancelled: Cancellation = { isCancellationRequested: false };

export function createFileMatches(session: Session): FileMatches {
  const { services } = session;
  const folders = new Map<string, Listed>();
  const listing = new Map<string, Promise<Listed>>();
  const listeners: (() => void)[] = [];

  function listNow(folder: string): Promise<Listed> {
    const running = listing.get(folder);
    if (running !== undefined) return running;
    const started = services
      .listFiles(pathOfUri(folder) ?? '', {
        get isCancellationRequested() {
          return session.closed;
        },
      })
      .then((list) => {
        const before = folders.get(folder);
        const isSame = before !== undefined && isSameList(before.list, list);
        const listed = { list, at: services.now().getTime(), found: isSame ? before.found : new Map() };
        folders.set(folder, listed);
        if (!isSame) for (const listener of listeners) listener();
        return listed;
      })
      .finally(() => listing.delete(folder));
    listing.set(folder, started);
    return started;
  }

  function listed(folder: string): Promise<Listed> {
    const before = folders.get(folder);
    if (before === undefined) return listNow(folder);
    if (services.now().getTime() - before.at > freshMs) refresh(folder);
    return Promise.resolve(before);
  }

  function refresh(folder: string): void {
    listNow(folder).catch((error) => services.fault('listing files', error));
  }

  return {
    async find(policyUri, globs, cancellation, most = shownAtOnce) {
      const results: FoundFiles[] = [];
      for (const folder of foldersOf(session, policyUri)) {
        const { list, found } = await listed(folder);
        const key = JSON.stringify([most, globs]);
        const result = found.get(key) ?? (await match(folder, list, globs, most, cancellation));
        if (found.size >= maxKept) found.clear();
        if (!cancellation.isCancellationRequested) found.set(key, result);
        results.push(result);
      }
      return {
        count: results.reduce((sum, { count }) => sum + count, 0),
        isCut: results.some(({ isCut }) => isCut),
        first: results.flatMap(({ first }) => first).slice(0, most),
      };
    },
    known(policyUri) {
      const [folder, ...others] = foldersOf(session, policyUri);
      const list = folder === undefined || others.length > 0 ? undefined : folders.get(folder)?.list;
      return list === undefined || list.isCut || list.files.length > mostForWarnings ? undefined : list.files;
    },
    prepare(policyUri) {
      for (const folder of foldersOf(session, policyUri)) {
        listed(folder).catch((error) => services.fault('listing files', error));
      }
    },
    onChange: (listener) => void listeners.push(listener),
  };

  async function match(
    folder: string,
    { files, isCut }: FileList,
    globs: readonly string[],
    most: number,
    cancellation: Cancellation = notCancelled,
  ): Promise<FoundFiles> {
    const matches = compileGlobs(globs, { caseInsensitive: services.hasCaseInsensitivePaths });
    const first: { folder: string; path: string }[] = [];
    let count = 0;
    for (const [index, path] of files.entries()) {
      if (index % stepSize === stepSize - 1) await setImmediate();
      if (cancellation.isCancellationRequested) break;
      if (!matches(path)) continue;
      count++;
      if (first.length < most) first.push({ folder, path });
    }
    return { count, isCut, first };
  }
}

/** Returns a number of files in words, `12 files`. */
export function describeCount({ count, isCut }: Pick<FoundFiles, 'count' | 'isCut'>): string {
  const files = count === 1 ? '1 file' : `${count === 0 ? 'no' : count} files`;
  return isCut ? `at least ${files}` : files;
}

/** Returns the URIs of the folders a policy is for: its own for a workspace's layer, all for the others. */
function foldersOf(session: Session, policyUri: string): readonly string[] {
  const path = pathOfUri(policyUri);
  const holding = session.folderUris.filter((uri) => path === `${pathOfUri(uri)}/.portcullis/policy.yaml`);
  return holding.length > 0 ? holding : session.folderUris;
}

function isSameList(a: FileList, b: FileList): boolean {
  return a.isCut === b.isCut && a.files.length === b.files.length && a.files.every((file, at) => file === b.files[at]);
}
