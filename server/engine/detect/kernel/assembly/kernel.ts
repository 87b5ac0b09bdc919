/**
 * The inner loops of a scan over bytes of UTF-8, in AssemblyScript: where keywords end, where long runs of characters of
 * one class are. `npx tsx scripts/generateKernel.ts` compiles it; nothing here knows what keywords are for.
 *
 * The filter looks four folded bytes up at each place, after Hyperscan's FDR (Wang et al., NSDI 2019); what passes is
 * compared. ../searchIndex.ts lays an index out.
 */

import { addHit, isFull, layOutHits, sortedHits, startHits } from './hits';

// Where the bytes, their folded copy and what is noted of them stand in memory.
let rawAt: usize = 0;
let foldedAt: usize = 0;
let placesAt: usize = 0;
let samplesAt: usize = 0;
let runBytesAt: usize = 0;

/** What ends no later is not wanted. */
let least: u32 = 0;
let runs: i32 = 0;
let lists: i32 = 0;
let sampleRoom: usize = 0;

const shortestRun: usize = 32;
const factor: u32 = 0x9e3779b1;
const tagFactor: u32 = 0x85ebca6b;
const anyTag: u8 = 0xff;
/** Folded bytes are less. */
const noGram: u32 = 0xffffffff;

/** Says where things stand; `hitList` has room for twice `most` hits, so that they can be sorted. */
export function layOut(
  raw: usize,
  folded: usize,
  places: usize,
  samples: usize,
  room: usize,
  runBytes: usize,
  hitList: usize,
  most: usize,
): void {
  rawAt = raw;
  foldedAt = folded;
  placesAt = places;
  samplesAt = samples;
  sampleRoom = room;
  runBytesAt = runBytes;
  layOutHits(hitList, most);
}

export function runCount(): i32 {
  return runs;
}

export function listCount(): i32 {
  return lists;
}

/** Reports for each byte of a block whether it is `first` to `first + count - 1`. */
// @ts-expect-error: a decorator of the language.
@inline
function isAmong(block: v128, first: u8, count: u8): v128 {
  return i8x16.lt_u(i8x16.sub(block, i8x16.splat(first)), i8x16.splat(count));
}

// @ts-expect-error: a decorator of the language.
@inline
function isOne(block: v128, byte: u8): v128 {
  return i8x16.eq(block, i8x16.splat(byte));
}

/** Letters become their lowest five bits, all digits are one, and what is below a space is a space: six bits a byte. */
// @ts-expect-error: a decorator of the language.
@inline
function foldBlock(block: v128, isDigit: v128): v128 {
  const low = v128.and(block, i8x16.splat(0x1f));
  const rest = i8x16.max_u(block, i8x16.splat(0x20));
  const isHigh = i8x16.ge_u(block, i8x16.splat(0x40));
  return v128.bitselect(low, v128.bitselect(i8x16.splat(0x30), rest, isDigit), isHigh);
}

/** Makes the folded copy, and notes samples of long runs and lists in the same breath. */
export function fold(length: usize): void {
  runs = 0;
  lists = 0;
  let runEnd: usize = 0;
  v128.store(rawAt + length, i8x16.splat(0));
  for (let at: usize = 0; at < length; at += 16) {
    const block = v128.load(rawAt + at);
    const lower = v128.or(block, i8x16.splat(0x20));
    const isDigit = isAmong(block, 0x30, 10);
    v128.store(foldedAt + at, foldBlock(block, isDigit));
    const isLetter = isAmong(lower, 0x61, 26);
    // "+" to "/" but "." and ",", and "_".
    const sign = v128.or(
      v128.andnot(isAmong(block, 0x2b, 5), v128.or(isOne(block, 0x2c), isOne(block, 0x2e))),
      isOne(block, 0x5f),
    );
    if (i8x16.all_true(v128.or(v128.or(isLetter, isDigit), sign)) && at >= runEnd) runEnd = noteRun(at, length);
    const blank = v128.or(isOne(block, 0x20), v128.or(isAmong(block, 9, 2), isOne(block, 13)));
    const number = v128.or(v128.or(isDigit, isAmong(lower, 0x61, 6)), v128.or(isOne(lower, 0x78), isOne(block, 0x2c)));
    if (i8x16.all_true(v128.or(number, blank)) && !i8x16.all_true(blank)) note(lists++, 1, at);
  }
  v128.store(foldedAt + length, i8x16.splat(0));
  v128.store(foldedAt + length + 16, i8x16.splat(0));
}

