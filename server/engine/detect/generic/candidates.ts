/**
 * Finds the values that are given to a name in source text of any language: assignments, pairs, arguments, options, tags.
 *
 * Most keywords stand in ordinary code where nothing is given to them, so each step gives up at the first character that
 * does not fit. Nothing here judges a value.
 */

import {
  endOfIndex,
  endOfName,
  endOfWord,
  isDrawn,
  isOption,
  type Reach,
  skipLine,
  startOfName,
  type Tie,
  tieOfWord,
} from './bounds';
import { isBlankCode, isDigitCode, isLetterCode, isLineEnd, isQuoteCode } from './characters';
import { quoteEntity, skipBlanks } from './literals';
import { emit, type Found, readValue } from './values';

const mostBlanks = 40;
const mostWords = 2;

/** Calls `found` for each value given to the identifier around the keyword. */
export function findCandidates(reach: Reach, found: Found): void {
  const { text, to } = reach;
  const nameTo = endOfName(text, reach.end, to);
  if (nameTo < 0) return;
  let at = nameTo;
  let quoted = false;
  let words = 0;
  let blank = false;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (isBlankCode(code)) {
      const next = skipBlanks(text, at, to, mostBlanks);
      if (next === at + mostBlanks) return;
      at = next;
      blank = true;
      continue;
    }
    if (isQuoteCode(code) || code === 92) {
      if (blank) {
        readValue(reach, nameTo, at, 'blank', found);
        return;
      }
      if (quoted && isQuoteCode(code)) return;
      quoted ||= isQuoteCode(code);
      at++;
      continue;
    }
    if (code === 38) {
      const length = quoteEntity(text, at);
      if (length === 0) return;
      at += length;
      quoted = true;
      continue;
    }
    if (isLetterCode(code) || isDigitCode(code)) {
      if (!blank || (quoted && words > 0)) return;
      const end = endOfWord(text, at, to);
      const tie = tieOfWord(text, at, end);
      if (tie === 'pair') {
        pair(reach, nameTo, end, found);
        return;
      }
      if (tie !== undefined) {
        readValue(reach, nameTo, skipBlanks(text, end, to, 8), tie, found);
        return;
      }
      if (words === 0 && isOption(reach)) {
        readValue(reach, nameTo, at, 'option', found);
        return;
      }
      if (isDrawn(text, at, end)) {
        readValue(reach, nameTo, at, 'prose', found);
        return;
      }
      if (isDigitCode(code) || ++words > mostWords) return;
      at = end;
      blank = false;
      continue;
    }
    switch (code) {
      case 93: // ]
      case 42: // *
      case 33: // !
      case 63: // ?
        if (text.charCodeAt(at + 1) === 61) {
          operator(reach, nameTo, at, quoted, found);
          return;
        }
        at++;
        continue;
      case 91: // [
        at = endOfIndex(text, at, to);
        if (at < 0) return;
        continue;
      case 41: // )
      case 125: // }
        if (reversed(reach, nameTo, found)) return;
        at++;
        continue;
      case 10:
      case 13:
        if (!reversed(reach, nameTo, found)) pairBelow(reach, nameTo, at, found);
        return;
      case 44: // ,
        if (quoted) comma(reach, nameTo, at + 1, found);
        else pairBelow(reach, nameTo, at + 1, found);
        return;
      case 40: // (
      case 123: // {
        if (blank || quoted) return;
        readValue(reach, nameTo, skipBlanks(text, at + 1, to, 4), 'call', found);
        return;
      case 62: // >
        if (!blank) readValue(reach, nameTo, at + 1, 'tag', found);
        return;
      default:
        operator(reach, nameTo, at, quoted, found);
        return;
    }
  }
  reversed(reach, nameTo, found);
}

