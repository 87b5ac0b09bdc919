/**
 * Compiles lists of globs into one matcher that answers as minimatch does glob by glob, and in the time of a few look-ups.
 *
 * What a folder leaves open is remembered as paths come in, so that a file in a known folder costs its name alone. Knows
 * nothing of rules and labels.
 */

import type { Minimatch } from 'minimatch';
import type { Reading } from './lexicon';
import { parseGlob } from './parseGlob';
import { createPlace, createTrie, type Place, step, type Trie, type TrieNode, type Verdict } from './trie';

export interface GlobOptions {
  readonly caseInsensitive?: boolean;
  /** Whether what a `!` glob takes away is taken away in any case. */
  readonly takesAwayAnyCase?: boolean;
}

export type Matcher = (candidate: string) => boolean;
export type ListMatcher = (candidate: string) => readonly number[];

/**
 * Returns a matcher: true where some glob matches and no `!` glob does. An absent list matches nothing.
 *
 * Matchers are kept with what they know: policies are compiled more often than their lists change.
 */
export function compileGlobs(globs: readonly string[] = [], options: GlobOptions = {}): Matcher {
  const key = JSON.stringify([options.caseInsensitive === true, options.takesAwayAnyCase === true, globs]);
  const known = matchers.get(key);
  if (known !== undefined) return known;
  const matchingLists = compileGlobLists([globs], options);
  const answers = new Map<string, boolean>();
  const matches: Matcher = (candidate) => {
    const remembered = answers.get(candidate);
    if (remembered !== undefined) return remembered;
    const answer = matchingLists(candidate).length > 0;
    if (answers.size >= maxAnswers) answers.clear();
    if (candidate.length <= longestKept) answers.set(candidate, answer);
    return answer;
  };
  if (matchers.size >= maxMatchers) matchers.clear();
  if (key.length <= longestKept) matchers.set(key, matches);
  return matches;
}

const matchers = new Map<string, Matcher>();
const maxMatchers = 500;
/** Of ids, hosts and names there are few; paths are remembered by whoever asks of them. */
const maxAnswers = 200;

/** Returns a matcher that gives the ascending indices of the lists of which some glob matches and no `!` glob does. */
export function compileGlobLists(lists: readonly (readonly string[])[], options: GlobOptions = {}): ListMatcher {
  const all: ParsedGlob[] = lists.flatMap((globs, list) => parseList(globs, list, options));
  const trie = createTrie();
  const strays = all.filter(({ glob, list, what }) => !trie.insert(glob, list, what));
  const walk = createWalk(trie, strays, Math.min(maxKept, keptForEach * all.length));
  return (candidate) => {
    if (isIrregular(candidate)) return listsOf([verdictOf(all, candidate)]);
    // To minimatch, several slashes are one.
    return walk(candidate.includes('//') ? candidate.replace(/\/+/g, '/') : candidate);
  };
}

interface ParsedGlob {
  readonly glob: Minimatch;
  readonly list: number;
  readonly what: keyof Verdict;
}

function parseList(globs: readonly string[], list: number, options: GlobOptions): ParsedGlob[] {
  return globs.flatMap((text) => {
    const away = text.startsWith('!');
    const nocase = options.caseInsensitive === true || (away && options.takesAwayAnyCase === true);
    const glob = parseGlob(away ? text.slice(1) : text, nocase);
    return glob === undefined ? [] : [{ glob, list, what: away ? 'takesAway' : 'takes' }];
  });
}

/** Reports whether minimatch treats some segment of a candidate as none of the globs' own: an empty last one, `.`, `..`. */
function isIrregular(candidate: string): boolean {
  if (candidate === '' || candidate.endsWith('/')) return true;
  if (!candidate.includes('./') && !candidate.endsWith('.')) return false;
  return /(?:^|\/)\.\.?(?:\/|$)/.test(candidate);
}

function verdictOf(globs: readonly ParsedGlob[], candidate: string): Verdict {
  const verdict: Verdict = { takes: [], takesAway: [] };
  for (const { glob, list, what } of globs) if (glob.match(candidate)) verdict[what].push(list);
  return verdict;
}

function listsOf(verdicts: readonly Verdict[]): readonly number[] {
  const lists: number[] = [];
  for (const { takes } of verdicts) for (const list of takes) insertAscending(lists, list);
  for (const { takesAway } of verdicts) {
    for (let at = lists.length - 1; at >= 0; at--) if (has(takesAway, lists[at] as number)) lists.splice(at, 1);
  }
  return lists;
}

/** Reports whether a list is among `ascending` ones. */
function has(ascending: readonly number[], list: number): boolean {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] as number) < list) from = middle + 1;
    else to = middle;
  }
  return ascending[from] === list;
}

/** Few lists match a path, and most come in order. */
function insertAscending(lists: number[], list: number): void {
  let at = lists.length;
  while (at > 0 && (lists[at - 1] as number) > list) at--;
  if (at === lists.length && lists[at - 1] !== list) lists.push(list);
  else if (lists[at - 1] !== list) lists.splice(at, 0, list);
}

/** How many nodes of folders a matcher remembers for each of its globs, and at most. */
const keptForEach = 256;
const maxKept = 300_000;
/** Longer candidates are not remembered. */
const longestKept = 4096;

/** Returns the matcher of regular candidates. The folders it remembers are forgotten as a whole where they get too many. */
function createWalk({ root, read }: Trie, strays: readonly ParsedGlob[], limit: number): ListMatcher {
  const folders = new Map<string, Folder>();
  let kept = 0;
  const start = createFolder([root]);
  const folderAt = (path: string): Folder => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    const folder = enter(slash < 0 ? start : folderAt(path.slice(0, slash)), read(path.slice(slash + 1)));
    if (kept > limit) {
      folders.clear();
      kept = 0;
    }
    kept += 1 + folder.staying.length + folder.asking.length;
    folders.set(path, folder);
    return folder;
  };
  const folderOf = (path: string): Folder =>
    path.length > longestKept ? path.split('/').map(read).reduce(enter, start) : folderAt(path);
  return (candidate) => {
    const slash = candidate.lastIndexOf('/');
    const folder = slash < 0 ? start : folderOf(candidate.slice(0, slash));
    const verdicts = verdictsOf(step(folder, read(candidate.slice(slash + 1))), folder.verdicts);
    if (strays.length > 0) return listsOf([...verdicts, verdictOf(strays, candidate)]);
    return listsOf(verdicts);
  };
}

interface Folder extends Place {
  /** Of the nodes that stay. */
  readonly verdicts: readonly Verdict[];
}

function createFolder(reached: readonly TrieNode[]): Folder {
  const place = createPlace(reached);
  return { ...place, verdicts: verdictsOf(place.staying, []) };
}

function enter(folder: Folder, name: Reading): Folder {
  return createFolder([...folder.staying, ...step(folder, name)]);
}

function verdictsOf(nodes: readonly TrieNode[], before: readonly Verdict[]): readonly Verdict[] {
  let verdicts: Verdict[] | undefined;
  for (const { verdict } of nodes) {
    if (verdict === undefined) continue;
    verdicts ??= [...before];
    verdicts.push(verdict);
  }
  return verdicts ?? before;
}