// @ts-expect-error: a decorator of the language.
@inline
function note(count: i32, kind: usize, at: usize): void {
  store<u32>(samplesAt + kind * sampleRoom + (<usize>count << 2), <u32>at);
}

/** Notes the run that the block belongs to if it is long enough as far as the bytes tell; returns where it ends. */
function noteRun(at: usize, length: usize): usize {
  let from = at;
  let to = at + 16;
  while (to < length && load<u8>(runBytesAt + load<u8>(rawAt + to)) !== 0) to++;
  while (from > 0 && load<u8>(runBytesAt + load<u8>(rawAt + from - 1)) !== 0) from--;
  if (to > length) to = length;
  if (to - from >= shortestRun || from === 0 || to >= length) note(runs++, 0, at);
  return to;
}

/**
 * Finds what ends behind `from` in the first `length` bytes, which are folded; returns how many hits: ends and keywords,
 * ascending by end. Returns -1 where there is no room for all of them.
 */
export function search(index: usize, length: usize, from: u32): i32 {
  startHits();
  least = from;
  searchShort(index, length);
  searchRuns(index, length);
  const found = sift(index + load<u32>(index + 36), load<u32>(index + 40), filter(index + load<u32>(index), load<u32>(index + 4), length));
  const grams = index + load<u32>(index + 8);
  const slotShift = load<u32>(index + 12);
  const entries = grams + (<usize>4 << (32 - slotShift));
  const mask = (<u32>1 << (32 - slotShift)) - 1;
  for (let i: usize = 0; i < found && !isFull; i++) {
    const at: usize = load<u32>(placesAt + (i << 2));
    const gram = load<u32>(foldedAt + at);
    let slot = (gram * factor) >> slotShift;
    for (let other = load<u32>(grams + (<usize>slot << 2)); other !== noGram; ) {
      if (other === gram) tryEntry(index, entries + <usize>slot * 12, at, length);
      slot = (slot + 1) & mask;
      other = load<u32>(grams + (<usize>slot << 2));
    }
  }
  // The places are done with: they are room for sorting.
  return sortedHits(placesAt, length);
}

/** Compares a keyword whose four bytes stand at `at`: first four others of it, which most of what passed hasn't. */
// @ts-ignore: a decorator of the language.
@inline
function tryEntry(index: usize, entry: usize, at: usize, length: usize): void {
  if (load<u32>(foldedAt + at + load<i16>(entry + 6)) !== load<u32>(entry)) return;
  const before: usize = load<u16>(entry + 4);
  if (before <= at) compare(index, load<u32>(entry + 8), at - before, length);
}

/** Notes where four bytes seem to be some keyword's; returns how many places. */
function filter(table: usize, shift: u32, length: usize): usize {
  let out = placesAt;
  // Three bytes may be a whole keyword.
  const end = foldedAt + (length < 2 ? 0 : length - 2);
  for (let at = foldedAt; at < end; at++) {
    store<u32>(out, <u32>(at - foldedAt));
    out += load<u8>(table + <usize>((load<u32>(at) * factor) >> shift));
  }
  return (out - placesAt) >> 2;
}

/** Keeps of the places those whose bytes have the tag of some keyword's; returns how many. Without a branch, as most don't. */
function sift(tags: usize, shift: u32, count: usize): usize {
  let out = placesAt;
  const end = placesAt + (count << 2);
  for (let from = placesAt; from < end; from += 4) {
    const at = load<u32>(from);
    const mixed = load<u32>(foldedAt + at) * tagFactor;
    const tag = load<u8>(tags + (mixed >> shift));
    store<u32>(out, at);
    out += <usize>(<u32>(tag === <u8>((mixed & 0x7f) + 1)) | <u32>(tag === anyTag)) << 2;
  }
  return (out - placesAt) >> 2;
}

