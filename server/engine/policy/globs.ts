/**
 * Globs over paths, hosts, names and ids: minimatch with `dot: true`, `!` taking away within one list.
 */

import { Minimatch } from 'minimatch';

export interface GlobOptions {
  readonly caseInsensitive?: boolean;
  /** Whether what a `!` glob takes away is taken away in any case. */
  readonly takesAwayAnyCase?: boolean;
}

export type Matcher = (candidate: string) => boolean;

/** Returns a matcher: true where some glob matches and no `!` glob does. An absent list matches nothing. */
export function compileGlobs(globs: readonly string[] | undefined, options: GlobOptions = {}): Matcher {
  const taken = (globs ?? []).filter((glob) => !glob.startsWith('!')).map((glob) => compileGlob(glob, options));
  const takenAway = (globs ?? [])
    .filter((glob) => glob.startsWith('!'))
    .map((glob) => compileGlob(glob.slice(1), options.takesAwayAnyCase ? { caseInsensitive: true } : options));
  return (candidate) => taken.some((matches) => matches(candidate)) && !takenAway.some((matches) => matches(candidate));
}

/** Returns what keeps a path glob from ever matching a path of a workspace, or `undefined`. */
export function checkPathGlob(glob: string): string | undefined {
  const body = glob.replace(/^!/, '');
  if (/^\.?\//.test(body)) return 'begins at no workspace folder; leave the leading slash out';
  if (body.endsWith('/')) return "names a folder and matches no file; add '**'";
  if (/(?:^|\/)\.\.?\//.test(body)) return "has a '.' or '..' segment";
  return checkGlob(glob);
}

/** Returns what is wrong with a glob, or `undefined`. */
export function checkGlob(glob: string): string | undefined {
  const body = glob.startsWith('!') ? glob.slice(1) : glob;
  if (body === '') return 'is empty';
  if (body.length > 1024) return 'is longer than 1024 characters';
  if (body.includes('\\') && !/\\[*?[\]{}()!\\]/.test(body)) return "has a backslash; paths are '/'-separated";
  if (body.split('/').some((segment) => (segment.match(/\*/g) ?? []).length > 12))
    return 'has too many stars in one segment';
  if ((body.match(/[@+*?!]\(/g) ?? []).length > 8) return 'has too many extended groups';
  try {
    const compiled = new Minimatch(body, { dot: true, nonegate: true });
    if (compiled.set.length > 1000) return 'expands to more than 1000 alternatives';
    return compiled.makeRe() === false ? 'is not a glob' : undefined;
  } catch {
    return 'is not a glob';
  }
}

const compiledGlobs = new Map<string, Matcher>();
const maxCompiledGlobs = 20_000;

/** Policies are reloaded more often than their globs change. */
function compileGlob(glob: string, { caseInsensitive = false }: GlobOptions): Matcher {
  const key = `${caseInsensitive ? 'i' : 's'} ${glob}`;
  const known = compiledGlobs.get(key);
  if (known !== undefined) return known;
  if (compiledGlobs.size >= maxCompiledGlobs) compiledGlobs.clear();
  const matches = createGlob(glob, caseInsensitive);
  compiledGlobs.set(key, matches);
  return matches;
}

function createGlob(glob: string, nocase: boolean): Matcher {
  try {
    const compiled = new Minimatch(glob, { dot: true, nonegate: true, nocase, platform: 'linux' });
    return (candidate) => compiled.match(candidate);
  } catch {
    return () => false;
  }
}
