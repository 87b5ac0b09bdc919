/**
 * Lays out keywords for the kernel: a filter over four folded bytes, and behind it what to compare.
 *
 * Of each keyword four bytes are looked up, the rarest that it has: not among those that are common in source code, and
 * seldom seen in the other keywords. Knows nothing of detectors.
 */

import commonGrams from './commonGrams.json';

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

const gramLength = 4;
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

/** The keywords' bytes one behind the other, as they are and folded. */
interface Texts {
  readonly plain: Uint8Array;
  readonly folded: Uint8Array;
  /** Where each keyword begins, and behind them where the last ends. */
  readonly starts: Uint32Array;
}

/** Of one or two characters, one long run of a character, or looked up by four of its bytes. */
type Kind = 'short' | 'run' | 'other';

/** Returns the index of ASCII keywords in lower case, each of one to `longestKeyword` characters. */
export function buildSearchIndex(keywords: readonly string[]): SearchIndex {
  const texts = layTextsOut(keywords);
  const kinds = keywords.map(kindOf);
  const lists = (['short', 'run'] as const).map((kind) =>
    keywords.flatMap((_, at) => (kinds[at] === kind ? [at] : [])),
  );
  const entryCount = keywords.reduce(
    (sum, word, at) => sum + (kinds[at] !== 'other' ? 0 : word.length < 4 ? 64 : 1),
    0,
  );
  const filterBits = bitsFor(entryCount * sparseness);
  const tagBits = bitsFor(entryCount * 4);
  const slotBits = bitsFor(entryCount * 1.5);
  const filterAt = headerFields * 4;
  const tagsAt = filterAt + 2 ** filterBits;
  const slotsAt = align(tagsAt + 2 ** tagBits);
  const entriesAt = slotsAt + 2 ** slotBits * 4;
  const recordsAt = entriesAt + 2 ** slotBits * entryBytes;
  const listsAt = recordsAt + keywords.length * recordBytes;
  const textsAt = align(listsAt + 4 * (lists[0]!.length + lists[1]!.length));
  const end = align(textsAt + texts.plain.length + 2 * keywords.length);
  const bytes = new Uint8Array(end);
  // WebAssembly is little-endian, and so is every machine that Node.js runs it on.
  const words = new Uint32Array(bytes.buffer);
  const runsAt = listsAt + 4 * lists[0]!.length;
  words.set([filterAt, 32 - filterBits, slotsAt, 32 - slotBits, recordsAt, listsAt, lists[0]!.length]);
  words.set([runsAt, lists[1]!.length, tagsAt, 32 - tagBits], 7);
  words.set([...lists[0]!, ...lists[1]!], listsAt >> 2);
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
  const choose = createChooser(texts);
  let textAt = textsAt;
  for (let at = 0; at < keywords.length; at++) {
    const start = texts.starts[at]!;
    const { length } = keywords[at]!;
    words[(recordsAt + at * recordBytes) >> 2] = textAt;
    words[((recordsAt + at * recordBytes) >> 2) + 1] = length | (isRun(keywords[at]!) ? 1 << 16 : 0);
    bytes.set(texts.plain.subarray(start, start + length), textAt);
    bytes.set(texts.folded.subarray(start, start + Math.min(2, length)), textAt + length);
    textAt += length + 2;
    if (kinds[at] !== 'other') continue;
    if (length < gramLength) {
      const gram = gramAt(texts.folded, start) & 0xffffff;
      for (let any = 0; any < 64; any++) enter(gram | (any << 24), gram | (any << 24), 0, 0, at);
      continue;
    }
    const before = choose(start, length);
    // Four more bytes, as far from the others as there are any.
    const other = before === 0 ? length - gramLength : 0;
    enter(gramAt(texts.folded, start + before), gramAt(texts.folded, start + other), before, other, at);
  }
  return { bytes, longest: keywords.reduce((most, { length }) => Math.max(most, length), 0) };
}

function layTextsOut(keywords: readonly string[]): Texts {
  const starts = new Uint32Array(keywords.length + 1);
  for (let at = 0; at < keywords.length; at++) starts[at + 1] = starts[at]! + keywords[at]!.length;
  const all = keywords.join('');
  const plain = new Uint8Array(all.length);
  // Four bytes are read at the end of the last as well.
  const folded = new Uint8Array(all.length + gramLength);
  for (let i = 0; i < all.length; i++) {
    plain[i] = all.charCodeAt(i);
    folded[i] = foldByte(plain[i]!);
  }
  return { plain, folded, starts };
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

/** Returns the byte as the kernel folds it. */
export function foldByte(byte: number): number {
  if (byte >= 0x40) return byte & 0x1f;
  return byte === 0 || (byte >= 0x30 && byte <= 0x39) ? 0x30 : Math.max(byte, 0x20);
}

/** Returns what says, for a keyword by its start and length, before which of its bytes the four to look it up by stand. */
function createChooser({ folded, starts }: Texts): (start: number, length: number) => number {
  const seen = countPairs(folded, starts);
  const crowds = new Map<number, number>();
  return (start, length) => {
    let best = start;
    let least = Number.POSITIVE_INFINITY;
    for (let at = start; at + gramLength <= start + length; at++) {
      const pairs =
        seen[(folded[at]! << 6) | folded[at + 1]!]! *
        seen[(folded[at + 1]! << 6) | folded[at + 2]!]! *
        seen[(folded[at + 2]! << 6) | folded[at + 3]!]!;
      if (pairs >= least) continue;
      const gram = gramAt(folded, at);
      const cost = pairs * (1 + (crowds.get(gram) ?? 0)) * (common.get(gram) ?? 1);
      if (cost >= least) continue;
      least = cost;
      best = at;
    }
    const chosen = gramAt(folded, best);
    crowds.set(chosen, (crowds.get(chosen) ?? 0) + 1);
    return best - start;
  };
}

/** What four folded bytes cost that are common in source code: from 10^8, the most common, down to 1. */
const common = new Map<number, number>();
for (let at = 0; at < commonGrams.length; at += gramLength) {
  let gram = 0;
  for (let i = 0; i < gramLength; i++) gram |= foldByte(commonGrams.charCodeAt(at + i)) << (8 * i);
  common.set(gram, 10 ** (8 * (1 - at / commonGrams.length)));
}

/** Returns how often each two folded bytes stand next to each other. */
function countPairs(folded: Uint8Array, starts: Uint32Array): Float64Array {
  const seen = new Float64Array(64 * 64).fill(1);
  for (let at = 0; at + 1 < starts.length; at++) {
    for (let i = starts[at]! + 1; i < starts[at + 1]!; i++) seen[(folded[i - 1]! << 6) | folded[i]!]!++;
  }
  return seen;
}

/** The first byte is the lowest. */
function gramAt(folded: Uint8Array, at: number): number {
  return folded[at]! | (folded[at + 1]! << 8) | (folded[at + 2]! << 16) | (folded[at + 3]! << 24);
}

function bitsFor(count: number): number {
  return Math.max(8, Math.ceil(Math.log2(count + 1)));
}

function align(bytes: number): number {
  return (bytes + 15) & ~15;
}
