/**
 * Where string literals begin and end, as far as one can tell without knowing the language.
 *
 * Bounded: looks at a few hundred characters on either side of a place.
 */

import type { FindSpans } from '../spans';

/** A string literal with its quotes, from `from` to `to`; its text from `textFrom` to `textTo`. */
export interface Literal {
  readonly from: number;
  readonly to: number;
  readonly textFrom: number;
  readonly textTo: number;
}

const longestLiteral = 800;
const longestGap = 100;

/** Returns the literal that begins at `at`, perhaps with one letter before its quote. */
export function literalAt(text: string, at: number): Literal | undefined {
  const from = isQuote(text.charCodeAt(at)) || !/[fFrRbBuUL@$]/.test(text.charAt(at)) ? at : at + 1;
  const quote = text.charCodeAt(from);
  if (!isQuote(quote)) return undefined;
  const end = Math.min(text.length, from + longestLiteral);
  for (let i = from + 1; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return { from, to: i + 1, textFrom: from + 1, textTo: i };
    if (code === 0x5c) i++;
    else if (code === 0x0a && quote !== 0x60) return undefined;
  }
  return undefined;
}

/** Returns the literal that ends before `at`, with nothing but white space between or with its last quote there. */
export function literalBefore(text: string, at: number, operator: string): Literal | undefined {
  const close = operator !== '' && !isQuote(text.charCodeAt(at)) ? skipBack(text, at - 1) : at;
  const quote = text.charCodeAt(close);
  if (!isQuote(quote)) return undefined;
  const least = Math.max(0, close - longestLiteral);
  for (let i = close - 1; i >= least; i--) {
    const code = text.charCodeAt(i);
    if (code === 0x0a && quote !== 0x60) return undefined;
    if (code === quote && !isEscaped(text, i)) return { from: i, to: close + 1, textFrom: i + 1, textTo: close };
  }
  return undefined;
}

/** Returns where the literal after an operator begins, `undefined` where there is another thing. */
export function gapBetween(text: string, from: number, operator: string): number | undefined {
  let at = skip(text, from);
  if (operator !== '') {
    if (text.charAt(at) !== operator) return undefined;
    at = skip(text, at + 1);
  } else if (at === from) return undefined;
  const code = text.charCodeAt(at);
  return isQuote(code) || isQuote(text.charCodeAt(at + 1)) ? at : undefined;
}

/**
 * Returns the search for what joins two literals, by a text that is or begins with the one's last quote, or is or begins with
 * an operator of one character. A span reaches from the one's last quote to the other's first.
 */
export function findSeams(needle: string): FindSpans {
  return function* (text, from, to) {
    const first = Math.max(0, from - longestGap - needle.length);
    const last = Math.min(text.length, to + longestGap + 2);
    for (let at = text.indexOf(needle, first); at >= 0 && at < last; at = text.indexOf(needle, at + 1)) {
      const open = skip(text, at + 1);
      const end = isQuote(text.charCodeAt(open)) ? open + 1 : isQuote(text.charCodeAt(open + 1)) ? open + 2 : undefined;
      if (end === undefined || end <= from) continue;
      const close = isQuote(text.charCodeAt(at)) ? at : skipBack(text, at - 1);
      if (isQuote(text.charCodeAt(close)) && close < to) yield { from: close, to: end };
    }
  };
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (slashes < longestLiteral && text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 9 && code <= 13);
}

function skip(text: string, from: number): number {
  let at = from;
  const end = from + longestGap;
  while (at < end && (isSpace(text.charCodeAt(at)) || isContinuation(text, at))) at++;
  return at;
}

/** A backslash at the end of a line goes on with the next one. */
function isContinuation(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === 0x5c && (next === 0x0a || next === 0x0d);
}

function skipBack(text: string, from: number): number {
  let at = from;
  const end = from - longestGap;
  while (at > end && isSpace(text.charCodeAt(at))) at--;
  return at;
}
