/**
 * Finds every occurrence of any detector's keywords in one pass over the text.
 *
 * ASCII letters are searched for without regard to case, and all digits are one: whoever means a certain digit looks again.
 */

import type { KeywordAutomaton } from './automaton';

/** Called with the position behind a keyword and the keyword's index; false ends the search. */
export type KeywordFound = (end: number, keyword: number) => boolean;

/** Bytes are read several times as fast as the code units of a string. */
const encoder = new TextEncoder();
const pieceLength = 32_768;
const bytes = new Uint8Array(3 * pieceLength);

/**
 * Calls `found` for each keyword between `from` and `to`, ascending by where they end. Returns whether all that was read
 * is ASCII. Not to be called from within `found`.
 */
export function findKeywords(
  automaton: KeywordAutomaton,
  text: string,
  from: number,
  to: number,
  found: KeywordFound,
): boolean {
  let state = 0;
  let isAscii = true;
  for (let at = from; at < to; at += pieceLength) {
    const piece = text.slice(at, Math.min(to, at + pieceLength));
    const { written } = encoder.encodeInto(piece, bytes);
    const isPlain = written === piece.length;
    isAscii &&= isPlain;
    state = isPlain
      ? findInAscii(automaton, state, written, at, found)
      : findInUtf8(automaton, state, written, at, found);
    if (state < 0) return isAscii;
  }
  return isAscii;
}

/** Returns the last state, or -1 where `found` ended the search. */
function findInAscii(
  { symbols, shift, next, firstOutput, outputs }: KeywordAutomaton,
  start: number,
  length: number,
  offset: number,
  found: KeywordFound,
): number {
  let state = start;
  for (let i = 0; i < length; i++) {
    state = next[(state << shift) | symbols[bytes[i]!]!]!;
    if (state < firstOutput) continue;
    for (const keyword of outputs[state - firstOutput]!) if (!found(offset + i + 1, keyword)) return -1;
  }
  return state;
}

/** As for ASCII, but counts code units up to each keyword: 1 for a character of up to 3 bytes, 2 for one of 4. */
function findInUtf8(
  { symbols, shift, next, firstOutput, outputs }: KeywordAutomaton,
  start: number,
  length: number,
  offset: number,
  found: KeywordFound,
): number {
  let state = start;
  let counted = 0;
  let units = offset;
  for (let i = 0; i < length; i++) {
    state = next[(state << shift) | symbols[bytes[i]!]!]!;
    if (state < firstOutput) continue;
    for (; counted <= i; counted++) {
      const byte = bytes[counted]!;
      if (byte < 128 || byte >= 192) units += byte >= 240 ? 2 : 1;
    }
    for (const keyword of outputs[state - firstOutput]!) if (!found(units, keyword)) return -1;
  }
  return state;
}

/** Adds the indices of all keywords in a short text to `keywords`, each once. */
export function addKeywords(automaton: KeywordAutomaton, text: string, keywords: number[]): void {
  const { symbols, shift, next, firstOutput, outputs } = automaton;
  let state = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    state = code < 128 ? next[(state << shift) | symbols[code]!]! : 0;
    if (state < firstOutput) continue;
    for (const keyword of outputs[state - firstOutput]!) if (!keywords.includes(keyword)) keywords.push(keyword);
  }
}
