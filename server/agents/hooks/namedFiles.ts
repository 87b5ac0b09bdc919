/**
 * From the paths and wildcards that a command line names to the files that are there.
 *
 * Invariant: what can't be listed to its end is said to be cut, and whoever judges takes it for the worst.
 */

import { dirname, isAbsolute } from 'node:path';
import type { PathUse } from '../shell';
import { isUnknown, leadingText, type Pieces, plainText, toExpression } from '../shell/pieces';
import { absolutePath, type NamedFile, relativeIn } from './places';
import type { Hearing } from './world';

/** A folder with more files is not looked at to its end. */
const mostFiles = 50_000;

export interface NamedFiles {
  readonly files: readonly NamedFile[];
  /** True where there may be more. */
  readonly isCut: boolean;
}

/** Returns the files that the uses name, each once. */
export async function filesOfUses(hearing: Hearing, uses: readonly PathUse[]): Promise<NamedFiles> {
  const found = new Map<string, NamedFile>();
  const seen = new Set<string>();
  let isCut = false;
  for (const use of uses) {
    for (const base of use.bases) {
      const key = `${base}\0${use.isRecursive}\0${use.isEmbedded ?? false}\0${JSON.stringify(use.pieces)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const text = plainText(use.pieces);
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
  if (text === '' || text.includes('\0') || text.length > 4096) return { files: [], isCut: false };
  const path = absolutePath(hearing, text, base);
  const kind = await world.kindOf(path);
  if (kind === 'folder') {
    if (!isRecursive) return { files: [], isCut: false };
    return world.list(path, mostFiles);
  }
  // A file that isn't there may be there by the time it is read, or in git: its path still says what it is.
  const isPath = /[/\\]/.test(text) && !/^-|:\/\//.test(text) && !isEmbedded;
  if (devices.test(path) || (kind === undefined && isEmbedded)) return { files: [], isCut: false };
  const elsewhere = kind === undefined ? await filesEndingWith(hearing, text) : [];
  if (kind === undefined && !isPath) return { files: elsewhere, isCut: false };
  const realPath = await world.realPath(path);
  const file = { path, ...(realPath === undefined || realPath === path ? {} : { realPath }) };
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
  const listed = await Promise.all(roots.map((root) => world.list(root, mostFiles)));
  return listed.flatMap(({ files }) =>
    files.filter(({ path }) => fold(path.replaceAll('\\', '/')).endsWith(`/${tail}`)),
  );
}

/** Returns the files that a word with wildcards or unknown parts may come to. */
async function filesMatching(hearing: Hearing, pieces: Pieces, base: string): Promise<NamedFiles> {
  const { world } = hearing;
  const lead = leadingText(pieces);
  if (lead.startsWith('-')) return { files: [], isCut: false };
  const isAnywhere = lead === '' && pieces[0]?.kind === 'unknown';
  const folder = absolutePath(hearing, lead.includes('/') ? (lead.endsWith('/') ? lead : dirname(lead)) : '.', base);
  const tops = isAnywhere ? [...new Set([base, ...hearing.roots])] : [folder];
  const expression = toExpression(pieces, world.ignoreCase);
  const found: NamedFile[] = [];
  let isCut = false;
  for (const top of tops) {
    const listed = await world.list(top, mostFiles);
    isCut ||= listed.isCut;
    for (const file of listed.files) {
      const { path } = file;
      const relative = relativeIn(world, base, path);
      const names = [path, ...(relative === undefined ? [] : [relative, `./${relative}`])];
      // A wildcard may come to a folder: then it is about what is below.
      if (isAnywhere && isUnknown(pieces) && pieces.length === 1) found.push(file);
      else if (names.some((name) => prefixesOf(name).some((prefix) => expression.test(prefix)))) found.push(file);
    }
  }
  if (!isAbsolute(lead) && found.length === 0 && lead.startsWith('..')) return { files: found, isCut: true };
  return { files: found, isCut };
}

function prefixesOf(path: string): readonly string[] {
  const prefixes: string[] = [];
  for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1)) prefixes.push(path.slice(0, at));
  return [...prefixes, path];
}
