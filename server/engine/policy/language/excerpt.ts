/**
 * Cuts a policy down to what says where its cursor is: the lines that lead to it, and the entry of a list around it.
 *
 * A policy of thousands of lines takes long to parse, and it is asked at every key where the cursor is. Goes by
 * indentation alone; inside brackets that begin the document nothing is cut.
 */

import type { PathSegments } from '../document';

export interface Excerpt {
  readonly text: string;
  /** Where the cursor is in it. */
  readonly cursor: number;
  /** Returns the segments as they are in the whole text. */
  toWhole(segments: PathSegments): PathSegments;
}

interface Line {
  readonly text: string;
  /** Column of its first word, or of its first dash; for the cursor's line where only space stands before it, there. */
  readonly indent: number;
  /** Column of what follows its dash. */
  readonly inner: number;
  readonly isEntry: boolean;
  /** True for blank lines and comments. */
  readonly isEmpty: boolean;
}

/** Returns the part of a text around a cursor, whose line is in it as it stands. */
export function excerptAt(text: string, cursor: number): Excerpt {
  const start = text.lastIndexOf('\n', cursor - 1) + 1;
  const before = text.slice(start, cursor);
  // Behind a tab or before a dash it can't be told which entry is meant.
  const isUnclear = /^ *\t/.test(before) || (/^ *$/.test(before) && /^ *-/.test(text.slice(cursor, cursor + 200)));
  if (/^\s*\{/.test(text) || isUnclear) return { text, cursor, toWhole: (segments) => segments };
  const above = text.slice(0, start).split('\n').slice(0, -1).map(readLine);
  const [own = '', ...rest] = text.slice(start).split('\n');
  const line = readLine(before.trim() === '' && own.trim() === '' ? `${before}.` : own);
  const way = wayTo(above, line);
  const entry = line.isEntry ? above.length : way.findLast((index) => above[index]?.isEntry);
  const dashes = [...way.filter((index) => above[index]?.isEntry), ...(line.isEntry ? [above.length] : [])];
  const first = entry ?? 0;
  const indent = above[first]?.indent ?? line.indent;
  const below = rest.map(readLine);
  const end = entry === undefined ? -1 : below.findIndex((each) => !each.isEmpty && each.indent <= indent);
  const head = [
    ...way.flatMap((index) => (index < first ? (above[index] ?? []) : [])),
    ...withoutDeeper(above.slice(first), line.inner),
  ];
  const tail = withoutDeeper(end === -1 ? below : below.slice(0, end), line.inner);
  const kept = head.map((each) => `${each.text}\n`).join('');
  return {
    text: kept + [own, ...tail.map((each) => each.text)].join('\n'),
    cursor: kept.length + before.length,
    toWhole: (segments) => shift(segments, dashes.map((index) => countBefore(above, index, above[index] ?? line))),
  };
}

function readLine(text: string): Line {
  const [dashes = ''] = /^ *(?:- +|-$)*/.exec(text) ?? [];
  const indent = /^ */.exec(text)?.[0].length ?? 0;
  return { text, indent, inner: dashes.length, isEntry: dashes.length > indent, isEmpty: /^\s*(?:#|$)/.test(text) };
}

/** Returns the indices of the lines that a line stands below, the outermost first. */
function wayTo(above: readonly Line[], { indent, isEntry }: Line): readonly number[] {
  const way: number[] = [];
  let nearest = { indent, isEntry };
  for (let index = above.length - 1; index >= 0 && (nearest.indent > 0 || nearest.isEntry); index--) {
    const line = above[index];
    if (line === undefined || line.isEmpty) continue;
    // The entries of a list may stand right below its name.
    const isParent = line.indent < nearest.indent || (line.indent === nearest.indent && nearest.isEntry && !line.isEntry);
    if (!isParent) continue;
    way.unshift(index);
    nearest = line;
  }
  return way;
}

/** Leaves out what stands below a name of its own line and is indented more than the cursor. */
function withoutDeeper(lines: readonly Line[], indent: number): readonly Line[] {
  let owner: Line | undefined;
  return lines.filter((line) => {
    const isBelow = line.indent > indent || (line.isEntry && line.indent === owner?.inner) || line.isEmpty;
    if (owner !== undefined && isBelow) return false;
    owner = /:\s*(?:#.*)?$/.test(line.text) && line.inner <= indent ? line : undefined;
    return true;
  });
}

/** Returns how many entries of its list stand before the one that begins in a line. */
function countBefore(lines: readonly Line[], index: number, { indent }: Line): number {
  let count = 0;
  for (let at = index - 1; at >= 0; at--) {
    const line = lines[at];
    if (line === undefined || line.isEmpty || line.indent > indent) continue;
    if (line.indent < indent || !line.isEntry) break;
    count++;
  }
  return count;
}

/** The lists on the way begin with the entry that is on it. */
function shift(segments: PathSegments, counts: readonly number[]): PathSegments {
  let list = 0;
  return segments.map((segment) => (typeof segment === 'number' ? segment + (counts[list++] ?? 0) : segment));
}
