/**
 * Lists of character codes: `65, 75, 73`, `0x41, 0x4b`, or `41 4b 49` as a dump of bytes writes them.
 *
 * Most lists of numbers are tables, in which few numbers in a row are codes of printable characters.
 */

import { isPrintable } from './bytes';
import { hexValue } from './hex';
import { buildPiece, type PieceBuilder } from './piece';
import type { Sink } from './sink';

const shortestText = 16;
const longestText = 4096;

const comma = 0x2c;

/** A number in the list: where it stands, and whether a comma stands between it and the one before. */
interface Item {
  from: number;
  to: number;
  comma: boolean;
}

/** Returns the code of a character that the item stands for, or -1; `first` where no item of the text precedes it. */
type Reading = (text: string, item: Item, first: boolean) => number;

const decimal: Reading = (text, { from, to, comma: separated }, first) => {
  if (to - from > 3 || !(first || separated)) return -1;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
};

const hexadecimal: Reading = (text, { from, to }) =>
  to - from === 4 && text.charCodeAt(from) === 0x30 && (text.charCodeAt(from + 1) | 0x20) === 0x78
    ? pairAt(text, from + 2)
    : -1;

const pair: Reading = (text, { from, to, comma: separated }, first) =>
  to - from === 2 && (first || !separated) ? pairAt(text, from) : -1;

const readings = [decimal, hexadecimal, pair];

/** How far a list was looked at, and of what each reading saw last: how many codes in a row, and where they begin. */
interface Search {
  readonly item: Item;
  readonly counts: number[];
  readonly starts: number[];
}

/** Reports whether the list that stands between `from` and `to`, a region of digits, commas and white space, holds text. */
export function holdsCodes(text: string, from: number, to: number): boolean {
  return findCodes(text, searchFrom(from), to) !== undefined;
}

/** Looks at such a list. */
export function takeCodes(text: string, from: number, to: number, sink: Sink): void {
  const search = searchFrom(from);
  for (;;) {
    const found = findCodes(text, search, to);
    if (found === undefined) return;
    const piece = read(text, readings[found]!, search.starts[found]!, to, search.item);
    if (sink.room <= 0 || !sink.spend(piece.length)) return;
    sink.take(piece.build(true));
    search.counts.fill(0);
  }
}

function searchFrom(from: number): Search {
  return { item: { from, to: from, comma: false }, counts: readings.map(() => 0), starts: readings.map(() => from) };
}

/** Moves on to where there are enough codes in a row; returns by which reading. */
function findCodes(text: string, { item, counts, starts }: Search, to: number): number | undefined {
  while (nextItem(text, item, to)) {
    for (let i = 0; i < readings.length; i++) {
      if (!isPrintable(readings[i]!(text, item, counts[i] === 0))) counts[i] = 0;
      else if (counts[i]!++ === 0) starts[i] = item.from;
      if (counts[i]! >= shortestText) return i;
    }
  }
  return undefined;
}

/** Reads from an item on as long as there is text; `item` is then the last one looked at. */
function read(text: string, reading: Reading, from: number, to: number, item: Item): PieceBuilder {
  const piece = buildPiece(text);
  item.to = from;
  while (piece.length < longestText && nextItem(text, item, to)) {
    const code = reading(text, item, piece.length === 0);
    if (!isPrintable(code)) break;
    piece.put(String.fromCharCode(code), item.from, item.to);
  }
  return piece;
}

/** Moves on to the next run of digits and letters; false where there is none. */
function nextItem(text: string, item: Item, end: number): boolean {
  let at = item.to;
  item.comma = false;
  while (at < end && !isItem(text.charCodeAt(at))) {
    if (text.charCodeAt(at) === comma) item.comma = true;
    at++;
  }
  item.from = at;
  while (at < end && isItem(text.charCodeAt(at))) at++;
  item.to = at;
  return item.from < at;
}

function isItem(code: number): boolean {
  return code > 0x2f;
}

function pairAt(text: string, at: number): number {
  return hexValue(text.charCodeAt(at)) * 16 + hexValue(text.charCodeAt(at + 1));
}
