/**
 * Reads what a name is given, from behind the tie on: a literal, one within a call or brackets, an array of bytes, a bare
 * word. Nothing here judges a value.
 */

import { type Candidate, type Reach, skipLine, startOfName, type Tie } from './bounds';
import { isBlankCode, isLetterCode, isLineEnd, isNameCode, isQuoteCode } from './characters';
import { type Literal, quoteEntity, readBare, readBytes, readQuoted, skipBlanks } from './literals';

export type Found = (candidate: Candidate) => void;

const mostBlanks = 40;
const mostTypes = 2;
const shortestValue = 4;

/** Reads what stands behind the tie: a literal, one within a call, or a bare word, which may turn out to be a type. */
export function readValue(reach: Reach, nameTo: number, from: number, tie: Tie, found: Found, depth = 0): void {
  const { text, to } = reach;
  let at = from;
  if (isLineEnd(text.charCodeAt(at)) && (tie === 'assign' || tie === 'colon' || tie === 'call' || tie === 'compare')) {
    at = skipLine(text, at, to);
    if (at >= to || !isQuoteCode(text.charCodeAt(at))) return;
  }
  if (tie === 'tag') at = skipLine(text, at, to);
  const bytes = readBytes(text, at, to);
  if (bytes) {
    emit(reach, nameTo, bytes, tie, false, found);
    return;
  }
  let opened = 0;
  while (opened < 2 && (text.charCodeAt(at) === 40 || text.charCodeAt(at) === 91 || text.charCodeAt(at) === 123)) {
    if (!startsQuoted(text, skipBlanks(text, at + 1, to, 4)) && text.charCodeAt(at) !== 40) break;
    at = skipBlanks(text, at + 1, to, 4);
    opened++;
  }
  if (startsQuoted(text, at)) {
    const literal = readQuoted(text, at, to);
    if (literal) emit(reach, nameTo, literal, tie, opened > 0, found);
    return;
  }
  if (tie === 'call' || tie === 'comma' || tie === 'blank') {
    if (tie !== 'blank') wrappedValue(reach, nameTo, at, tie, found);
    return;
  }
  const stop = tie === 'tag' ? 60 : 0;
  const bare = readBare(text, at, to, stop);
  if (!bare) return;
  const next = text.charCodeAt(bare.to);
  if (isQuoteCode(next) && opensArguments(text, bare.to)) {
    wrappedValue(reach, nameTo, at, tie, found);
    return;
  }
  if (isBlankCode(next) && depth < mostTypes && beginsType(text.charCodeAt(at)) && tie !== 'option') {
    const behind = skipBlanks(text, bare.to, to, mostBlanks);
    // `name: Type = value`, `= new Type("value")`, `= <type> value`.
    if (text.charCodeAt(behind) === 61 && (tie === 'colon' || tie === 'prose') && text.charCodeAt(behind + 1) !== 62) {
      readValue(reach, nameTo, skipBlanks(text, behind + 1, to, mostBlanks), 'assign', found, depth + 1);
      return;
    }
    if (/^(?:new|await|const|mut|not|make|try)$/.test(text.slice(bare.from, bare.to))) {
      readValue(reach, nameTo, behind, tie, found, depth + 1);
      return;
    }
  }
  emit(reach, nameTo, bare, tie, false, found);
}

/** Reads the first two string arguments of a call that begins at `at`: `getenv("NAME", "default")`, `[]byte("…")`. */
function wrappedValue(reach: Reach, nameTo: number, from: number, tie: Tie, found: Found): void {
  const { text } = reach;
  const to = Math.min(reach.to, from + 80);
  let at = from;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code) || code === 59 || code === 61 || (code === 32 && text.charCodeAt(at - 1) !== 44)) return;
    if (isQuoteCode(code)) break;
  }
  const first = readQuoted(text, at, reach.to);
  if (!first) return;
  emit(reach, nameTo, first, tie, true, found);
  const comma = skipBlanks(text, first.to + 1, reach.to, 4);
  if (text.charCodeAt(comma) !== 44) return;
  const second = readQuoted(text, skipBlanks(text, comma + 1, reach.to, 4), reach.to);
  if (second) emit(reach, nameTo, second, tie, true, found);
}

/** Calls `found` with the literal as the name's value. */
export function emit(reach: Reach, nameTo: number, literal: Literal, tie: Tie, wrapped: boolean, found: Found): void {
  const from = behindScheme(reach.text, literal);
  let to = literal.to;
  const nameFrom = startOfName(reach);
  const before = reach.text.charCodeAt(nameFrom - 1);
  if (tie === 'assign' && (before === 63 || before === 38) && reach.text.charCodeAt(nameFrom - 2) !== 38) {
    let next = from;
    while (next < to && reach.text.charCodeAt(next) !== 38) next++;
    to = next;
  }
  if (to - from < shortestValue) return;
  const { quote, escaped } = literal;
  found({ from, to, quote, escaped, nameFrom, nameTo, tie, wrapped });
}

/** Returns where the credential begins in `Bearer abc`, `ApiKey abc`: the value's own begin where there is no scheme. */
function behindScheme(text: string, { from, to }: Literal): number {
  const code = text.charCodeAt(from) | 32;
  // The schemes begin with a, b, k, o and t.
  if (code !== 97 && code !== 98 && code !== 107 && code !== 111 && code !== 116) return from;
  let blank = from + 3;
  while (blank < to && blank < from + 8 && text.charCodeAt(blank) !== 32) blank++;
  if (text.charCodeAt(blank) !== 32 || blank >= to - 3) return from;
  return /^(?:bearer|basic|token|apikey|oauth|key)$/i.test(text.slice(from, blank)) ? blank + 1 : from;
}

function startsQuoted(text: string, at: number): boolean {
  let i = at;
  while (i < at + 3 && (isNameCode(text.charCodeAt(i)) || text.charCodeAt(i) === 64)) i++;
  while (i < at + 6 && text.charCodeAt(i) === 92) i++;
  const code = text.charCodeAt(i);
  return isQuoteCode(code) || (code === 38 && quoteEntity(text, i) > 0);
}

function opensArguments(text: string, quoteAt: number): boolean {
  let at = quoteAt - 1;
  while (isLetterCode(text.charCodeAt(at)) && at > quoteAt - 3) at--;
  const code = text.charCodeAt(at);
  return code === 40 || code === 91 || code === 44 || code === 123;
}

/** A letter, `&`, `*` or `[`. */
function beginsType(code: number): boolean {
  return isLetterCode(code) || code === 38 || code === 42 || code === 91;
}
