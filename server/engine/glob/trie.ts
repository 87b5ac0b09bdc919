/**
 * Many globs in one trie over path segments, walked as an automaton: globs that begin alike share their nodes.
 *
 * Knows nothing of how a segment is matched, nor of what is remembered between paths.
 */

import { GLOBSTAR, type Minimatch } from 'minimatch';
import type { Part } from './parseGlob';
import { createSegmentIndex, type SegmentIndex } from './segmentIndex';

/** The lists of the globs that match where a path ends: those that it then belongs to, and those that `!` keeps it from. */
export interface Verdict {
  readonly takes: Set<number>;
  readonly takesAway: Set<number>;
}

export interface TrieNode {
  /** Whether the node stands for `**` and so is reached from itself by any segment. */
  readonly repeats: boolean;
  readonly children: Map<Part, TrieNode>;
  /** Of the globs that end here, if any do. */
  verdict?: Verdict;
  /** Made where a path first gets here. */
  index?: SegmentIndex<TrieNode>;
}

export interface Trie {
  readonly root: TrieNode;
  /** Inserts a glob and returns true, or returns false where minimatch may differ from what the trie would say. */
  readonly insert: (glob: Minimatch, list: number, what: keyof Verdict) => boolean;
}

export function createTrie(): Trie {
  const root = createNode(false);
  return {
    root,
    insert(glob, list, what) {
      if (!glob.set.every(isFaithful)) return false;
      for (const parts of glob.set) {
        const end = parts.reduce(childOf, root);
        end.verdict ??= { takes: new Set(), takesAway: new Set() };
        end.verdict[what].add(list);
      }
      return true;
    },
  };
}

function createNode(repeats: boolean): TrieNode {
  return { repeats, children: new Map() };
}

function childOf(parent: TrieNode, part: Part): TrieNode {
  const before = parent.children.get(part);
  if (before !== undefined) return before;
  const child = createNode(part === GLOBSTAR);
  parent.children.set(part, child);
  return child;
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
    asking: nodes.filter(({ children }) => children.size > (children.has(GLOBSTAR) ? 1 : 0)),
  };
}

/**
 * Returns the nodes that a segment newly leads to, each once; with those that stay, they are all it leads to. A glob matches
 * where one of them is its end.
 */
export function step({ asking }: Place, segment: string): TrieNode[] {
  const found: TrieNode[] = [];
  const lower = segment.toLowerCase();
  for (const node of asking) {
    node.index ??= createSegmentIndex(node.children);
    node.index(segment, lower, found);
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