/** What ties a name to its value, from the first character of an operator on. */
function operator(reach: Reach, nameTo: number, at: number, quoted: boolean, found: Found): void {
  const { text, to } = reach;
  const code = text.charCodeAt(at);
  let next = text.charCodeAt(at + 1);
  let tie: Tie = 'assign';
  let end = at + 1;
  if (code === 58) {
    while (text.charCodeAt(end) === 58 && end < at + 3) end++;
    next = text.charCodeAt(end);
    if (end > at + 1 && next !== 61) return;
    tie = next === 61 ? 'assign' : 'colon';
    if (next === 61) end++;
  } else if (code === 61 || code === 33) {
    if (next === 62) {
      tie = 'arrow';
      end = at + 2;
    } else if (next === 61) {
      tie = 'compare';
      end = text.charCodeAt(at + 2) === 61 ? at + 3 : at + 2;
    } else if (next === 126 || code === 33) return;
  } else if ((code === 60 && next === 45) || (code === 46 && next === 61)) {
    end = at + 2;
  } else if (code === 45 && next === 62 && quoted) {
    tie = 'arrow';
    end = at + 2;
  } else if (code === 124 || code === 63 || code === 43) {
    if (next === code) next = text.charCodeAt(++end);
    if (next === 61) end++;
    else if (code !== 124 || end === at + 1) return;
  } else if (code === 126 && next === 62) {
    end = at + 2;
  } else if (code === 46 || code === 59 || code === 38 || code === 47) {
    reversed(reach, nameTo, found);
    return;
  } else return;
  readValue(reach, nameTo, skipBlanks(text, end, to, mostBlanks), tie, found);
}

/** `"password", "x"`; `key="password" value="x"` written with a comma. */
function comma(reach: Reach, nameTo: number, at: number, found: Found): void {
  const next = skipBlanks(reach.text, at, reach.to, 8);
  const code = reach.text.charCodeAt(next);
  if (isQuoteCode(code) && tieOfWord(reach.text, next + 1, endOfWord(reach.text, next + 1, reach.to)) !== 'pair') {
    readValue(reach, nameTo, next, 'comma', found);
    return;
  }
  if (isLineEnd(code) || isLetterCode(code) || isQuoteCode(code)) pairBelow(reach, nameTo, next, found);
}

/** `name: PASSWORD` on one line and `value: x` behind it or on the next. */
function pairBelow(reach: Reach, nameTo: number, from: number, found: Found): void {
  const { text, to } = reach;
  let at = skipLine(text, from, to);
  while (at < to && (isQuoteCode(text.charCodeAt(at)) || text.charCodeAt(at) === 58 || text.charCodeAt(at) === 92))
    at++;
  const end = endOfWord(text, at, to);
  if (tieOfWord(text, at, end) === 'pair') pair(reach, nameTo, end, found);
}

function pair(reach: Reach, nameTo: number, from: number, found: Found): void {
  const { text, to } = reach;
  let at = from;
  while (at < to && (isQuoteCode(text.charCodeAt(at)) || text.charCodeAt(at) === 92)) at++;
  at = skipBlanks(text, at, to, 4);
  const code = text.charCodeAt(at);
  if (code !== 58 && code !== 61) return;
  at = text.charCodeAt(at + 1) === 62 ? at + 2 : at + 1;
  readValue(reach, nameTo, skipBlanks(text, at, to, mostBlanks), 'pair', found);
}

/** `"x" == password`: reports whether something is compared to the name. */
function reversed(reach: Reach, nameTo: number, found: Found): boolean {
  const { text, from } = reach;
  let at = startOfName(reach) - 1;
  while (at > from && isBlankCode(text.charCodeAt(at))) at--;
  if (text.charCodeAt(at) !== 61) return false;
  const last = at;
  while (at > from && (text.charCodeAt(at) === 61 || text.charCodeAt(at) === 33)) at--;
  if (last - at < 2) return false;
  while (at > from && isBlankCode(text.charCodeAt(at))) at--;
  const quote = text.charCodeAt(at);
  if (!isQuoteCode(quote)) return false;
  const end = at;
  for (at--; at >= from && text.charCodeAt(at) !== quote; at--) if (isLineEnd(text.charCodeAt(at))) return false;
  if (at < from || end - at < 2) return false;
  emit(reach, nameTo, { from: at + 1, to: end, quote, escaped: false }, 'compare', false, found);
  return true;
}
