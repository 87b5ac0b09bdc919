/**
 * Lists the files below a path in the order of their paths, honouring ignore files.
 *
 * It opens no file it lists and follows no symbolic link it meets; what to do with the files is the caller's.
 */

import type { Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { enterFolder, type IgnoreRules, isIgnored, rulesAbove } from './ignoreFiles';
import { explainFileError } from './readText';

export interface WalkOptions {
  /** Every file but those in `.git`, whatever ignore files say. */
  readonly all?: boolean;
  /** Names (with the parent folder's name) that are listed even where they are ignored. */
  readonly isAlwaysListed?: (name: string, parent: string) => boolean;
  /** Ignored folders that are not even looked into for those names. */
  readonly isNeverEntered?: (name: string) => boolean;
}

/** What the walk met. Paths are absolute. `link` is a symbolic link below the start, which is not followed. */
export type Walked =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string }
  | { readonly kind: 'error'; readonly path: string; readonly message: string; readonly isStart: boolean };

/** A folder whose entries are being listed; `rules` is `undefined` inside an ignored folder. */
interface Frame {
  readonly folder: string;
  readonly name: string;
  readonly rules: IgnoreRules | undefined;
  readonly entries: readonly Entry[];
  next: number;
}

interface Entry {
  readonly name: string;
  /** The name as it sorts among paths: a folder's with its `/`. */
  readonly key: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/**
 * Yields the files at or below `start`, sorted by path (code units of the `/`-separated path).
 *
 * A start that is itself ignored, or a link, was named by the user and is walked all the same.
 */
export async function* walkFiles(start: string, options: WalkOptions = {}): AsyncGenerator<Walked> {
  const path = resolve(start);
  try {
    const found = await stat(path);
    if (found.isFile()) {
      yield { kind: 'file', path };
      return;
    }
    if (!found.isDirectory()) {
      yield { kind: 'error', path, message: 'not a file or folder', isStart: true };
      return;
    }
  } catch (error) {
    yield { kind: 'error', path, message: explainFileError(error), isStart: true };
    return;
  }
  yield* walkFolder(path, options);
}

async function* walkFolder(start: string, options: WalkOptions): AsyncGenerator<Walked> {
  const stack: Frame[] = [];
  const enter = async (folder: string, name: string, rules: IgnoreRules | undefined): Promise<Walked | undefined> => {
    try {
      const entries = await listFolder(folder);
      const own = rules === undefined || options.all ? rules : await enterFolder(rules, folder, folder === start);
      stack.push({ folder, name, rules: own, entries, next: 0 });
      return undefined;
    } catch (error) {
      return { kind: 'error', path: folder, message: explainFileError(error), isStart: folder === start };
    }
  };

  const failure = await enter(start, '', options.all ? [] : await rulesAbove(start));
  if (failure !== undefined) yield failure;
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const entry = frame.entries[frame.next++];
    if (entry === undefined) {
      stack.pop();
      continue;
    }
    const path = join(frame.folder, entry.name);
    if (entry.kind === 'folder') {
      const rules = rulesInside(frame, entry, path, options);
      const failed = rules === 'skip' ? undefined : await enter(path, entry.name, rules);
      if (failed !== undefined) yield failed;
    } else if (entry.kind !== 'other' && isListed(frame, entry, path, options)) {
      yield { kind: entry.kind, path };
    }
  }
}

/** Returns the rules to walk a folder with, `undefined` to look only for names that are always listed, or `skip`. */
function rulesInside(frame: Frame, entry: Entry, path: string, options: WalkOptions): IgnoreRules | undefined | 'skip' {
  if (options.all) return frame.rules;
  if (frame.rules !== undefined && !isIgnored(frame.rules, path, true)) return frame.rules;
  const isWorthEntering = options.isAlwaysListed !== undefined && !options.isNeverEntered?.(entry.name);
  return isWorthEntering ? undefined : 'skip';
}

function isListed(frame: Frame, entry: Entry, path: string, options: WalkOptions): boolean {
  if (options.all) return true;
  if (frame.rules !== undefined && !isIgnored(frame.rules, path, false)) return true;
  return options.isAlwaysListed?.(entry.name, frame.name) ?? false;
}

async function listFolder(folder: string): Promise<Entry[]> {
  const found = await readdir(folder, { withFileTypes: true });
  const entries: Entry[] = [];
  for (const dirent of found) {
    if (dirent.name === '.git') continue;
    const kind = kindOf(dirent) ?? (await lookUpKind(join(folder, dirent.name)));
    entries.push({ name: dirent.name, key: kind === 'folder' ? `${dirent.name}/` : dirent.name, kind });
  }
  return entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

type Kinds = Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

function kindOf(entry: Kinds & Pick<Dirent, 'isFIFO' | 'isSocket' | 'isBlockDevice' | 'isCharacterDevice'>) {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFIFO() || entry.isSocket() || entry.isBlockDevice() || entry.isCharacterDevice()) return 'other';
  return undefined;
}

/** For file systems whose folder listings don't say what an entry is. */
async function lookUpKind(path: string): Promise<Entry['kind']> {
  // An entry that is gone by now is passed on as a file, so that reading it reports the loss.
  return lstat(path).then(
    (found) => kindOf(found) ?? 'other',
    () => 'file' as const,
  );
}
