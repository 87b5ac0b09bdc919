/**
 * From the paths and wildcards that a command line names to the files that are there.
 *
 * Invariant: what can't be listed to its end is said to be cut, and whoever judges takes it for the worst.
 */

import { basename, dirname, isAbsolute } from 'node:path';
import type { PathUse } from '../shell';
import { createMatcher, isUnknown, leadingText, type Pieces, plainText } from '../shell/pieces';
import { absolutePath, type NamedFile, relativeIn } from './places';
import type { Hearing } from './world';

/** A folder with more files is not looked at to its end. */
const mostFiles = 50_000;
/** So many words with wildcards are held against all files. */
const mostWild = 256;

/** No system takes a longer one. */
export const longestPath = 4096;

export interface NamedFiles {
  readonly files: readonly NamedFile[];
  /** True where there may be more. */
  readonly isCut: boolean;
}

/** Returns the files that the uses name, each once. */
export async function filesOfUses(hearing: Hearing, uses: readonly PathUse[]): Promise<NamedFiles> {
  const found = new Map<string, NamedFile>();
  const seen = new Set<string>();
  let wild = 0;
  let isCut = false;
  for (const use of uses) {
    for (const base of use.bases) {
      const key = `${base}\0${use.isRecursive}\0${use.isEmbedded ?? false}\0${JSON.stringify(use.pieces)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const text = plainText(use.pieces);
      if (text === undefined && ++wild > mostWild) return { files: [...found.values()], isCut: true };
      const some =
        text === undefined
          ? await filesMatching(hearing, use.pieces, base)
          : await filesAt(hearing, text, base, use.isRecursive, use.isEmbedded === true);
      isCut ||= some.isCut;
      for (const file of some.files) found.set(file.path, file);
    }
  }
  return { files: [...found.values()], isCut };
}

/** Returns a named file, or those below a named folder. */
export async function filesAt(
  hearing: Hearing,
  text: string,
  base: string,
  isRecursive: boolean,
  isEmbedded: boolean,
): Promise<NamedFiles> {
  const { world } = hearing;
  if (text === '' || text.includes('\0') || text.length > longestPath) return { files: [], isCut: false };
  const path = absolutePath(hearing, text, base);
  const kind = await world.kindOf(path);
  if (kind === 'folder') {
    if (!isRecursive) return { files: [], isCut: false };
    return listOnce(hearing, path);
  }
  // A file that isn't there may be there by the time it is read, or in git: its path still says what it is.
  const isPath = /[/\\]/.test(text) && !/^-|:\/\//.test(text) && !isEmbedded;
  if (devices.test(path) || (kind === undefined && isEmbedded)) return { files: [], isCut: false };
  const elsewhere = kind === undefined ? await filesEndingWith(hearing, text) : [];
  if (kind === undefined && !isPath) return { files: elsewhere, isCut: false };
  const realPath = await world.realPath(path);
  const file = {
    path,
    ...(realPath === undefined || realPath === path ? {} : { realPath }),
    ...(kind === undefined ? { isMissing: true as const } : {}),
  };
  return { files: [file, ...elsewhere], isCut: false };
}

const devices = /^\/dev\/(?:null|zero|stdin|stdout|stderr|tty|u?random|fd\/\d+)$/;

/**
 * Returns the files of the workspace whose paths end so.
 *
 * Terminals of agents live on: what isn't in the folder the host names may be in the one that a terminal is in.
 */
async function filesEndingWith(hearing: Hearing, text: string): Promise<readonly NamedFile[]> {
  const { world, roots } = hearing;
  const fold = (name: string): string => (world.ignoreCase ? name.toLowerCase() : name);
  const tail = fold(text.replaceAll('\\', '/').replace(/^(?:\.{1,2}\/)+/, ''));
  if (!/[./]/.test(tail) || /^[-/~]|:\/\//.test(tail)) return [];
  const name = tail.slice(tail.lastIndexOf('/') + 1);
  const listed = await Promise.all(roots.map((root) => listOnce(hearing, root)));
  return listed
    .flatMap(({ byName }) => byName(name))
    .filter(({ path }) => fold(path.replaceAll('\\', '/')).endsWith(`/${tail}`));
}

interface Listing extends NamedFiles {
  /** Returns the files of a name, folded as the file system does. */
  readonly byName: (name: string) => readonly NamedFile[];
}

const listings = new WeakMap<Hearing, Map<string, Promise<Listing>>>();

/** Lists a folder once for each event, however many words of a command line are about it. */
function listOnce(hearing: Hearing, folder: string): Promise<Listing> {
  const known = listings.get(hearing) ?? new Map<string, Promise<Listing>>();
  listings.set(hearing, known);
  const listing = known.get(folder) ?? list(hearing, folder);
  known.set(folder, listing);
  return listing;
}

async function list({ world }: Hearing, folder: string): Promise<Listing> {
  const listed = await world.list(folder, mostFiles);
  let names: Map<string, NamedFile[]> | undefined;
  const index = (): Map<string, NamedFile[]> => {
    const made = new Map<string, NamedFile[]>();
    for (const file of listed.files) {
      const name = world.ignoreCase ? basename(file.path).toLowerCase() : basename(file.path);
      const same = made.get(name);
      if (same === undefined) made.set(name, [file]);
      else same.push(file);
    }
    return made;
  };
  return {
    ...listed,
    byName(name) {
      names ??= index();
      return names.get(name) ?? [];
    },
  };
}

/** Returns the files that a word with wildcards or unknown parts may come to. */
async function filesMatching(hearing: Hearing, pieces: Pieces, base: string): Promise<NamedFiles> {
  const { world } = hearing;
  const lead = leadingText(pieces);
  if (lead.startsWith('-')) return { files: [], isCut: false };
  const isAnywhere = lead === '' && pieces[0]?.kind === 'unknown';
  const folder = absolutePath(hearing, lead.includes('/') ? (lead.endsWith('/') ? lead : dirname(lead)) : '.', base);
  const tops = isAnywhere ? [...new Set([base, ...hearing.roots])] : [folder];
  const matches = createMatcher(pieces, world.ignoreCase);
  const found: NamedFile[] = [];
  let isCut = false;
  for (const top of tops) {
    const listed = await listOnce(hearing, top);
    isCut ||= listed.isCut;
    for (const file of listed.files) {
      const { path } = file;
      const relative = relativeIn(world, base, path);
      const names = [path, ...(relative === undefined ? [] : [relative, `./${relative}`])];
      // A wildcard may come to a folder: then it is about what is below.
      if (isAnywhere && isUnknown(pieces) && pieces.length === 1) found.push(file);
      else if (names.some((name) => matches(name, true))) found.push(file);
    }
  }
  if (!isAbsolute(lead) && found.length === 0 && lead.startsWith('..')) return { files: found, isCut: true };
  return { files: found, isCut };
}
