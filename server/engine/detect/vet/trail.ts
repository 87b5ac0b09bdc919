/**
 * A breadth-first search that remembers how it came to each node, so that a defect can be shown by a text.
 */

import type { AST } from '@eslint-community/regexpp';
import type { Mask } from './letters';
import { outermost } from './states';

/** How a node was come to: from which, reading what, by which repeats. */
export interface Trail {
  readonly before: Trail | undefined;
  readonly reads: Mask;
  readonly repeat: AST.Quantifier | undefined;
}

const beginning: Trail = { before: undefined, reads: 0n, repeat: undefined };

/** What a trail read, in order, and the outermost repeat that it went back by. */
export function followed(trail: Trail): {
  readonly reads: readonly Mask[];
  readonly repeat: AST.Quantifier | undefined;
} {
  const reads: Mask[] = [];
  let repeat: AST.Quantifier | undefined;
  for (let at: Trail | undefined = trail; at?.before !== undefined; at = at.before) {
    reads.push(at.reads);
    repeat = outermost(repeat, at.repeat);
  }
  return { reads: reads.reverse(), repeat };
}

/** A node, where the search for it began, and the way. */
export interface Found<N> {
  readonly first: N;
  readonly node: N;
  readonly trail: Trail;
}

/** Searches from the given nodes; returns the trail to the first one for which `isGoal` holds. */
export function search<N>(
  from: Iterable<readonly [number, N]>,
  next: (node: N, visit: (key: number, node: N, reads: Mask, repeat: AST.Quantifier | undefined) => void) => void,
  isGoal: (node: N) => boolean,
): Found<N> | undefined {
  const seen = new Set<number>();
  let layer: Found<N>[] = [];
  for (const [key, node] of from) {
    seen.add(key);
    layer.push({ first: node, node, trail: beginning });
  }
  while (layer.length > 0) {
    const following: Found<N>[] = [];
    for (const { first, node, trail } of layer) {
      let found: Found<N> | undefined;
      next(node, (key, to, reads, repeat) => {
        if (found !== undefined) return;
        const reached = { first, node: to, trail: { before: trail, reads, repeat } };
        if (isGoal(to)) found = reached;
        if (seen.has(key)) return;
        seen.add(key);
        following.push(reached);
      });
      if (found !== undefined) return found;
    }
    layer = following;
  }
  return undefined;
}
