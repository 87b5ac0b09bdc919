/**
 * Where in a policy something is being written: the place that a text at the cursor would take in the tree.
 *
 * Found by putting a mark at the cursor and parsing what is around it, so that half-written texts, block and flow style,
 * quotes and bare lines all go one way.
 */

import { isMap, isPair, isScalar, isSeq, type Scalar, visit } from 'yaml';
import { maxPolicyLength, type PathSegments, type TextRange } from '../document';
import { composeYaml } from '../yaml/compose';
import { excerptAt } from './excerpt';
import { quoteOf } from './site';

/** `key`: a field's name in the object that the segments lead to. `value`: the value they lead to. */
export interface CompletionSite {
  readonly at: 'key' | 'value';
  readonly segments: PathSegments;
  /** What a completion replaces, the quotes left out. */
  readonly range: TextRange;
  /** The part of it before the cursor. */
  readonly typed: string;
  readonly quote?: '"' | "'";
  /** True where the quote was opened and not closed. */
  readonly isQuoteOpen: boolean;
  /** Whether it stands inside `[…]` or `{…}`. */
  readonly isFlow: boolean;
  /** Whether it stands on a line of its own, but for the dashes of list entries. */
  readonly isOwnLine: boolean;
  /** Column of its first character, 0-based. */
  readonly column: number;
  /** Whether the object that a key stands in has braces. */
  readonly isInBraces: boolean;
  /** Names of the fields that are there already, or the texts in the same brackets. */
  readonly siblings: readonly string[];
  /** For a key: whether a colon follows. */
  readonly hasColon: boolean;
}

// A private-use character: YAML takes it for a letter, and nobody writes it.
const mark = '\uE0C5';

/** Returns where the cursor is, or `undefined` where nothing can be completed, as in a comment. */
export function completionSiteAt(text: string, cursor: number): CompletionSite | undefined {
  if (text.length > maxPolicyLength || text.includes(mark)) return undefined;
  const excerpt = excerptAt(text, cursor);
  const site = siteIn(excerpt.text, excerpt.cursor);
  if (site === undefined) return undefined;
  const { offset, length } = site.range;
  const range = { offset: offset + cursor - excerpt.cursor, length };
  return { ...site, segments: excerpt.toWhole(site.segments), range };
}

/** The same for a text that is parsed from its beginning to its end. */
export function siteIn(text: string, cursor: number): CompletionSite | undefined {
  const lineStart = text.lastIndexOf('\n', cursor - 1) + 1;
  const lineEnd = text.indexOf('\n', cursor);
  const before = text.slice(lineStart, cursor);
  const after = text.slice(cursor, lineEnd === -1 ? text.length : lineEnd);
  const wordEnd = cursor + (/^[^\s:#,"'[\]{}]*/.exec(after)?.[0].length ?? 0);
  const isBare = /^\s*(?:-\s+)*[^\s:#,"'[\]{}&|>-][^\s:#,"'[\]{}]*$|^\s*(?:-\s+)*$/.test(before);
  const restOfLine = text.slice(wordEnd, lineEnd === -1 ? text.length : lineEnd);
  const isLineDone = /^\s*(?:\s#.*)?$/.test(restOfLine);
  if (isBare && isLineDone) {
    // Alone on a line it may be a key that has no colon yet; without one it would run on into the next line.
    const site = findMark(
      `${text.slice(0, cursor)}${mark}${text.slice(cursor, wordEnd)}:${text.slice(wordEnd)}`,
      cursor,
    );
    return site === undefined ? undefined : { ...site, isOwnLine: true, hasColon: false };
  }
  const missing = text.charAt(cursor - 1) === ':' && isLineDone ? ' ' : '';
  if (missing !== '') return undefined;
  const site = findMark(`${text.slice(0, cursor)}${mark}${text.slice(cursor)}`, cursor);
  if (site !== undefined) return { ...site, isOwnLine: isBare && site.isOwnLine };
  const [, quote] = /(["'])[^"']*$/.exec(before) ?? [];
  if (quote === undefined) return undefined;
  const closed = findMark(`${text.slice(0, cursor)}${mark}${quote}${text.slice(cursor)}`, cursor);
  return closed === undefined ? undefined : { ...closed, isQuoteOpen: true, hasColon: false };
}

function findMark(text: string, cursor: number): CompletionSite | undefined {
  const { tree } = composeYaml(text);
  if (tree === undefined) return undefined;
  let found: CompletionSite | undefined;
  visit(tree, {
    Scalar(position, scalar, ancestors) {
      const range = scalar.range;
      if (range == null || cursor < range[0] || cursor >= range[1]) return undefined;
      const written = text.slice(range[0], range[1]);
      const isWhole = written.endsWith(quoteOf(scalar) ?? '') && !written.includes('\n');
      if (text.charAt(cursor) === mark && isWhole) {
        found = describe(text, cursor, scalar, position === 'key', ancestors);
      }
      return visit.BREAK;
    },
  });
  return found;
}

function describe(
  text: string,
  cursor: number,
  scalar: Scalar,
  isKey: boolean,
  ancestors: readonly unknown[],
): CompletionSite {
  const quote = quoteOf(scalar);
  const [start, end] = scalar.range as [number, number, number];
  const inset = quote === undefined ? 0 : 1;
  const offset = start + inset;
  // The mark is one character of it.
  const length = end - inset - offset - 1;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const parent = ancestors.findLast((ancestor) => isMap(ancestor) || isSeq(ancestor));
  return {
    at: isKey ? 'key' : 'value',
    segments: segmentsOf(isKey ? ancestors.slice(0, -1) : ancestors, scalar),
    range: { offset, length },
    typed: text.slice(offset, cursor),
    ...(quote === undefined ? {} : { quote }),
    isQuoteOpen: false,
    isFlow: ancestors.some((ancestor) => (isMap(ancestor) || isSeq(ancestor)) && ancestor.flow === true),
    isOwnLine: /^\s*(?:-\s+)*$/.test(text.slice(lineStart, start)),
    column: start - lineStart,
    isInBraces: isMap(parent) && text.charAt(parent.range?.[0] ?? 0) === '{',
    siblings: siblingsOf(parent, scalar),
    hasColon: isKey && /^\s*:/.test(text.slice(end)),
  };
}

/** Returns the way to the last of the ancestors' values; the scalar stands below them. */
function segmentsOf(ancestors: readonly unknown[], scalar: unknown): PathSegments {
  const nodes = [...ancestors, scalar];
  return nodes.flatMap((node, index): (string | number)[] => {
    if (isPair(node) && index < nodes.length - 1) return isScalar(node.key) ? [String(node.key.value)] : [];
    if (!isSeq(node)) return [];
    const item = node.items.indexOf(nodes[index + 1] as never);
    return item === -1 ? [] : [item];
  });
}

function siblingsOf(parent: unknown, scalar: Scalar): readonly string[] {
  if (isMap(parent)) {
    return parent.items.flatMap(({ key }) => (isScalar(key) && key !== scalar ? [String(key.value)] : []));
  }
  if (!isSeq(parent)) return [];
  return parent.items.flatMap((item) => (isScalar(item) && item !== scalar ? [String(item.value)] : []));
}
