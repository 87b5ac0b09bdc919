/**
 * Whether a search may return lines of files above the clearance.
 *
 * A pattern is never run: it comes from a model. A file counts as found unless a part that every match holds is missing.
 */

import type { Channel } from '../../engine/policy/types';
import { createMatcher, parseWildcards } from '../shell/pieces';
import { expandBraces } from '../shell/words';
import { isCredentialFile, isRefusedByPlace, judgeFiles, maxFileBytes, nameOf } from './judgeFiles';
import type { Judgement } from './judgement';
import type { NamedFiles } from './namedFiles';
import type { NamedFile } from './places';
import type { Hearing } from './world';

/** So many files are looked into for their names alone. */
const mostFound = 63;

export interface Search {
  readonly pattern?: string;
  readonly isLiteral: boolean;
  /** A glob over names or paths that narrows it. */
  readonly include?: string;
}

/** Judges a search in the files. */
export async function judgeSearch(
  hearing: Hearing,
  search: Search,
  { files, isCut }: NamedFiles,
  channel: Channel,
): Promise<Judgement> {
  const isIncluded = includes(search.include, hearing.world.ignoreCase);
  const parts = search.pattern === undefined ? [] : requiredParts(search.pattern, search.isLiteral);
  const found: NamedFile[] = [];
  for (const file of files) {
    if (!isIncluded(nameOf(hearing, file))) continue;
    const isRefused = await isRefusedByPlace(hearing, file, channel);
    if (!isRefused && (found.length >= mostFound || !isCredentialFile(file.path))) continue;
    if (!(await mayMatch(hearing, file, parts))) continue;
    found.push(file);
    // One is enough.
    if (isRefused) break;
  }
  return judgeFiles(hearing, { files: found, isCut }, channel);
}

async function mayMatch({ world }: Hearing, { path }: NamedFile, parts: readonly string[]): Promise<boolean> {
  if (parts.length === 0) return true;
  const read = await world.readText(path, { maxBytes: maxFileBytes });
  if (read.kind === 'missing') return false;
  if (read.kind !== 'text') return true;
  const text = read.text.toLowerCase();
  return parts.every((part) => text.includes(part));
}

/** Returns texts that every match of the pattern holds, in lower case. */
export function requiredParts(pattern: string, isLiteral: boolean): readonly string[] {
  if (isLiteral) return pattern === '' ? [] : [pattern.toLowerCase()];
  // Alternatives, groups and classes are not taken apart.
  if (/[|()[\]\\\n]/.test(pattern)) return [];
  return pattern
    .replace(/.(?:[?*]|\{[^}]*\})/gsu, '.')
    .split(/[.^$+?*{}]/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}

function includes(glob: string | undefined, ignoreCase: boolean): (name: string) => boolean {
  if (glob === undefined || glob === '' || /[!,]/.test(glob.replace(/\{[^}]*\}/g, ''))) return () => true;
  const [, before = '', braces, after = ''] = /^([^{}]*)(\{[^{}]*\})?([^{}]*)$/s.exec(glob) ?? [glob];
  const middles = braces === undefined ? [[]] : expandBraces(braces);
  const matchers = middles.map((middle) =>
    createMatcher([...parseWildcards(before.replace(/^\.?\//, '')), ...middle, ...parseWildcards(after)], ignoreCase),
  );
  const isPath = glob.includes('/');
  return (name) =>
    // Without a slash a glob is about names; with one, about the path below wherever the search begins.
    matchers.some((matches) => tailsOf(name).some((tail) => matches(tail, isPath)));
}

function tailsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}
