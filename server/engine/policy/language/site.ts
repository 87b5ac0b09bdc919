/**
 * What stands at an offset of a policy's text: a key or a value, and the way to it. Knows YAML alone.
 */

import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Scalar } from 'yaml';
import type { PathSegments, TextRange } from '../document';

/** A key or a scalar value of the text. For a key, the segments lead to its value. */
export interface Site {
  readonly segments: PathSegments;
  readonly at: 'key' | 'value';
  readonly range: TextRange;
}

/** Returns the key or scalar at an offset (its end counts), or `undefined`. */
export function siteAt(document: Document.Parsed | undefined, offset: number): Site | undefined {
  let node: unknown = document?.contents;
  const segments: (string | number)[] = [];
  while (isCollection(node)) {
    const collection: unknown = node;
    node = undefined;
    if (isMap(collection)) {
      for (const { key, value } of collection.items) {
        if (!isScalar(key)) continue;
        const within = holds(value, offset);
        if (!within && !holds(key, offset)) continue;
        segments.push(String(key.value));
        if (!within) return { segments, at: 'key', range: rangeOfNode(key) ?? { offset, length: 0 } };
        node = value;
        break;
      }
    } else if (isSeq(collection)) {
      const index = collection.items.findIndex((item) => holds(item, offset));
      if (index === -1) return undefined;
      segments.push(index);
      node = collection.items[index];
    }
  }
  if (!isScalar(node) && !isAlias(node)) return undefined;
  const range = rangeOfNode(node);
  return range === undefined || !holds(node, offset) ? undefined : { segments, at: 'value', range };
}

/** Returns where a node stands, without what follows it on its line. */
export function rangeOfNode(node: unknown): TextRange | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range == null ? undefined : { offset: range[0], length: range[1] - range[0] };
}

/** Returns the quote a scalar stands in, or `undefined` for a plain one. */
export function quoteOf(scalar: Scalar | undefined): '"' | "'" | undefined {
  if (scalar?.type === 'QUOTE_DOUBLE') return '"';
  return scalar?.type === 'QUOTE_SINGLE' ? "'" : undefined;
}

function holds(node: unknown, offset: number): boolean {
  const range = rangeOfNode(node);
  if (range === undefined || offset < range.offset) return false;
  // Right after a word still means the word; a block collection ends where the next key begins.
  const end = range.offset + range.length;
  return isCollection(node) ? offset < end : offset <= end;
}
