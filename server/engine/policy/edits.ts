/**
 * Changes of a policy's text: an item taken out, moved or put in, a word written anew, and nothing else touched.
 *
 * Works on block and flow style alike, keeps comments, line breaks and indentation. What can't be changed at one place
 * alone (behind an alias or an anchor in use) is not changed. Knows YAML, not what a policy means.
 */

import { type Document, isAlias, isCollection, isNode, isPair, isScalar, visit } from 'yaml';
import type { PathSegments, PolicyDocument, TextRange } from './document';
import {
  beginsLine,
  endOf,
  endsLine,
  lineBreakOf,
  lineEnd,
  lineStart,
  linesOf,
  type Place,
  placesTo,
  type Span,
  skipSpace,
  spanOf,
  withBlankLines,
} from './layout';

/** Replaces `length` code units at `offset` of the document's text. */
export interface Edit extends TextRange {
  readonly newText: string;
}

/** Returns the text with all edits made; they must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (edited, { offset, length, newText }) => edited.slice(0, offset) + newText + edited.slice(offset + length),
      text,
    );
}

/**
 * Returns the edits that take an item or a field out with the comments that belong to it, or `undefined` where that
 * can't be done. What it would leave empty goes as well, as an empty list is no list to a policy.
 */
export function removeValue(document: PolicyDocument, segments: PathSegments): readonly Edit[] | undefined {
  const places = changeablePlaces(document, segments);
  const place = places?.findLast(({ collection }) => collection.items.length > 1);
  if (place === undefined) return undefined;
  return place.collection.flow ? removeFromFlow(document.text, place) : removeFromBlock(document, place);
}

/**
 * Returns the edits that write another word in place of a scalar (or, with `key`, of a field's name), in quotes where
 * the old one was or the new one needs them, or `undefined` where there is no such scalar.
 */
export function replaceValue(
  document: PolicyDocument,
  segments: PathSegments,
  word: string,
  at: 'key' | 'value' = 'value',
): readonly Edit[] | undefined {
  const place = changeablePlaces(document, segments)?.at(-1);
  const item: unknown = place?.collection.items[place.index];
  const node = !isPair(item) ? item : at === 'key' ? item.key : item.value;
  if (!isScalar(node) || node.range == null || /^BLOCK/.test(node.type ?? '')) return undefined;
  const [offset, end] = node.range;
  return [{ offset, length: end - offset, newText: quoteLike(node.type, word) }];
}

/**
 * Returns the edits that write a field behind another one of its object, whose value is a scalar, or `undefined` where
 * that can't be done.
 */
export function addFieldAfter(
  document: PolicyDocument,
  segments: PathSegments,
  name: string,
  word: string,
): readonly Edit[] | undefined {
  const { text } = document;
  const place = changeablePlaces(document, segments)?.at(-1);
  const item: unknown = place?.collection.items[place.index];
  if (place === undefined || !isPair(item) || !isScalar(item.key) || !isScalar(item.value)) return undefined;
  const { key, value } = item;
  if (key.range == null || value.range == null || /^BLOCK/.test(value.type ?? '')) return undefined;
  const field = `${quoteLike(key.type, name)}: ${quoteLike(key.type, word)}`;
  if (place.collection.flow) return [{ offset: value.range[1], length: 0, newText: `, ${field}` }];
  const line = `${' '.repeat(key.range[0] - lineStart(text, key.range[0]))}${field}`;
  const offset = lineEnd(text, value.range[1]);
  const newText = text[offset - 1] === '\n' ? line + lineBreakOf(text) : lineBreakOf(text) + line;
  return [{ offset, length: 0, newText }];
}

/** Returns the edits that move a list's item before an earlier one, or `undefined` where that can't be done. */
export function moveItem(
  document: PolicyDocument,
  list: PathSegments,
  from: number,
  before: number,
): readonly Edit[] | undefined {
  const { text } = document;
  const place = changeablePlaces(document, [...list, from])?.at(-1);
  if (place === undefined || before >= from || before < 0) return undefined;
  // An alias may not come before what it stands for.
  if (holds(place.collection.items[from], isAlias)) return undefined;
  const span = spanOf(text, place);
  const target = spanOf(text, { ...place, index: before });
  if (span === undefined || target === undefined) return undefined;
  if (place.collection.flow) {
    const removal = removeFromFlow(text, place);
    const indent = text.slice(lineStart(text, target.start), target.start);
    const gap = indent.trim() === '' ? `,${lineBreakOf(text)}${indent}` : ', ';
    const newText = text.slice(span.start, span.end) + gap;
    return removal && [{ offset: target.start, length: 0, newText }, ...removal];
  }
  if (!isOnOwnLines(text, span) || !beginsLine(text, target.start)) return undefined;
  const lines = linesOf(text, span, floorOf(document, place));
  const above = linesOf(text, target, floorOf(document, { ...place, index: before }));
  const moved = text.slice(lines.start, lines.end);
  const newText = moved.endsWith('\n') ? moved : moved + lineBreakOf(text);
  return [{ offset: above.start, length: 0, newText }, removal(lines)];
}

