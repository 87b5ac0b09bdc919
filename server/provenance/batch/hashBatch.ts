/**
 * SHA-256 of many short messages at once, four side by side where the machine can, else one after another. Knows nothing
 * of what the messages are.
 */

import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { createLanes, initialState, type Lanes, stateAt } from './sha256Lanes';

/** The longest message that goes into a lane: an entry with its prefix, and padding. */
const laneBytes = 0x10000 + 128;
/** What a message may have beside its padding. */
const longest = laneBytes - 72;
/** Behind the states. */
const lanesAt = 256;
/** Where a source of many messages is copied to, and how much of one: most bundles are a fifth of this. */
const sourceAt = lanesAt + 4 * laneBytes;
const sourceBytes = 0x80000;

const stateWord = stateAt / 4;
const start = Int32Array.from(initialState);

let lanes: Lanes | undefined;
let bytes = new Uint8Array();
let words = new Int32Array();
let isTried = false;

/** A message in two parts, either of which may be empty. */
export interface Parts {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/** Returns the hashes of `count` messages, 32 bytes each; `message` may be asked for one twice. */
export function hashBatch(count: number, message: (i: number) => Parts): Buffer {
  return hashAll(count, prepare(), message, (i, at) => {
    const { first, second } = message(i);
    return first.length + second.length > longest ? 0 : fill(at, first, second);
  });
}

/** Returns the hashes of the stretches of `source` from `starts[i]` up to, not including, `ends[i]`, behind prefixes. */
export function hashRanges(
  source: Uint8Array,
  starts: readonly number[],
  ends: readonly number[],
  prefix: (i: number) => Uint8Array,
): Buffer {
  const message = (i: number): Parts => ({ first: prefix(i), second: source.subarray(starts[i], ends[i]) });
  const ready = source.length > sourceBytes ? undefined : prepare();
  if (!ready) return hashBatch(starts.length, message);
  // Within one memory a stretch is copied without a view of it.
  bytes.set(source, sourceAt);
  return hashAll(starts.length, ready, message, (i, at) => {
    const first = prefix(i);
    const [start, end] = [starts[i] as number, ends[i] as number];
    if (first.length + end - start > longest) return 0;
    copy(first, at);
    bytes.copyWithin(at + first.length, sourceAt + start, sourceAt + end);
    return pad(at, first.length + end - start);
  });
}

/** `fillLane` writes a padded message to an address and returns its number of blocks, 0 where it is too long for a lane. */
function hashAll(
  count: number,
  ready: Lanes | undefined,
  message: (i: number) => Parts,
  fillLane: (i: number, at: number) => number,
): Buffer {
  const words = new Int32Array(count * 8);
  const hashes = Buffer.from(words.buffer);
  const members: number[] = [];
  const blocks: number[] = [];
  for (let i = 0; i < count; i++) {
    const filled = ready ? fillLane(i, lanesAt + members.length * laneBytes) : 0;
    if (filled === 0) {
      const { first, second } = message(i);
      createHash('sha256')
        .update(first)
        .update(second)
        .digest()
        .copy(hashes, i * 32);
      continue;
    }
    blocks.push(filled);
    members.push(i);
    if (members.length < 4) continue;
    compress(ready as Lanes, members, blocks, words);
    members.length = 0;
    blocks.length = 0;
  }
  if (members.length > 0) compress(ready as Lanes, members, blocks, words);
  return hashes;
}

/** Writes the padded message to the address, a multiple of 4; returns its number of blocks. */
function fill(at: number, first: Uint8Array, second: Uint8Array): number {
  copy(first, at);
  copy(second, at + first.length);
  return pad(at, first.length + second.length);
}

/** Pads the message of that length at the address; returns its number of blocks. */
function pad(at: number, length: number): number {
  const count = (length + 9 + 63) >>> 6;
  const lastWord = (at + 64 * count) / 4 - 1;
  let end = at + length;
  bytes[end++] = 0x80;
  while (end % 4 !== 0) bytes[end++] = 0;
  for (let word = end / 4; word < lastWord; word++) words[word] = 0;
  words[lastWord] = swap(length * 8);
  return count;
}

/** A call of the system's copy costs more than copying a few bytes. */
function copy(from: Uint8Array, to: number): void {
  if (from.length > 48) bytes.set(from, to);
  else for (let i = 0; i < from.length; i++) bytes[to + i] = from[i] as number;
}

/** Compresses up to four messages; a lane is read out as soon as its blocks are done. */
function compress(ready: Lanes, members: readonly number[], blocks: readonly number[], hashes: Int32Array): void {
  for (let i = 0; i < 32; i++) words[stateWord + i] = start[i >> 2] as number;
  let longest = 0;
  for (const count of blocks) longest = Math.max(longest, count);
  for (let done = 0; done < longest; ) {
    let next = longest;
    for (const count of blocks) if (count > done && count < next) next = count;
    const at = lanesAt + 64 * done;
    ready.run(at, at + laneBytes, at + 2 * laneBytes, at + 3 * laneBytes, next - done);
    done = next;
    for (let lane = 0; lane < blocks.length; lane++) {
      if (blocks[lane] !== done) continue;
      const offset = (members[lane] as number) * 8;
      for (let w = 0; w < 8; w++) hashes[offset + w] = swap(words[stateWord + 4 * w + lane] as number);
    }
  }
}

/** Returns the word with its bytes in the other order. */
function swap(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function prepare(): Lanes | undefined {
  if (isTried) return lanes;
  isTried = true;
  // The module's memory is little-endian, and the views on it are the machine's.
  lanes = endianness() === 'LE' ? createLanes(sourceAt + sourceBytes) : undefined;
  if (lanes) {
    bytes = new Uint8Array(lanes.memory.buffer);
    words = new Int32Array(lanes.memory.buffer);
  }
  return lanes;
}
