/** Where a value stands in a YAML tree. Knows YAML, not what a policy means. */

import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { PathSegments, TextRange } from '../document';

export interface Places {
  /** Returns where a value (or, with `key`, its key) stands, or `undefined` where it does not. */
  rangeOf(segments: PathSegments, at: 'key' | 'value'): TextRange | undefined;
  /** Returns where it begins, or where its nearest parent does. */
  offsetOf(segments: PathSegments, at: 'key' | 'value'): number;
}

/** Returns the places of a tree. Of two equal keys the first counts. */
export function createPlaces(tree: Document.Parsed): Places {
  const indices = new WeakMap<YAMLMap, Map<string, Pair>>();
  const pairOf = (map: YAMLMap, name: string): Pair | undefined => {
    let index = indices.get(map);
    if (index === undefined) {
      index = new Map();
      for (const pair of map.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
        if (key !== undefined && !index.has(key)) index.set(key, pair);
      }
      indices.set(map, index);
    }
    return index.get(name);
  };

  /** Calls `visit` with what stands at each step of the way, and reports whether the way led to its end. */
  const follow = (segments: PathSegments, visit: (value: unknown, key: unknown) => void): boolean => {
    let node: unknown = tree.contents;
    visit(node, undefined);
    for (const segment of segments) {
      if (isAlias(node)) node = node.resolve(tree);
      let key: unknown;
      if (isMap(node)) {
        const pair = pairOf(node as YAMLMap, String(segment));
        if (pair === undefined) return false;
        key = pair.key;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(segment)];
        if (node === undefined) return false;
      } else return false;
      visit(node, key);
    }
    return true;
  };

  return {
    rangeOf(segments, at) {
      let found: TextRange | undefined;
      const whole = follow(segments, (value, key) => {
        found = rangeOfNode(at === 'key' && key !== undefined ? key : value);
      });
      return whole ? found : undefined;
    },
    offsetOf(segments, at) {
      let offset = 0;
      let steps = -1;
      follow(segments, (value, key) => {
        steps++;
        const node = at === 'key' && steps === segments.length && key !== undefined ? key : value;
        offset = (rangeOfNode(node) ?? rangeOfNode(key))?.offset ?? offset;
      });
      return offset;
    },
  };
}

function rangeOfNode(node: unknown): TextRange | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range == null ? undefined : { offset: range[0], length: range[1] - range[0] };
}
