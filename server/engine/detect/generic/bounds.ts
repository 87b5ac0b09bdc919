/** Where names and words begin and end around a keyword, and how a word between a name and a value ties them. */

import { isBlankCode, isDigitCode, isLetterCode, isLineEnd, isNameCode } from './characters';
import type { Literal } from './literals';

/** How a value is tied to its name. */
export type Tie =
  | 'assign'
  | 'colon'
  | 'arrow'
  | 'compare'
  | 'call'
  | 'comma'
  | 'blank'
  | 'tag'
  | 'option'
  | 'prose'
  | 'pair';

export interface Candidate extends Literal {
  /** The identifier around the keyword. */
  readonly nameFrom: number;
  readonly nameTo: number;
  readonly tie: Tie;
  /** True where a call or constructor stands around the value: `Secret.of("…")`. */
  readonly wrapped: boolean;
}

/** What may be read, and where the keyword is. */
export interface Reach {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

const longestName = 60;
const longestWord = 24;
const longestGap = 80;

/** Returns where the identifier that holds the keyword begins. */
export function startOfName({ text, start, from }: Reach): number {
  const least = Math.max(from, start - longestName);
  let at = start;
  while (at > least) {
    const code = text.charCodeAt(at - 1);
    if (!isNameCode(code) && code !== 45 && code !== 46) break;
    at--;
  }
  while (at < start && (text.charCodeAt(at) === 45 || text.charCodeAt(at) === 46)) at++;
  return at;
}

/** Returns where it ends, -1 where it is too long to be one. */
export function endOfName(text: string, from: number, to: number): number {
  const end = Math.min(to, from + longestName);
  let at = from;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isNameCode(code)) continue;
    if ((code === 45 || code === 46) && isLetterCode(text.charCodeAt(at + 1))) continue;
    return at;
  }
  return at - from >= longestName ? -1 : at;
}

export function endOfWord(text: string, from: number, to: number): number {
  let at = from;
  const end = Math.min(to, from + longestWord);
  while (at < end && isNameCode(text.charCodeAt(at))) at++;
  return at;
}

const beginsTie: ReadonlySet<number> = new Set([...'abcdeilntvw'].map((letter) => letter.charCodeAt(0)));

/** Returns how a word between name and value ties them, `undefined` for any other word. */
export function tieOfWord(text: string, from: number, end: number): Tie | undefined {
  if (end - from < 2 || end - from > 12 || !beginsTie.has(text.charCodeAt(from) | 32)) return undefined;
  const word = text.slice(from, end).toLowerCase();
  if (word === 'value' || word === 'val' || word === 'default' || word === 'defaultvalue' || word === 'content')
    return 'pair';
  if (word === 'is' || word === 'was' || word === 'to' || word === 'as' || word === 'by') return 'prose';
  if (word === 'eq' || word === 'ne' || word === 'equals' || word === 'like') return 'compare';
  return undefined;
}

/** Reports whether a word is long and has digits and letters: nobody writes such a word in prose. */
export function isDrawn(text: string, from: number, end: number): boolean {
  if (end - from < 16) return false;
  let digits = 0;
  for (let i = from; i < end; i++) if (isDigitCode(text.charCodeAt(i))) digits++;
  return digits > 2;
}

export function endOfIndex(text: string, from: number, to: number): number {
  const end = Math.min(to, from + longestWord);
  for (let at = from + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 93) return at + 1;
    if (!isNameCode(code)) return -1;
  }
  return -1;
}

export function isOption(reach: Reach): boolean {
  const at = startOfName(reach) - 1;
  return at >= reach.from && reach.text.charCodeAt(at) === 45;
}

/** Returns the first place behind blanks, a comma and at most one line end. */
export function skipLine(text: string, from: number, to: number): number {
  let at = from;
  let lines = 0;
  for (; at < to && at < from + longestGap; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 && ++lines > 1) return to;
    if (!isBlankCode(code) && !isLineEnd(code) && code !== 44) break;
  }
  return at;
}
