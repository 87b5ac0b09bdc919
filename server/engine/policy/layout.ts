/**
 * Where the items of a YAML list or mapping stand in the text, with the lines and comments around them.
 *
 * Knows spans of text only: not what a policy means, and not what anyone wants to change.
 */

import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { PathSegments } from './document';

export type Collection = YAMLMap | YAMLSeq;

/** An item of a list or a field of a mapping: the collection and its index there. */
export interface Place {
  readonly collection: Collection;
  readonly index: number;
}

/** Part of a text, from `start` up to `end`, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Returns the places that lead to a value, the outermost first, or `undefined` where it isn't there or goes through an alias. */
export function placesTo(document: Document.Parsed, segments: PathSegments): readonly Place[] | undefined {
  const places: Place[] = [];
  let node: unknown = document.contents;
  for (const segment of segments) {
    if (isAlias(node) || !isCollection(node)) return undefined;
    const collection = node as Collection;
    const index = isMap(collection)
      ? collection.items.findIndex(({ key }) => isScalar(key) && String(key.value) === String(segment))
      : Number(segment);
    const item: unknown = collection.items[index];
    if (item === undefined) return undefined;
    places.push({ collection, index });
    node = isPair(item) ? item.value : item;
  }
  return places;
}

/** Returns the text of an item without comments or commas: of a block list's item from its dash on. */
export function spanOf(text: string, { collection, index }: Place): Span | undefined {
  const item: unknown = collection.items[index];
  const range = collection.range;
  if (item === undefined || range == null) return undefined;
  let start = range[0];
  if (index > 0) {
    const before = skipSpace(text, endOf(collection.items[index - 1]));
    if (collection.flow && text[before] !== ',') return undefined;
    start = collection.flow ? skipSpace(text, before + 1) : before;
  } else if (collection.flow && /[[{]/.test(text.charAt(start))) start = skipSpace(text, start + 1);
  return { start, end: Math.max(endOf(item), start + (collection.flow ? 0 : 1)) };
}

/** Returns the offset behind a node, pair or nothing: behind its last character, so before any comment. */
export function endOf(item: unknown): number {
  if (isPair(item)) return Math.max(endOf(item.key), endOf(item.value));
  if (isCollection(item) && !item.flow && item.items.length > 0) return endOf(item.items.at(-1));
  return isNode(item) ? (item.range?.[1] ?? 0) : 0;
}

/** Returns the first offset from `from` on that is neither white space nor in a comment. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '#' && (at === 0 || /\s/.test(text.charAt(at - 1)))) at = lineEnd(text, at);
    else if (/\s/.test(char)) at++;
    else break;
  }
  return at;
}

/** Returns the offset of the first character of the line that `offset` stands in. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Returns the offset behind the line break of the line that `offset` stands in, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}

/** Reports whether only white space stands before `offset` in its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** Reports whether only white space and a comment stand behind `offset` in its line. */
export function endsLine(text: string, offset: number): boolean {
  return offset === lineStart(text, offset) || /^[ \t]*(?:[ \t]#.*)?\r?\n?$/.test(lineRest(text, offset));
}

/**
 * Returns the lines of a span that has its lines to itself: with the comment lines right above it (not above `floor`),
 * and those below it that are indented deeper.
 */
export function linesOf(text: string, { start, end }: Span, floor: number): Span {
  const column = start - lineStart(text, start);
  let first = lineStart(text, start);
  while (first > floor) {
    const above = lineStart(text, first - 1);
    if (above < floor || commentColumn(text, above) !== column) break;
    first = above;
  }
  let last = end === lineStart(text, end) ? end : lineEnd(text, end);
  for (let at = last; at < text.length; at = lineEnd(text, at)) {
    const comment = commentColumn(text, at);
    if (comment !== undefined && comment > column) last = lineEnd(text, at);
    else if (!isBlankLine(text, at)) break;
  }
  return { start: first, end: last };
}

/** Widens lines by the blank ones that would stand doubled, or last, without them; not above `floor`. */
export function withBlankLines(text: string, { start, end }: Span, floor: number): Span {
  let first = start;
  while (first > floor && lineStart(text, first - 1) >= floor && isBlankLine(text, lineStart(text, first - 1))) {
    first = lineStart(text, first - 1);
  }
  let last = end;
  while (last < text.length && isBlankLine(text, last)) last = lineEnd(text, last);
  if (last === text.length) return { start: first, end: last };
  return first < start || start === 0 ? { start, end: last } : { start, end };
}

/** Returns the line break that a text uses. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function lineRest(text: string, offset: number): string {
  return ` ${text.slice(offset, lineEnd(text, offset))}`;
}

function isBlankLine(text: string, start: number): boolean {
  return text.slice(start, lineEnd(text, start)).trim() === '';
}

/** Returns the column of a line that is nothing but a comment. */
function commentColumn(text: string, start: number): number | undefined {
  const line = text.slice(start, lineEnd(text, start));
  const column = line.search(/\S/);
  return column >= 0 && line[column] === '#' ? column : undefined;
}