function removeFromBlock(document: PolicyDocument, place: Place): readonly Edit[] | undefined {
  const { text } = document;
  const span = spanOf(text, place);
  if (span === undefined || !endsLine(text, span.end)) return undefined;
  const floor = floorOf(document, place);
  if (isOnOwnLines(text, span)) return [removal(withBlankLines(text, linesOf(text, span, floor), floor))];
  if (!/^[ \t]*(?:-[ \t]+)+$/.test(text.slice(lineStart(text, span.start), span.start))) return undefined;
  // The first field behind a dash: the next one takes its place, or its line where a comment stands between them.
  const next = skipSpace(text, span.end);
  if (text.slice(span.end, next).trim() === '') return [removal({ start: span.start, end: next })];
  const start = text.slice(0, span.start).trimEnd().length;
  const end = span.end === lineStart(text, span.end) ? span.end : lineEnd(text, span.end);
  return [{ ...removal({ start, end }), newText: lineBreakOf(text) }];
}

function removeFromFlow(text: string, place: Place): readonly Edit[] | undefined {
  const span = spanOf(text, place);
  if (span === undefined) return undefined;
  const after = skipSpace(text, span.end);
  const hasComma = text[after] === ',';
  if (!hasComma && !/[\]}]/.test(text.charAt(after))) return undefined;
  const end = hasComma ? after + 1 : span.end;
  const comma = place.index === 0 ? -1 : skipSpace(text, endOf(place.collection.items[place.index - 1]));
  const commaBefore = hasComma || comma < 0 ? [] : [removal({ start: comma, end: comma + 1 })];
  if (isOnOwnLines(text, { start: span.start, end })) {
    return [...commaBefore, removal(linesOf(text, { start: span.start, end }, comma + 1))];
  }
  if (hasComma) {
    const next = skipSpace(text, end);
    const isJoined = text.slice(end, next).trim() === '';
    return [removal({ start: span.start, end: isJoined ? next : end })];
  }
  if (text.slice(comma + 1, span.start).trim() === '') return [removal({ start: comma, end })];
  return [...commaBefore, removal({ start: span.start, end })];
}

function isOnOwnLines(text: string, { start, end }: Span): boolean {
  return beginsLine(text, start) && endsLine(text, end);
}

/** Returns where the item before ends; a comment that opens the document belongs to it as a whole. */
function floorOf({ yaml, text }: PolicyDocument, { collection, index }: Place): number {
  if (index > 0) return endOf(collection.items[index - 1]);
  return collection === yaml?.contents ? lineStart(text, collection.range?.[0] ?? 0) : 0;
}

function removal({ start, end }: Span): Edit {
  return { offset: start, length: end - start, newText: '' };
}

function quoteLike(type: string | null | undefined, word: string): string {
  if (type === 'QUOTE_DOUBLE') return JSON.stringify(word);
  if (type === 'QUOTE_SINGLE' && /^[\x20-\x7e]*$/.test(word)) return `'${word.replaceAll("'", "''")}'`;
  const isPlain = /^[A-Za-z][\w./-]*$/.test(word) && !/^(?:true|false|null)$/i.test(word);
  return isPlain ? word : JSON.stringify(word);
}

/** Returns the places that lead to a value, unless the text there counts elsewhere too. */
function changeablePlaces(document: PolicyDocument, segments: PathSegments): readonly Place[] | undefined {
  const { yaml } = document;
  const places = yaml && placesTo(yaml, segments);
  const last = places?.at(-1);
  if (yaml === undefined || places === undefined || last === undefined) return undefined;
  const used = aliasesOf(document, yaml);
  if (used.size === 0) return places;
  const isUsed = (node: unknown) => (isScalar(node) || isCollection(node)) && used.has(node.anchor ?? '');
  const item: unknown = last.collection.items[last.index];
  const within = isPair(item) ? [item.key, item.value] : [item];
  const isShared = places.some(({ collection }) => isUsed(collection)) || within.some((node) => holds(node, isUsed));
  return isShared ? undefined : places;
}

/** Reports whether something is true of a node or of one within it. */
function holds(node: unknown, isTrue: (node: unknown) => boolean): boolean {
  if (isAlias(node) || !isNode(node)) return isTrue(node);
  let found = false;
  visit(node, (_, within) => {
    if (!isTrue(within)) return undefined;
    found = true;
    return visit.BREAK;
  });
  return found;
}

const aliases = new WeakMap<PolicyDocument, ReadonlySet<string>>();

/** Returns the names that aliases of the document use. */
function aliasesOf(document: PolicyDocument, yaml: Document.Parsed): ReadonlySet<string> {
  const known = aliases.get(document);
  if (known !== undefined) return known;
  const names = new Set<string>();
  visit(yaml, { Alias: (_, { source }) => void names.add(source) });
  aliases.set(document, names);
  return names;
}
