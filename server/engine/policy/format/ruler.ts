/** Measures how wide a node would be on one line, by having it written. */

import { Document, isCollection, isNode, isPair, isScalar, type Node, visit } from 'yaml';
import { lineWidth, needsBlock, writeAs } from './tags';

export interface Ruler {
  /** Reports whether a collection can be written on one line that begins at a column. Leaves no blank line in it then. */
  fits(node: Node, column: number): boolean;
  /** Returns how wide a key is. */
  widthOf(key: Node): number;
}

/** Returns a ruler for nodes of any document. */
export function createRuler(): Ruler {
  const scratch = new Document(null, writeAs);
  const write = (node: Node): string => {
    const { comment = null, commentBefore = null } = node;
    Object.assign(node, { comment: null, commentBefore: null });
    scratch.contents = node;
    const text = scratch.toString({ directives: null, lineWidth: 0, collectionStyle: 'flow', verifyAliasOrder: false });
    Object.assign(node, { comment, commentBefore });
    return text.slice(0, -1);
  };
  return {
    widthOf: (key) => (isScalar(key) && isPlain.test(String(key.value)) ? String(key.value) : write(key)).length,
    fits(node, column) {
      const inner = innerNodes(node);
      if (inner === undefined) return false;
      const spaced = inner.filter(({ spaceBefore }) => spaceBefore);
      for (const item of spaced) item.spaceBefore = false;
      const text = write(node);
      const isFitting = !text.includes('\n') && column + text.length <= lineWidth;
      if (!isFitting) for (const item of spaced) item.spaceBefore = true;
      return isFitting;
    },
  };
}

/** What is sure to be written as it is. */
const isPlain = /^[A-Za-z]{3,}$/;

/** Returns the nodes in a collection, `undefined` where they are too many for a line or one needs lines of its own. */
function innerNodes(node: Node): readonly Node[] | undefined {
  if (!isCollection(node)) return undefined;
  const isCommented = node.flow !== true && Boolean(node.comment || node.commentBefore);
  const inner: Node[] = [];
  let needsLines = false;
  visit(node as never, (_, item) => {
    if (isPair(item) || (item as unknown) === node) return undefined;
    if (!isNode(item)) return undefined;
    inner.push(item);
    const isBlock = isScalar(item) && needsBlock(item.type, String(item.value));
    needsLines ||= isBlock || Boolean(item.comment || item.commentBefore) || inner.length > lineWidth;
    return needsLines ? visit.BREAK : undefined;
  });
  return needsLines || isCommented ? undefined : inner;
}
