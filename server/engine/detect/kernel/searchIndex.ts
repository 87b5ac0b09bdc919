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

interface Keyword {
  readonly text: Uint8Array;
  readonly folded: Uint8Array;
  /** Whether it is not a hit where it goes on a run: it is one character again and again, or begins with any digit. */
  readonly isRun: boolean;
  readonly kind: 'short' | 'run' | 'other';
}

interface Entry {
  readonly keyword: number;
  /** Bytes of the keyword before the four. */
  readonly before: number;
}

/** Returns the index of ASCII keywords in lower case, each of which has at least one character. */
export function buildSearchIndex(keywords: readonly string[]): SearchIndex {
  const prepared = keywords.map(prepare);
  const grams = chooseGrams(prepared);
  const list = (kind: Keyword['kind']): number[] => prepared.flatMap((each, at) => (each.kind === kind ? [at] : []));
  const lists = [list('short'), list('run')] as const;
  const filterBits = Math.max(8, Math.ceil(Math.log2(grams.size * sparseness + 1)));
  const entryCount = [...grams.values()].reduce((sum, { length }) => sum + length, 0);
  const slotBits = Math.max(1, Math.ceil(Math.log2(entryCount * 1.5 + 1)));
  const slotCount = 2 ** slotBits;
  const textBytes = prepared.reduce((sum, { text }) => sum + text.length + 2, 0);
  const filterAt = headerFields * 4;
  const tagBits = Math.max(8, Math.ceil(Math.log2(grams.size * 4 + 1)));
  const tagsAt = filterAt + 2 ** filterBits;
  const slotsAt = align(tagsAt + 2 ** tagBits);
  const entriesAt = slotsAt + slotCount * 4;
  const recordsAt = entriesAt + slotCount * entryBytes;
  const listsAt = recordsAt + prepared.length * recordBytes;
  const textsAt = listsAt + (lists[0].length + lists[1].length) * 4;
  const bytes = new Uint8Array(align(textsAt + textBytes));
  const view = new DataView(bytes.buffer);
  const write = (at: number, ...numbers: readonly number[]): void => {
    for (const [i, number] of numbers.entries()) view.setUint32(at + i * 4, number, true);
  };
  const runsAt = listsAt + lists[0].length * 4;
  const shift = 32 - filterBits;
  write(
    0,
    filterAt,
    shift,
    slotsAt,
    32 - slotBits,
    recordsAt,
    listsAt,
    lists[0].length,
    runsAt,
    lists[1].length,
    tagsAt,
    32 - tagBits,
  );
  write(listsAt, ...lists[0], ...lists[1]);
  bytes.fill(0xff, slotsAt, entriesAt);
  for (const [gram, entries] of grams) {
    // The filter's bytes are what the kernel moves on by.
    bytes[filterAt + (hash(gram) >>> shift)] = 4;
    const mixed = Math.imul(gram, tagFactor);
    const tag = (mixed & 0x7f) + 1;
    const tagAt = tagsAt + (mixed >>> (32 - tagBits));
    bytes[tagAt] = bytes[tagAt] === 0 || bytes[tagAt] === tag ? tag : anyTag;
    for (const { keyword, before } of entries) {
      let slot = hash(gram) >>> (32 - slotBits);
      while (view.getUint32(slotsAt + slot * 4, true) !== noGram) slot = (slot + 1) & (slotCount - 1);
      const { folded } = prepared[keyword]!;
      // Four more bytes, as far from the others as there are any.
      const other = before === 0 ? Math.max(0, folded.length - gramLength) : 0;
      const check = other === before ? gram : gramAt(folded, other);
      const offsets = before | ((other - before) << 16);
      write(slotsAt + slot * 4, gram);
      write(entriesAt + slot * entryBytes, check, offsets, keyword);
    }
  }
  let textAt = textsAt;
  for (const [at, { text, folded, isRun }] of prepared.entries()) {
    write(recordsAt + at * recordBytes, textAt, text.length | (isRun ? 1 << 16 : 0));
    bytes.set(text, textAt);
    bytes.set(folded.subarray(0, 2), textAt + text.length);
    textAt += text.length + 2;
  }
  return { bytes, longest: prepared.reduce((most, { text }) => Math.max(most, text.length), 0) };
}

function prepare(keyword: string): Keyword {
  const text = Uint8Array.from(keyword, (character) => character.charCodeAt(0));
  const isSame = text.length > 1 && text.every((byte) => byte === text[0]);
  const isRun = text[0] === 0 || (isSame && /^[\w ]/.test(keyword));
  const isLong = isSame && isRun && text.length >= shortestRun;
  return {
    text,
    folded: text.map(foldByte),
    isRun,
    kind: isLong ? 'run' : text.length < gramLength - 1 ? 'short' : 'other',
  };
}

/** Returns the byte as the kernel folds it. */
export function foldByte(byte: number): number {
  if (byte >= 0x40) return byte & 0x1f;
  return byte === 0 || (byte >= 0x30 && byte <= 0x39) ? 0x30 : Math.max(byte, 0x20);
}

/** Returns by four folded bytes, the first lowest, the keywords that are looked up by them. */
function chooseGrams(keywords: readonly Keyword[]): Map<number, Entry[]> {
  const seen = countPairs(keywords);
  const grams = new Map<number, Entry[]>();
  const add = (gram: number, entry: Entry): void => {
    const same = grams.get(gram);
    if (same === undefined) grams.set(gram, [entry]);
    else same.push(entry);
  };
  for (const [keyword, { folded, kind }] of keywords.entries()) {
    if (kind !== 'other') continue;
    if (folded.length < gramLength) {
      for (let any = 0; any < 64; any++) add(gramAt(folded, 0) | (any << 24), { keyword, before: 0 });
      continue;
    }
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let from = 0; from + gramLength <= folded.length; from++) {
      const [a, b, c, d] = folded.subarray(from, from + gramLength) as unknown as [number, number, number, number];
      const crowd = 1 + (grams.get(gramAt(folded, from))?.length ?? 0);
      const rank = common.get(gramAt(folded, from)) ?? 0;
      const cost = seen[a * 64 + b]! * seen[b * 64 + c]! * seen[c * 64 + d]! * crowd * 10 ** (8 * rank);
      if (cost >= least) continue;
      least = cost;
      best = from;
    }
    add(gramAt(folded, best), { keyword, before: best });
  }
  return grams;
}

/** How common four folded bytes are: from 1, the most common, down to 0. */
const common = new Map<number, number>();
for (let at = 0; at < commonGrams.length; at += gramLength) {
  const folded = Uint8Array.from(commonGrams.slice(at, at + gramLength), (character) =>
    foldByte(character.charCodeAt(0)),
  );
  common.set(gramAt(folded, 0), 1 - at / commonGrams.length);
}

/** Returns how often each two folded bytes stand next to each other. */
function countPairs(keywords: readonly Keyword[]): Float64Array {
  const seen = new Float64Array(64 * 64).fill(1);
  for (const { folded } of keywords) {
    for (let i = 1; i < folded.length; i++) seen[folded[i - 1]! * 64 + folded[i]!]!++;
  }
  return seen;
}

function gramAt(folded: Uint8Array, at: number): number {
  return folded[at]! | (folded[at + 1]! << 8) | (folded[at + 2]! << 16) | ((folded[at + 3] ?? 0) << 24);
}

function hash(gram: number): number {
  return Math.imul(gram, factor);
}

function align(bytes: number): number {
  return (bytes + 15) & ~15;
}
