/** RFC 6962 hashes of many leaves, and of complete trees over many hashes, at once. */

import { foldHashes, type Hash } from '../merkle';
import { hashRanges, type Prefixes, prepare } from './hashBatch';

const leafPrefix: Prefixes = { bytes: Uint8Array.of(0), width: 1 };
const nodePrefix: Prefixes = { bytes: Uint8Array.of(1), width: 1 };

/** Returns the hashes, 32 bytes each, of the leaves that stand in `source` from `starts[i]` up to `ends[i]`. */
export function leafHashes(source: Uint8Array, starts: ArrayLike<number>, ends: ArrayLike<number>): Buffer {
  return hashRanges(source, starts, ends, leafPrefix);
}

/** Returns the root of the complete tree over the hashes, a power of two of them. */
export function wholeHash(hashes: Buffer): Hash {
  if (!prepare(hashes.length / 32)) return foldHashes(hashes);
  const folded = new Int32Array(hashes.length / 8);
  let level = hashes;
  while (level.length > 32) {
    const count = level.length / 64;
    if (count >= places.length) places = Int32Array.from({ length: count + 1 }, (_, i) => 64 * i);
    level = hashRanges(level, places.subarray(0, count), places.subarray(1, count + 1), nodePrefix, folded);
  }
  return Buffer.from(level);
}

/** Where pairs of hashes begin, and the last ends. */
let places = new Int32Array();
