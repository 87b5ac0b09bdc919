/**
 * SHA-256 of many short messages at once, four side by side where the machine can, else one after another. Knows nothing
 * of what the messages are.
 */

import { endianness } from 'node:os';
import { sha256 } from '../merkle';
import { createLanes, freeAt, initialState, type Lanes, stateAt } from './sha256Lanes';

/** The longest message that goes into a lane: an entry with its prefix, and padding. */
const laneBytes = 0x10000 + 128;
/** What a message may have beside its padding. */
const longest = laneBytes - 72;
const lanesAt = freeAt;
/** Where messages are copied to as they stand, and how many bytes of them: most bundles are a third of this. */
const sourceAt = lanesAt + 4 * laneBytes;
const sourceBytes = 0x80000;

const stateWord = stateAt / 4;

let lanes: Lanes | undefined;
let bytes = new Uint8Array();
let words = new Int32Array();
/** What each four lanes begin with. */
let startState = new Int32Array();
let isTried = false;
/** Messages asked for without lanes so far. */
let hashedAlone = 0;
/** To compile the lanes takes as long as to hash about so many without. */
const worthCompiling = 4096;

/** What stands before each message: `width` bytes for each one after another, or the same for all. */
export interface Prefixes {
  readonly bytes: Uint8Array;
  readonly width: number;
}

/** Stretches of one source: message `i` is a prefix and what stands from `starts[i]` up to, not including, `ends[i]`. */
interface Stretches {
  readonly source: Uint8Array;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly prefixes: Prefixes;
}

/**
 * Returns the hashes of stretches of `source` behind prefixes, 32 bytes each, in `hashes`. They are quickest in ascending
 * order. `hashes` may be where the source is, as long as each hash overwrites no stretch after its own.
 */
export function hashRanges(
  source: Uint8Array,
  starts: ArrayLike<number>,
  ends: ArrayLike<number>,
  prefixes: Prefixes,
  hashes: Int32Array = new Int32Array(starts.length * 8),
): Buffer {
  const of: Stretches = { source, starts, ends, prefixes };
  const ready = prepare(starts.length);
  for (let from = 0; from < starts.length; ) {
    const to = ready ? copySource(of, from) : from;
    if (ready && to > from) hashCopied(ready, of, from, to, hashes);
    else hashAlone(of, from, hashes);
    from = Math.max(to, from + 1);
  }
  return Buffer.from(hashes.buffer, hashes.byteOffset, starts.length * 32);
}

/** Copies as many stretches from `from` on as there is room for, as they stand; returns where it ended. */
function copySource({ source, starts, ends }: Stretches, from: number): number {
  const first = starts[from] as number;
  let last = first;
  let to = from;
  for (; to < starts.length; to++) {
    const end = ends[to] as number;
    if ((starts[to] as number) < first || end - first > sourceBytes) break;
    if (end > last) last = end;
  }
  if (to > from) bytes.set(source.subarray(first, last), sourceAt);
  return to;
}

/** Hashes the stretches that `copySource` has copied, those of as many blocks side by side. */
function hashCopied(ready: Lanes, of: Stretches, from: number, to: number, hashes: Int32Array): void {
  const { starts, ends, prefixes } = of;
  const base = sourceAt - (starts[from] as number);
  const count = orderByBlocks(of, from, to, hashes);
  for (let first = 0; first < count; first += 4) {
    const filled = Math.min(4, count - first);
    for (let lane = 0; lane < filled; lane++) {
      const i = order[first + lane] as number;
      const at = lanesAt + lane * laneBytes;
      const start = starts[i] as number;
      const length = (ends[i] as number) - start;
      const prefixAt = (i * prefixes.width) % prefixes.bytes.length;
      for (let k = 0; k < prefixes.width; k++) bytes[at + k] = prefixes.bytes[prefixAt + k] as number;
      ready.copy(at + prefixes.width, base + start, length);
      blocks[lane] = pad(at, prefixes.width + length);
    }
    compress(ready, first, filled, hashes);
  }
}

/** Indices of messages in the order of their number of blocks, and how many messages have as many. */
let order = new Int32Array(1024);
const tally = new Int32Array(blocksOf(longest) + 1);
/** What the lanes hold, ascending. */
const blocks = new Int32Array(4);

