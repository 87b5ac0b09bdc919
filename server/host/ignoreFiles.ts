/**
 * The ignore rules that hold in a folder, after gitignore(5): `.gitignore` files from the repository's root down, and
 * the repository's `info/exclude`.
 *
 * Only reads those files; it decides about paths and never looks at what they hold.
 */

import { access, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import createMatcher, { type Ignore } from 'ignore';

/** One ignore file: its patterns are relative to `base`. */
interface IgnoreFile {
  readonly base: string;
  readonly lines: string;
  matcher: Ignore;
  uses: number;
}

/** The ignore files that hold in a folder, the outermost first. */
export type IgnoreRules = readonly IgnoreFile[];

const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';
// The matcher remembers every path it was asked about; a new one now and then keeps memory bounded.
const usesPerMatcher = 20_000;

/** Returns the rules for `folder` from its parents up to the root of its repository; none outside a repository. */
export async function rulesAbove(folder: string): Promise<IgnoreRules> {
  const parents: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (await isRepositoryRoot(at)) break;
    if (dirname(at) === at) return [];
    parents.unshift(dirname(at));
  }
  let rules: IgnoreRules = [];
  for (const parent of parents) rules = await enterFolder(rules, parent, true);
  return rules;
}

/**
 * Returns the rules that hold for what is directly in `folder`, given its parent's.
 *
 * A nested repository starts afresh. Rules that ignore the folder itself say nothing about what is in it where the user
 * named it (`isNamed`); where a deeper file took it back in, they still hold for each thing in it.
 */
export async function enterFolder(rules: IgnoreRules, folder: string, isNamed = false): Promise<IgnoreRules> {
  const isRoot = await isRepositoryRoot(folder);
  const kept = isRoot ? [] : rules.flatMap((file) => insideFolder(file, folder, isNamed));
  const own = await Promise.all([
    isRoot ? readIgnoreFile(folder, join(folder, '.git', 'info', 'exclude')) : undefined,
    readIgnoreFile(folder, join(folder, '.gitignore')),
  ]);
  return [...kept, ...own.filter((file) => file !== undefined)];
}

function insideFolder(file: IgnoreFile, folder: string, isNamed: boolean): IgnoreFile[] {
  if (!test(file, folder, true).ignored) return [file];
  if (isNamed) return [];
  // The matcher would answer for everything in an ignored folder, so to this copy the folder is not ignored.
  const inside = relative(file.base, folder).split(sep).join('/');
  return [createIgnoreFile(file.base, `${file.lines}\n!/${inside.replace(/[\\*?[\]!# ]/g, '\\$&')}/\n`)];
}

/** Reports whether an entry directly in the folder that `rules` hold for is ignored; the innermost file decides. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const result = test(rules[index] as IgnoreFile, path, isFolder);
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}

function test(file: IgnoreFile, path: string, isFolder: boolean): { ignored: boolean; unignored: boolean } {
  const inside = relative(file.base, resolve(path)).split(sep).join('/');
  if (inside === '' || inside.startsWith('../')) return { ignored: false, unignored: false };
  if (++file.uses > usesPerMatcher) {
    file.matcher = createMatcher({ ignorecase: ignoreCase }).add(file.lines);
    file.uses = 0;
  }
  return file.matcher.test(isFolder ? `${inside}/` : inside);
}

async function readIgnoreFile(base: string, path: string): Promise<IgnoreFile | undefined> {
  try {
    if (!(await stat(path)).isFile()) return undefined;
    return createIgnoreFile(base, (await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function createIgnoreFile(base: string, lines: string): IgnoreFile {
  return { base, lines, matcher: createMatcher({ ignorecase: ignoreCase }).add(lines), uses: 0 };
}

async function isRepositoryRoot(folder: string): Promise<boolean> {
  return access(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}
