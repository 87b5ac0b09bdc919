/**
 * Reads one value from where it begins: quoted in any language's way, or bare up to the next blank.
 *
 * Knows nothing of names and operators.
 */

import { isBlankCode, isDigitCode, isLineEnd, isNameCode, isQuoteCode } from './characters';

/** A value as it stands in the text, without its quotes. */
export interface Literal {
  readonly from: number;
  readonly to: number;
  /** The quote's character code, 0 for a bare value, another for an array of bytes. */
  readonly quote: number;
  /** True where the quotes are escaped, as in JSON within a string. */
  readonly escaped: boolean;
}

const longestValue = 1000;
const longestPrefix = 3;
const mostMarks = 8;
const longestBytes = 300;
const leastBytes = 8;

/** Returns the quoted value that begins at `at`, maybe behind a prefix such as `b`, `r`, `L`, `@` or `$`. */
export function readQuoted(text: string, at: number, to: number): Literal | undefined {
  let i = at;
  const prefixEnd = Math.min(to, at + longestPrefix);
  while (i < prefixEnd && (isNameCode(text.charCodeAt(i)) || text.charCodeAt(i) === 64)) i++;
  const escaped = text.charCodeAt(i) === 92;
  if (escaped) while (text.charCodeAt(i) === 92 && i < to) i++;
  const quote = text.charCodeAt(i);
  if (quote === 38) return readBetweenEntities(text, i, to);
  if (i >= to || !isQuoteCode(quote)) return undefined;
  i++;
  if (text.charCodeAt(i) === quote && text.charCodeAt(i + 1) === quote) i += 2;
  else if (quote === 96 && text.charCodeAt(i) === 96) i++;
  const from = i;
  const end = Math.min(to, from + longestValue);
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return { from, to: i, quote, escaped };
    if (code === 92) {
      if (escaped) return { from, to: i, quote, escaped };
      i++;
    } else if (isLineEnd(code)) return undefined;
  }
  // Longer than what may be read: a key in one line, unless it is prose.
  return i - from > 300 && !text.slice(from, i).includes(' ') ? { from, to: i, quote, escaped } : undefined;
}

const entities = ['&quot;', '&#34;', '&#39;', '&apos;'];

/** Returns the length of the HTML entity of a quote at `at`, 0 for none. */
export function quoteEntity(text: string, at: number): number {
  for (const entity of entities) if (text.startsWith(entity, at)) return entity.length;
  return 0;
}

function readBetweenEntities(text: string, at: number, to: number): Literal | undefined {
  const length = quoteEntity(text, at);
  if (length === 0) return undefined;
  const from = at + length;
  const last = Math.min(to, from + longestValue);
  let end = from;
  while (end < last && text.charCodeAt(end) !== 38) end++;
  return end < last && quoteEntity(text, end) === length ? { from, to: end, quote: 34, escaped: true } : undefined;
}

/** Returns the bare value that begins at `at`, without the punctuation that closes what it stands in. */
export function readBare(text: string, at: number, to: number, stop: number): Literal | undefined {
  let i = at;
  let marks = 0;
  const end = Math.min(to, at + longestValue);
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (isCodeMark(code) && ++marks > mostMarks) return undefined;
    if ((code === 44 || code === 59) && beginsPair(text, i + 1, end)) break;
    if (code <= 32 || isQuoteCode(code) || code === stop) break;
    if (code === 92 && isQuoteCode(text.charCodeAt(i + 1))) break;
    if (code === 92 && text.charCodeAt(i + 1) === 110) break;
  }
  let last = i;
  while (last > at && closes(text, at, last)) last--;
  return last > at ? { from: at, to: last, quote: 0, escaped: false } : undefined;
}

/** Reports whether a name and `:` or `=` stand at `at`, so that the value before it has ended. */
function beginsPair(text: string, at: number, to: number): boolean {
  let i = at;
  while (i < to && isNameCode(text.charCodeAt(i))) i++;
  const code = text.charCodeAt(i);
  return i > at && (code === 58 || code === 61);
}

/** Returns the numbers of an array of bytes that begins at `at`, as far as its line goes: `[]byte{7, 57, 0x3a, …`. */
export function readBytes(text: string, at: number, to: number): Literal | undefined {
  const first = text.charCodeAt(at);
  // An array begins with its bracket, `byte`, `new` or `uint8`.
  if (first !== 91 && first !== 123 && first !== 98 && first !== 110 && first !== 117) return undefined;
  const end = Math.min(to, at + longestBytes);
  let from = Math.min(end, at + 24);
  while (from > at && text.charCodeAt(from - 1) !== 91 && text.charCodeAt(from - 1) !== 123) from--;
  if (from === at) return undefined;
  let i = from;
  let commas = 0;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 44) commas++;
    else if (!isBlankCode(code) && !isHexCode(code)) break;
  }
  while (i > from && (text.charCodeAt(i - 1) === 44 || isBlankCode(text.charCodeAt(i - 1)))) i--;
  return commas >= leastBytes ? { from, to: i, quote: first, escaped: false } : undefined;
}

function isHexCode(code: number): boolean {
  const lower = code | 32;
  return isDigitCode(code) || (lower >= 97 && lower <= 102) || lower === 120;
}

/** Brackets, commas, semicolons: many of them without a blank are minified code. */
function isCodeMark(code: number): boolean {
  return code === 40 || code === 41 || code === 44 || code === 59 || code === 123 || code === 125;
}

/** Reports whether the last character of `text[at..last)` belongs to what is around a bare value. */
function closes(text: string, at: number, last: number): boolean {
  const code = text.charCodeAt(last - 1);
  if (code === 44 || code === 59) return true;
  const opening = code === 41 ? 40 : code === 93 ? 91 : code === 125 ? 123 : 0;
  if (opening === 0) return false;
  let depth = 0;
  for (let i = at; i < last; i++) {
    const each = text.charCodeAt(i);
    if (each === opening) depth++;
    else if (each === code) depth--;
  }
  return depth < 0;
}

/** Returns the position of the next character that is no blank, at most `most` farther on. */
export function skipBlanks(text: string, at: number, to: number, most: number): number {
  const end = Math.min(to, at + most);
  let i = at;
  while (i < end && isBlankCode(text.charCodeAt(i))) i++;
  return i;
}