/** Orders the messages, so that lanes end together; returns how many. Those too long for a lane it hashes by themselves. */
function orderByBlocks(of: Stretches, from: number, to: number, hashes: Int32Array): number {
  const { starts, ends, prefixes } = of;
  if (order.length < to - from) order = new Int32Array(to - from);
  let most = 0;
  for (let i = from; i < to; i++) {
    const count = blocksOf(prefixes.width + (ends[i] as number) - (starts[i] as number));
    if (count >= tally.length) continue;
    tally[count] = (tally[count] as number) + 1;
    if (count > most) most = count;
  }
  let inLanes = 0;
  for (let count = 0; count <= most; count++) {
    const same = tally[count] as number;
    tally[count] = inLanes;
    inLanes += same;
  }
  for (let i = from; i < to; i++) {
    const count = blocksOf(prefixes.width + (ends[i] as number) - (starts[i] as number));
    if (count >= tally.length) {
      hashAlone(of, i, hashes);
      continue;
    }
    const place = tally[count] as number;
    order[place] = i;
    tally[count] = place + 1;
  }
  tally.fill(0, 0, most + 1);
  return inLanes;
}

/** A message that is hashed by itself. */
let alone = Buffer.alloc(0);
const isLittle = endianness() === 'LE';

function hashAlone({ source, starts, ends, prefixes }: Stretches, i: number, hashes: Int32Array): void {
  const { width } = prefixes;
  const length = width + (ends[i] as number) - (starts[i] as number);
  if (alone.length < length) alone = Buffer.alloc(length);
  const prefixAt = (i * width) % prefixes.bytes.length;
  for (let k = 0; k < width; k++) alone[k] = prefixes.bytes[prefixAt + k] as number;
  alone.set(source.subarray(starts[i], ends[i]), width);
  const hash = sha256(alone.subarray(0, length));
  for (let w = 0; w < 8; w++) hashes[8 * i + w] = isLittle ? hash.readInt32LE(4 * w) : hash.readInt32BE(4 * w);
}

/** Returns the number of blocks of a message with its padding. */
function blocksOf(length: number): number {
  return (length + 9 + 63) >>> 6;
}

/** Pads the message of that length at the address, a multiple of 4; returns its number of blocks. */
function pad(at: number, length: number): number {
  const count = blocksOf(length);
  const lastWord = (at + 64 * count) / 4 - 1;
  let end = at + length;
  bytes[end++] = 0x80;
  while (end % 4 !== 0) bytes[end++] = 0;
  for (let word = end / 4; word < lastWord; word++) words[word] = 0;
  words[lastWord] = swap(length * 8);
  return count;
}

/** Compresses the messages in the lanes, `order` from `first` on; a lane is read out as soon as its blocks are done. */
function compress(ready: Lanes, first: number, filled: number, hashes: Int32Array): void {
  words.set(startState, stateWord);
  let done = 0;
  for (let lane = 0; lane < filled; lane++) {
    const count = blocks[lane] as number;
    if (count > done) {
      const at = lanesAt + 64 * done;
      ready.run(at, at + laneBytes, at + 2 * laneBytes, at + 3 * laneBytes, count - done);
      done = count;
    }
    const offset = (order[first + lane] as number) * 8;
    for (let w = 0; w < 8; w++) hashes[offset + w] = swap(words[stateWord + 4 * w + lane] as number);
  }
}

/** Returns the word with its bytes in the other order. */
function swap(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** Returns the lanes once there was enough to hash that they are worth it; `count` more messages are to be hashed. */
export function prepare(count: number): Lanes | undefined {
  if (isTried) return lanes;
  hashedAlone += count;
  if (hashedAlone < worthCompiling) return undefined;
  isTried = true;
  // The module's memory is little-endian, and the views on it are the machine's. A copy writes a little too much.
  lanes = isLittle ? createLanes(sourceAt + sourceBytes + 16) : undefined;
  if (lanes) {
    bytes = new Uint8Array(lanes.memory.buffer);
    words = new Int32Array(lanes.memory.buffer);
    const state = initialState();
    startState = Int32Array.from({ length: 32 }, (_, i) => state[i >> 2] as number);
  }
  return lanes;
}
