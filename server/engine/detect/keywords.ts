/**
 * Finds every occurrence of any detector's keywords in one pass over the text.
 *
 * ASCII letters are searched for without regard to case, and all digits are one: whoever means a certain digit looks again.
 */

import type { KeywordAutomaton } from './automaton';
import { createByteHits, searchBytes } from './lanes';
import { unitsOf } from './utf8';

/** Called with the position behind a keyword and the keyword's index; false ends the search. */
export type KeywordFound = (end: number, keyword: number) => boolean;

/** Bytes are read several times as fast as the code units of a string. */
const encoder = new TextEncoder();
const pieceLength = 16_384;
const bytes = new Uint8Array(3 * pieceLength);
const hits = createByteHits(3 * pieceLength);

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
    state = searchBytes(automaton, bytes, written, state, hits);
    if (!tell(automaton, at, isPlain, found)) break;
  }
  return isAscii;
}

/** Tells the hits of one piece, ascending; false where `found` ended the search. */
function tell(
  { firstOutput, outputs }: KeywordAutomaton,
  offset: number,
  isPlain: boolean,
  found: KeywordFound,
): boolean {
  let counted = 0;
  let units = offset;
  for (const lane of [0, 1] as const) {
    const lasts = hits.lasts[lane];
    const behind = hits.starts[lane]! + 1;
    const states = hits.states[lane];
    const count = hits.counts[lane]!;
    for (let i = 0; i < count; i++) {
      const end = lasts[i]! + behind;
      if (isPlain) units = offset + end;
      else for (; counted < end; counted++) units += unitsOf(bytes[counted]!);
      const keywords = outputs[states[i]! - firstOutput]!;
      for (let k = 0; k < keywords.length; k++) if (!found(units, keywords[k]!)) return false;
    }
  }
  return true;
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
