/**
 * Many globs in one trie over path segments, walked as an automaton: globs that begin alike share their nodes.
 *
 * Knows nothing of what is remembered between paths.
 */

import { GLOBSTAR, type Minimatch } from 'minimatch';
import { createLexicon, lastOf, type Reading } from './lexicon';
import type { Part } from './parseGlob';

/** The lists of the globs that match where a path ends: those that it then belongs to, and those that `!` keeps it from. */
export interface Verdict {
  /** Ascending, without repeats; so is the other. */
  readonly takes: number[];
  readonly takesAway: number[];
}

export interface TrieNode {
  /** Whether the node stands for `**` and so is reached from itself by any segment. */
  readonly repeats: boolean;
  readonly children: Map<Part, TrieNode>;
  /** Of the globs that end here, if any do. */
  verdict?: Verdict;
  /** The children but the one for `**`, by the key of a literal text. */
  readonly byKey: Map<number, Branch[]>;
}

interface Branch {
  /** The code of the character that all matching segments end with, negative where they needn't end alike. */
  readonly last: number;
  readonly matches: (segment: string) => boolean;
  readonly node: TrieNode;
}

export interface Trie {
  readonly root: TrieNode;
  /** Reads a segment for `step`. */
  readonly read: (segment: string) => Reading;
  /**
   * Inserts a glob and returns true, or returns false where minimatch may differ from what the trie would say. Lists come
   * in ascending order, and before the first segment is read.
   */
  readonly insert: (glob: Minimatch, list: number, what: keyof Verdict) => boolean;
}

export function createTrie(): Trie {
  const root = createNode(false);
  const lexicon = createLexicon();
  const childOf = (parent: TrieNode, part: Part): TrieNode => {
    const before = parent.children.get(part);
    if (before !== undefined) return before;
    const node = createNode(part === GLOBSTAR);
    parent.children.set(part, node);
    if (part !== GLOBSTAR) {
      const key = lexicon.keyOf(part);
      parent.byKey.set(key, [...(parent.byKey.get(key) ?? []), { last: lastOf(part), matches: testOf(part), node }]);
    }
    return node;
  };
  return {
    root,
    read: lexicon.read,
    insert(glob, list, what) {
      if (!glob.set.every(isFaithful)) return false;
      for (const parts of glob.set) {
        const end = parts.reduce(childOf, root);
        end.verdict ??= { takes: [], takesAway: [] };
        if (end.verdict[what].at(-1) !== list) end.verdict[what].push(list);
      }
      return true;
    },
  };
}

function testOf(part: Exclude<Part, typeof GLOBSTAR>): (segment: string) => boolean {
  return typeof part === 'string' ? (segment) => segment === part : (segment) => part.test(segment);
}

function createNode(repeats: boolean): TrieNode {
  return { repeats, children: new Map(), byKey: new Map() };
}

/** Where a walk stands after some segments, made ready for the next one. */
export interface Place {
  /** The nodes for `**`, which any segment leads to again. */
  readonly staying: readonly TrieNode[];
  /** The nodes with children, which the next segment may lead to. */
  readonly asking: readonly TrieNode[];
}

/** Returns the place of the nodes that a segment led to, and of those that `**` adds by matching no segment at all. */
export function createPlace(reached: readonly TrieNode[]): Place {
  const added = reached.map(({ children }) => children.get(GLOBSTAR)).filter((node) => node !== undefined);
  const nodes = [...new Set([...reached, ...added])];
  return {
    staying: nodes.filter(({ repeats }) => repeats),
    asking: nodes.filter(({ byKey }) => byKey.size > 0),
  };
}

/**
 * Returns the nodes that a segment newly leads to, each once; with those that stay, they are all it leads to. A glob matches
 * where one of them is its end.
 */
export function step({ asking }: Place, { segment, keys }: Reading): TrieNode[] {
  const found: TrieNode[] = [];
  const end = segment.charCodeAt(segment.length - 1);
  for (const { byKey } of asking) {
    for (const key of keys) {
      const branches = byKey.get(key);
      if (branches === undefined) continue;
      for (const { last, matches, node } of branches) {
        if ((last < 0 || last === end) && matches(segment)) found.push(node);
      }
    }
  }
  return found;
}

/**
 * Reports whether minimatch finds what the textbook would. Of three and more `**` it bounds where the sections between
 * them may lie by the lengths of the wrong ones, which shows unless all are as long, and it gives up on the 200th.
 */
function isFaithful(parts: readonly Part[]): boolean {
  const globstars = parts.flatMap((part, index) => (part === GLOBSTAR ? [index] : []));
  if (globstars.length < 3) return true;
  const distances = globstars.slice(1).map((index, i) => index - (globstars[i] ?? 0));
  return distances.length < 100 && new Set(distances).size === 1;
}
