/**
 * Lays out keywords for the kernel: a filter over four folded bytes, and behind it what to compare.
 *
 * Of each keyword four bytes are looked up. Knows nothing of detectors.
 */

import { chooseGrams } from './chooseGrams';
import { gramAt, gramLength, layTextsOut } from './keywordTexts';

/** Stands for any digit in a keyword. */
export const anyDigit = '\0';

/** Characters of a keyword at most. */
export const longestKeyword = 1024;

/** Keywords ready to be searched for. */
export interface SearchIndex {
  /** Every offset in it is from its beginning, so that it may stand anywhere in the kernel's memory. */
  readonly bytes: Uint8Array;
  /** Characters of the longest keyword. */
  readonly longest: number;
}

const factor = 0x9e3779b1;
const tagFactor = 0x85ebca6b;
const anyTag = 0xff;
const headerFields = 11;
const entryBytes = 12;
const noGram = 0xffffffff;
const recordBytes = 8;
/** The filter's bytes for each four bytes that pass, at least. */
const sparseness = 16;
/** A run of one character this long holds sixteen bytes in line, by which it is found. */
const shortestRun = 31;

/** Of one or two characters, one long run of a character, or looked up by four of its bytes. */
type Kind = 'short' | 'run' | 'other';

/**
 * Returns the index of ASCII keywords in lower case, each of one to `longestKeyword` characters; `offsets` are what
 * `chooseGrams` has said of them before.
 */
export function buildSearchIndex(keywords: readonly string[], offsets?: readonly number[]): SearchIndex {
  const texts = layTextsOut(keywords);
  const isKnown = offsets?.length === keywords.length;
  const chosen = isKnown ? offsets : chooseGrams(keywords);
  const short: number[] = [];
  const runs: number[] = [];
  let entryCount = 0;
  let longest = 0;
  keywords.forEach((keyword, at) => {
    longest = Math.max(longest, keyword.length);
    const kind = kindOf(keyword);
    if (kind === 'short') short.push(at);
    else if (kind === 'run') runs.push(at);
    else entryCount += keyword.length < gramLength ? 64 : 1;
  });
  const apart = new Set([...short, ...runs]);
  const filterBits = bitsFor(entryCount * sparseness);
  const tagBits = bitsFor(entryCount * 4);
  const slotBits = bitsFor(entryCount * 1.5);
  const filterAt = headerFields * 4;
  const tagsAt = filterAt + 2 ** filterBits;
  const slotsAt = align(tagsAt + 2 ** tagBits);
  const entriesAt = slotsAt + 2 ** slotBits * 4;
  const recordsAt = entriesAt + 2 ** slotBits * entryBytes;
  const listsAt = recordsAt + keywords.length * recordBytes;
  const textsAt = align(listsAt + 4 * apart.size);
  const end = align(textsAt + texts.plain.length + 2 * keywords.length);
  const bytes = new Uint8Array(end);
  // WebAssembly is little-endian, and so is every machine that Node.js runs it on.
  const words = new Uint32Array(bytes.buffer);
  const runsAt = listsAt + 4 * short.length;
  words.set([filterAt, 32 - filterBits, slotsAt, 32 - slotBits, recordsAt, listsAt, short.length]);
  words.set([runsAt, runs.length, tagsAt, 32 - tagBits], 7);
  words.set([...short, ...runs], listsAt >> 2);
  words.fill(noGram, slotsAt >> 2, entriesAt >> 2);

  const enter = (gram: number, check: number, before: number, other: number, keyword: number): void => {
    const hash = Math.imul(gram, factor);
    // The filter's bytes are what the kernel moves on by.
    bytes[filterAt + (hash >>> (32 - filterBits))] = 4;
    const mixed = Math.imul(gram, tagFactor);
    const tag = (mixed & 0x7f) + 1;
    const tagAt = tagsAt + (mixed >>> (32 - tagBits));
    bytes[tagAt] = bytes[tagAt] === 0 || bytes[tagAt] === tag ? tag : anyTag;
    let slot = hash >>> (32 - slotBits);
    while (words[(slotsAt >> 2) + slot] !== noGram) slot = (slot + 1) & (2 ** slotBits - 1);
    words[(slotsAt >> 2) + slot] = gram;
    const entry = (entriesAt + slot * entryBytes) >> 2;
    words[entry] = check;
    words[entry + 1] = before | ((other - before) << 16);
    words[entry + 2] = keyword;
  };
  let textAt = textsAt;
  for (let at = 0; at < keywords.length; at++) {
    const start = texts.starts[at]!;
    const { length } = keywords[at]!;
    words[(recordsAt + at * recordBytes) >> 2] = textAt;
    words[((recordsAt + at * recordBytes) >> 2) + 1] = length | (isRun(keywords[at]!) ? 1 << 16 : 0);
    bytes.set(texts.plain.subarray(start, start + length), textAt);
    bytes.set(texts.folded.subarray(start, start + Math.min(2, length)), textAt + length);
    textAt += length + 2;
    if (apart.has(at)) continue;
    if (length < gramLength) {
      const gram = gramAt(texts.folded, start) & 0xffffff;
      for (let any = 0; any < 64; any++) enter(gram | (any << 24), gram | (any << 24), 0, 0, at);
      continue;
    }
    const before = Math.min(chosen[at]!, length - gramLength);
    // Four more bytes, as far from the others as there are any.
    const other = before === 0 ? length - gramLength : 0;
    enter(gramAt(texts.folded, start + before), gramAt(texts.folded, start + other), before, other, at);
  }
  return { bytes, longest };
}

function kindOf(keyword: string): Kind {
  if (keyword.length < gramLength - 1) return 'short';
  return keyword.length >= shortestRun && isRun(keyword) && isOneCharacter(keyword) ? 'run' : 'other';
}

/** Reports whether a keyword isn't a hit where it goes on a run: it is one character again and again, or begins with any digit. */
function isRun(keyword: string): boolean {
  if (keyword.charCodeAt(0) === 0) return true;
  return keyword.charCodeAt(0) === keyword.charCodeAt(1) && isOneCharacter(keyword) && /^[\w ]/.test(keyword);
}

function isOneCharacter(keyword: string): boolean {
  const first = keyword.charCodeAt(0);
  for (let i = 1; i < keyword.length; i++) if (keyword.charCodeAt(i) !== first) return false;
  return true;
}

function bitsFor(count: number): number {
  return Math.max(8, Math.ceil(Math.log2(count + 1)));
}

function align(bytes: number): number {
  return (bytes + 15) & ~15;
}