/** Adds the hit of a keyword if it stands at `from`. */
function compare(index: usize, keyword: u32, from: usize, length: usize): void {
  const record = index + load<u32>(index + 16) + (<usize>keyword << 3);
  const size: usize = load<u16>(record + 4);
  if (from + size > length || from + size <= <usize>least) return;
  const text = index + load<u32>(record);
  for (let i: usize = 0; i < size; i++) {
    if (!isLike(load<u8>(rawAt + from + i), load<u8>(text + i))) return;
  }
  // A part of a longer run of its first character is looked at once.
  if (load<u8>(record + 6) !== 0 && from > 0 && isLike(load<u8>(rawAt + from - 1), load<u8>(text))) return;
  addHit(<u32>(from + size), keyword);
}

/** Reports whether a byte is a keyword's, of which 0 stands for any digit and letters are in lower case. */
// @ts-expect-error: a decorator of the language.
@inline
function isLike(byte: u8, wanted: u8): bool {
  if (wanted === 0) return byte - 0x30 < 10;
  return byte === wanted || (byte - 0x41 < 26 && byte + 0x20 === wanted);
}

/** Finds keywords of one or two bytes. */
function searchShort(index: usize, length: usize): void {
  const first = index + load<u32>(index + 20);
  const count: usize = load<u32>(index + 24);
  for (let i: usize = 0; i < count; i++) {
    const keyword = load<u32>(first + (i << 2));
    const record = index + load<u32>(index + 16) + (<usize>keyword << 3);
    const grams = index + load<u32>(record) + load<u16>(record + 4);
    const one = i8x16.splat(load<u8>(grams));
    const isPair = load<u16>(record + 4) === 2;
    const two = i8x16.splat(load<u8>(grams + 1));
    for (let at: usize = 0; at < length; at += 16) {
      let same = i8x16.eq(v128.load(foldedAt + at), one);
      if (isPair) same = v128.and(same, i8x16.eq(v128.load(foldedAt + at + 1), two));
      for (let bits = i8x16.bitmask(same); bits !== 0; bits &= bits - 1) {
        compare(index, keyword, at + <usize>ctz(bits), length);
      }
    }
  }
}

/** Finds keywords that are one character again and again, each once in a run. */
function searchRuns(index: usize, length: usize): void {
  const first = index + load<u32>(index + 28);
  const count: usize = load<u32>(index + 32);
  for (let i: usize = 0; i < count; i++) {
    const keyword = load<u32>(first + (i << 2));
    const record = index + load<u32>(index + 16) + (<usize>keyword << 3);
    const wanted = load<u8>(index + load<u32>(record));
    const folded = i8x16.splat(load<u8>(index + load<u32>(record) + load<u16>(record + 4)));
    for (let at: usize = 0; at + 16 <= length; at += 16) {
      if (!i8x16.all_true(i8x16.eq(v128.load(foldedAt + at), folded))) continue;
      let from = at;
      while (from > 0 && isLike(load<u8>(rawAt + from - 1), wanted)) from--;
      compare(index, keyword, from, length);
      while (at < length && isLike(load<u8>(rawAt + at), wanted)) at++;
      at &= ~15;
    }
  }
}

/** Turns ascending positions in bytes into positions in code units, each `stride` bytes behind the one before. */
export function toUnits(list: usize, count: i32, stride: usize): void {
  let counted: usize = 0;
  let units: u32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const place = list + <usize>i * stride;
    const end: usize = load<u32>(place);
    for (; counted + 16 <= end; counted += 16) {
      const block = v128.load(rawAt + counted);
      const follow = popcnt(i8x16.bitmask(isAmong(block, 0x80, 0x40)));
      const twice = popcnt(i8x16.bitmask(i8x16.ge_u(block, i8x16.splat(<u8>0xf0))));
      units += 16 - follow + twice;
    }
    let rest: u32 = 0;
    for (let at = counted; at < end; at++) {
      const byte = load<u8>(rawAt + at);
      rest += byte < 0x80 ? 1 : byte < 0xc0 ? 0 : byte < 0xf0 ? 1 : 2;
    }
    store<u32>(place, units + rest);
  }
}
