/**
 * Lays out a YAML document by changing how its nodes are to be written: their order, their form, the lines between them.
 *
 * The `yaml` package does all writing. Whether the meaning stayed the same is checked by the caller.
 */

import { type Document, isCollection, isMap, isScalar, isSeq, type Node, type Pair, visit, type YAMLMap } from 'yaml';
import type { PolicyDocument } from '../document';
import { orderKeys } from './keyOrder';
import { createRuler, type Ruler } from './ruler';
import { isSectionStart, isTall } from './styles';
import { writeAs } from './tags';

export interface LayOutOptions {
  /** Whether keys take the schema's order. */
  readonly isSorted: boolean;
}

/** Returns a document's text in another layout, `undefined` where the package can't write it. Uses its nodes up. */
export function layOut(
  { text: source, yaml: document }: PolicyDocument,
  { isSorted }: LayOutOptions,
): string | undefined {
  if (document === undefined) return undefined;
  try {
    document.setSchema('1.2', writeAs);
    if (document.contents === null) return source.trim() === '' ? '' : document.toString();
    tidyComments(document);
    const isBesideKey = ({ range }: Node) => /^\s*:[^\n#]*#/.test(source.slice(range?.[1], (range?.[1] ?? 0) + 200));
    const task = { isSorted, ruler: createRuler(), isBesideKey };
    const { contents } = document;
    if (!isCollection(contents) || !chooseForm(contents, contents, [], 0, task)) arrange(contents, [], 0, task);
    return document.toString({ lineWidth: 0, indentSeq: true, indent: 2 });
  } catch {
    return undefined;
  }
}

/** Leaves one blank line where there are more; none behind what stands at a collection's end, which would grow. */
function tidyComments(document: Document.Parsed): void {
  visit(document, {
    Node(_, node) {
      if (hasText(node.comment)) node.comment = node.comment.replace(/\n+$/, '').replace(/\n{3,}/g, '\n\n');
      if (hasText(node.commentBefore)) node.commentBefore = node.commentBefore.replace(/\n{3,}/g, '\n\n');
    },
  });
}

interface Task extends LayOutOptions {
  readonly ruler: Ruler;
  /** Reports whether a comment stands behind a key, in its line: it is about the key. */
  isBesideKey(key: Node): boolean;
}

/** Arranges a node whose lines are indented by `indent`. */
function arrange(node: unknown, path: readonly string[], indent: number, task: Task): void {
  if (isMap(node)) {
    if (task.isSorted) sortKeys(node, path);
    for (const [index, pair] of node.items.entries()) arrangePair(pair, index, path, indent, task);
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      if (!isCollection(item)) continue;
      if (index === 0) item.spaceBefore = false;
      const inside = [...path, '*'];
      // A list's items stand behind a dash and a space.
      if (!chooseForm(item, item, inside, indent + 2, task)) arrange(item, inside, indent + 2, task);
    }
  }
}

function arrangePair({ key, value }: Pair, index: number, path: readonly string[], indent: number, task: Task): void {
  const name = isScalar(key) ? String(key.value) : '';
  if (isScalar(key)) {
    if (index === 0) key.spaceBefore = false;
    else if (path.length === 0)
      key.spaceBefore = isSectionStart(name) || (hasText(key.commentBefore) && key.spaceBefore === true);
  }
  if (!isCollection(value)) return;
  value.spaceBefore = false;
  if (isScalar(key) && hasText(value.commentBefore) && task.isBesideKey(key)) {
    addAbove(key, value.commentBefore);
    value.commentBefore = null;
  }
  const inside = [...path, name];
  const column = indent + task.ruler.widthOf(key as Node) + 2;
  if (!chooseForm(value, isScalar(key) ? key : value, inside, column, task)) arrange(value, inside, indent + 2, task);
}

/** Writes a collection on one line where that is its form and it fits, and returns whether it is. */
function chooseForm(
  node: Node & { flow?: boolean; items: unknown[] },
  owner: Node,
  path: readonly string[],
  column: number,
  { isSorted, ruler }: Task,
): boolean {
  const isShort = !isTall(path) && (isSorted ? sortDeep(node, path) : true) && ruler.fits(node, column);
  if (isShort || node.items.length === 0) {
    node.flow = true;
    return true;
  }
  if (node.flow === true && hasText(node.comment)) {
    // Behind a block's last line it would seem to be about that line.
    addAbove(owner, node.comment);
    node.comment = null;
  }
  node.flow = false;
  return false;
}

function sortDeep(node: unknown, path: readonly string[]): true {
  if (isMap(node)) {
    sortKeys(node, path);
    for (const { key, value } of node.items) sortDeep(value, [...path, isScalar(key) ? String(key.value) : '']);
  } else if (isSeq(node)) for (const item of node.items) sortDeep(item, [...path, '*']);
  return true;
}

function sortKeys(map: YAMLMap, path: readonly string[]): void {
  const before = map.items[0]?.key;
  map.items = [...orderKeys(map.items, ({ key }) => (isScalar(key) ? String(key.value) : ''), path)];
  const isValue = path.length > 0 && path.at(-1) !== '*';
  // What stands above the first key is about that key, and goes where it goes.
  if (isValue && isScalar(before) && before !== map.items[0]?.key && hasText(map.commentBefore)) {
    addAbove(before, map.commentBefore);
    map.commentBefore = null;
  }
}

/** Adds a comment to those above a node. */
function addAbove(node: Node, comment: string): void {
  node.commentBefore = [node.commentBefore, comment].filter(hasText).join('\n');
}

function hasText(comment: string | null | undefined): comment is string {
  return comment !== undefined && comment !== null && comment !== '';
}
