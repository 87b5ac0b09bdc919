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
  /** Column of its first word or dash; of a line without any, where the cursor is. */
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
  const [own = '', ...rest] = text.slice(start).split('\n');
  const above = text.slice(0, start).split('\n').slice(0, -1).map(readLine);
  const line = readLine(own.trim() === '' ? `${before}.` : own);
  const way = wayTo(above, line);
  const entries = [...way.filter((index) => above[index]?.isEntry), ...(line.isEntry ? [above.length] : [])];
  if (/^\s*\{/.test(text) || isUnclear(before, own) || entries.some((index) => isNested(above[index] ?? line))) {
    return { text, cursor, toWhole: (segments) => segments };
  }
  const from = entries.at(-1) ?? way.at(-1);
  const indent = from === undefined ? -1 : (above[from] ?? line).indent;
  const below = rest.map(readLine);
  // What follows a line without a dash, and has one there, is a list that this line is not part of.
  const isList = (each: Line) => each.isEntry && !line.isEntry && each.indent === line.indent;
  const isEnd = (each: Line) => each.indent <= indent || (from !== undefined && isList(each));
  const end = below.findIndex((each) => !each.isEmpty && isEnd(each));
  const first = from ?? 0;
  const head = [
    ...way.flatMap((index) => (index < first ? (above[index] ?? []) : [])),
    ...withoutDeeper(above.slice(first), line.inner),
  ];
  // A word alone may become the name of what stands below it.
  const isWord = /^\s*(?:-\s+)*[^\s:#,"'[\]{}&|>]*\s*$/.test(own);
  const tail = withoutDeeper(end === -1 ? below : below.slice(0, end), line.inner, isWord ? line : undefined);
  const kept = head.map((each) => `${each.text}\n`).join('');
  const counts = entries.map((index) => countBefore(above, index, (above[index] ?? line).indent));
  return {
    text: kept + [own, ...tail.map((each) => each.text)].join('\n'),
    cursor: kept.length + before.length,
    toWhole: (segments) => shift(segments, counts),
  };
}

function readLine(text: string): Line {
  const indent = /^ */.exec(text)?.[0].length ?? 0;
  const inner = /^ *(?:-(?:\s+|$))*/.exec(text)?.[0].length ?? 0;
  return { text, indent, inner, isEntry: inner > indent, isEmpty: /^\s*(?:#|$)/.test(text) };
}

/** Behind a tab, in front of a line, and before or right behind a dash, it can't be told which entry is meant. */
function isUnclear(before: string, own: string): boolean {
  if (/^ *\t|^ *(?:- +)*-$/.test(before)) return true;
  return before.trim() === '' && own.trim() !== '' && /^(?:\s|-)/.test(own.slice(before.length));
}

/** Reports whether an entry that is a list itself begins in a line. */
function isNested({ text }: Line): boolean {
  return /^ *-\s+-(?:\s|$)/.test(text);
}

/** Returns the indices of the lines that a line stands below, the outermost first. */
function wayTo(above: readonly Line[], { indent, isEntry }: Line): readonly number[] {
  const way: number[] = [];
  let nearest = { indent, isEntry };
  for (let index = above.length - 1; index >= 0 && (nearest.indent > 0 || nearest.isEntry); index--) {
    const line = above[index];
    if (line === undefined || line.isEmpty) continue;
    // The entries of a list may stand right below its name.
    const isAbove =
      line.indent < nearest.indent || (line.indent === nearest.indent && nearest.isEntry && !line.isEntry);
    if (!isAbove) continue;
    nearest = line;
    if (line.isEntry || isName(line)) way.push(index);
  }
  return way.reverse();
}

/** Reports whether what belongs to a line stands below it. */
function isName({ text }: Line): boolean {
  return /:\s*(?:[&!]\S+\s*)?(?:#.*)?$/.test(text);
}

/** Leaves out what stands below a name: what is indented more than the cursor, and the entries of a list. */
function withoutDeeper(lines: readonly Line[], indent: number, first?: Line): readonly Line[] {
  let owner = first;
  return lines.filter((line) => {
    if (owner !== undefined) {
      if (line.isEmpty || line.indent > indent || (line.isEntry && line.indent >= owner.inner)) return false;
    }
    owner = isName(line) && line.inner <= indent ? line : undefined;
    return true;
  });
}

/** Returns how many entries of its list stand before the one that begins in a line. */
function countBefore(lines: readonly Line[], index: number, indent: number): number {
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
