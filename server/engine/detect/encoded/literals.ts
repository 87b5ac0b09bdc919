/**
 * Values split over several string literals: `"AKIA" + "IOSF"`, adjacent literals of C and Python, pieces in a template,
 * arguments of `concat`, items of an array that is joined.
 *
 * Most joined literals are prose; a chain is handed over where a seam has no space on either side.
 */

import { type FindSpans, occurrencesOf } from '../spans';
import { findSeams, gapBetween, type Literal, literalAt, literalBefore } from './literalText';
import { buildPiece } from './piece';
import type { Look, Sink } from './sink';

const longestChain = 8192;
const contextBefore = 80;
const lineFeed = 0x0a;

type Operators = '+' | '.' | '&' | '' | ',';

type Seam = readonly [find: FindSpans, operator: Operators];

const seams: readonly Seam[] = [
  [findSeams('+'), '+'],
  [findSeams('" "'), ''],
  [findSeams('"\n'), ''],
  [findSeams("'\n"), ''],
  [findSeams('& "'), '&'],
];
/** The dot joins in PHP and Perl alone, and stands everywhere else in the others. */
const dots: readonly Seam[] = ["'.'", '"."', "' .", '" .', ". '", '. "'].map((needle) => [occurrencesOf(needle), '.']);
const findJoins = occurrencesOf('join(');
const findConcats = ['".c', "'.c"].map(occurrencesOf);

/** Hands over what chains of string literals make together. */
export const lookForLiterals: Look = (text, sink, spansIn) => {
  for (const [find, operator] of text.includes('<?') ? [...seams, ...dots] : seams) {
    let floor = 0;
    for (const { from: at } of spansIn(find)) {
      if (at + 1 < floor) continue;
      const end = takeChain(text, at, operator, sink);
      if (end === undefined) return;
      floor = end;
    }
  }
  lookForJoined(text, sink, spansIn);
};

/** Looks at the chain whose first seam holds `at`; returns where it ends, or `undefined` where no more is wanted. */
function takeChain(text: string, at: number, operator: Operators, sink: Sink): number | undefined {
  const first = literalBefore(text, at, operator);
  if (first === undefined) return at;
  const literals = chainFrom(text, first, operator);
  if (literals.length < 2) return at;
  return handOver(text, literals, sink) ? literals.at(-1)!.to : undefined;
}

function chainFrom(text: string, first: Literal, operator: Operators): Literal[] {
  const literals = [first];
  let last = first;
  while (last.to - first.from < longestChain) {
    const next = gapBetween(text, last.to, operator);
    const literal = next === undefined ? undefined : literalAt(text, next);
    if (literal === undefined) break;
    literals.push(literal);
    last = literal;
  }
  return literals;
}

/** Hands over the chain where it has a tight seam; false where no more is wanted. */
function handOver(text: string, literals: readonly Literal[], sink: Sink): boolean {
  const first = literals[0]!;
  const last = literals.at(-1)!;
  if (!sink.spend(last.to - first.from)) return false;
  if (!literals.some((literal, i) => i > 0 && isTight(text, literals[i - 1]!, literal))) return true;
  if (sink.room <= 0) return false;
  let start = first.from;
  while (start > 0 && first.from - start < contextBefore && text.charCodeAt(start - 1) !== lineFeed) start--;
  const piece = buildPiece(text);
  piece.keep(start, first.textFrom);
  for (const literal of literals) piece.keep(literal.textFrom, literal.textTo);
  piece.keep(last.textTo, last.to);
  sink.take(piece.build());
  return true;
}

function isTight(text: string, left: Literal, right: Literal): boolean {
  return isOfToken(text.charCodeAt(left.textTo - 1)) && isOfToken(text.charCodeAt(right.textFrom));
}

/** Letters, digits and the signs that secrets and assignments are made of. */
function isOfToken(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x40 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2b || // +
    code === 0x2d || // -
    code === 0x2e || // .
    code === 0x2f || // /
    code === 0x3a || // :
    code === 0x3d || // =
    code === 0x5f // _
  );
}

/** `["AKIA", "IOSF"].join("")`, Python's `"".join(["AKIA", "IOSF"])`, and `"AKIA".concat("IOSF")`. */
const lookForJoined: Look = (text, sink, spansIn) => {
  for (const { from: at } of spansIn(findJoins)) {
    const empty = /^(?:""|''|``)\s?\)/.test(text.slice(at + 5, at + 9));
    const list = empty ? listBefore(text, at) : listAfter(text, at);
    if (list !== undefined && list.length > 1 && !handOver(text, list, sink)) return;
  }
  for (const find of findConcats) {
    for (const { from: at } of spansIn(find)) {
      const second = text.startsWith('.concat(', at + 1) ? literalAt(text, at + 9) : undefined;
      const first = second && literalBefore(text, at, '');
      if (first && second && !handOver(text, [first, ...chainFrom(text, second, ',')], sink)) return;
    }
  }
};

const longestList = 1000;

function listBefore(text: string, at: number): Literal[] | undefined {
  const close = text.lastIndexOf(']', at) === at - 2 ? at - 2 : -1;
  if (close < 0) return undefined;
  const from = Math.max(0, close - longestList);
  const open = text.slice(from, close).lastIndexOf('[');
  return open < 0 ? undefined : listAt(text, from + open);
}

function listAfter(text: string, at: number): Literal[] | undefined {
  if (!/["'`]{2}\.$/.test(text.slice(Math.max(0, at - 3), at))) return undefined;
  return listAt(text, text.charAt(at + 5) === '(' || text.charAt(at + 5) === '[' ? at + 5 : -1);
}

function listAt(text: string, open: number): Literal[] | undefined {
  if (open < 0) return undefined;
  const inside = /^[\s]{0,80}/.exec(text.slice(open + 1, open + 82))![0].length;
  const first = literalAt(text, open + 1 + inside);
  return first && chainFrom(text, first, ',');
}
