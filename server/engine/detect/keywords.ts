/**
 * The keyword automaton: finds every occurrence of any detector's keywords in one pass over the text.
 *
 * After Aho and Corasick, "Efficient string matching" (CACM 1975), with the failure links folded into a dense table. ASCII
 * letters are searched for without regard to case, and all digits are one: whoever means a certain digit looks again.
 */

/** Dense transition tables over bytes. */
export interface KeywordAutomaton {
  /** Symbol of each byte, 0 for those in no keyword. */
  readonly symbols: Uint8Array;
  /** `next[row | symbol]` is the next state's row; negative where keywords end there, the row then being its complement. */
  readonly next: Int32Array;
  /** Rows are `1 << shift` apart. */
  readonly shift: number;
  /** Per state the index into `groups` of what ends there, 0 for nothing. */
  readonly output: Int32Array;
  /** Indices of keywords, ascending; `groups[0]` is empty. */
  readonly groups: readonly Int32Array[];
}

/** Called with the position behind a keyword and the keyword's index; false ends the search. */
export type KeywordFound = (end: number, keyword: number) => boolean;

/** Returns the automaton for lower-case ASCII keywords; empty ones are never found. */
export function buildAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const { symbols, shift } = assignSymbols(keywords);
  let table = new Int32Array(256 << shift);
  let states = 1;
  const ends = new Map<number, number[]>();
  keywords.forEach((word, index) => {
    if (word === '') return;
    let state = 0;
    for (let i = 0; i < word.length; i++) {
      const at = (state << shift) | symbols[word.charCodeAt(i)]!;
      if (table[at] === 0) {
        table[at] = states++;
        if (states << shift > table.length) table = doubled(table);
      }
      state = table[at]!;
    }
    ends.set(state, [...(ends.get(state) ?? []), index]);
  });
  return { symbols, shift, ...foldFailures(table.subarray(0, states << shift), states, shift, ends) };
}

function assignSymbols(keywords: readonly string[]): { symbols: Uint8Array; shift: number } {
  const symbols = new Uint8Array(256);
  let width = 1;
  for (const word of keywords) {
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      if (symbols[code] === 0 && !isDigit(code)) symbols[code] = width++;
    }
  }
  symbols.fill(width++, 48, 58);
  for (let code = 65; code <= 90; code++) symbols[code] = symbols[code + 32]!;
  return { symbols, shift: Math.max(1, Math.ceil(Math.log2(width))) };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Breadth-first, so that the failure state of a state is complete before the state itself. */
function foldFailures(next: Int32Array, states: number, shift: number, ends: ReadonlyMap<number, readonly number[]>) {
  const width = 1 << shift;
  const output = new Int32Array(states);
  const groups: Int32Array[] = [new Int32Array(0)];
  const failure = new Int32Array(states);
  const queue = new Int32Array(states);
  let queued = 1;
  for (let head = 0; head < queued; head++) {
    const state = queue[head]!;
    const inherited = failure[state]!;
    for (let symbol = 0; symbol < width; symbol++) {
      const at = (state << shift) | symbol;
      const child = next[at]!;
      const other = state === 0 ? 0 : next[(inherited << shift) | symbol]!;
      if (child === 0) {
        next[at] = other;
      } else {
        failure[child] = other;
        queue[queued++] = child;
      }
    }
    const own = ends.get(state);
    if (own === undefined) output[state] = output[inherited]!;
    else {
      output[state] = groups.length;
      groups.push(Int32Array.from([...own, ...groups[output[inherited]!]!]).sort());
    }
  }
  for (let i = 0; i < next.length; i++) {
    const state = next[i]!;
    next[i] = output[state] === 0 ? state << shift : ~(state << shift);
  }
  return { next, output, groups };
}

function doubled(table: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(table.length * 2);
  larger.set(table);
  return larger;
}

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
  let row = 0;
  let isAscii = true;
  for (let at = from; at < to; at += pieceLength) {
    const piece = text.slice(at, Math.min(to, at + pieceLength));
    const { written } = encoder.encodeInto(piece, bytes);
    const isPlain = written === piece.length;
    isAscii &&= isPlain;
    row = isPlain ? findInAscii(automaton, row, written, at, found) : findInUtf8(automaton, row, written, at, found);
    if (row < 0) return isAscii;
  }
  return isAscii;
}

/** Returns the last row, or -1 where `found` ended the search. */
function findInAscii(
  { symbols, shift, next, output, groups }: KeywordAutomaton,
  start: number,
  length: number,
  offset: number,
  found: KeywordFound,
): number {
  let row = start;
  for (let i = 0; i < length; i++) {
    row = next[row | symbols[bytes[i]!]!]!;
    if (row >= 0) continue;
    row = ~row;
    for (const keyword of groups[output[row >> shift]!]!) if (!found(offset + i + 1, keyword)) return -1;
  }
  return row;
}

/** As for ASCII, but counts code units up to each keyword: 1 for a character of up to 3 bytes, 2 for one of 4. */
function findInUtf8(
  { symbols, shift, next, output, groups }: KeywordAutomaton,
  start: number,
  length: number,
  offset: number,
  found: KeywordFound,
): number {
  let row = start;
  let counted = 0;
  let units = offset;
  for (let i = 0; i < length; i++) {
    row = next[row | symbols[bytes[i]!]!]!;
    if (row >= 0) continue;
    row = ~row;
    for (; counted <= i; counted++) {
      const byte = bytes[counted]!;
      if (byte < 128 || byte >= 192) units += byte >= 240 ? 2 : 1;
    }
    for (const keyword of groups[output[row >> shift]!]!) if (!found(units, keyword)) return -1;
  }
  return row;
}

/** Adds the indices of all keywords in a short text to `keywords`, each once. */
export function addKeywords(automaton: KeywordAutomaton, text: string, keywords: number[]): void {
  const { symbols, shift, next, output, groups } = automaton;
  let row = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    row = code < 128 ? next[row | symbols[code]!]! : 0;
    if (row >= 0) continue;
    row = ~row;
    for (const keyword of groups[output[row >> shift]!]!) if (!keywords.includes(keyword)) keywords.push(keyword);
  }
}
