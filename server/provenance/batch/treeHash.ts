/** RFC 6962 hashes of many leaves, and of complete trees over many hashes, at once. */

import type { Hash } from '../merkle';
import { hashBatch } from './hashBatch';

const none = new Uint8Array();
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Returns the leaf hashes of the entries, 32 bytes each. */
export function leafHashes(entries: readonly Buffer[]): Buffer {
  return hashBatch(entries.length, (i) => ({ first: leafPrefix, second: entries[i] ?? none }));
}

/** Returns the root of the complete tree over the hashes, a power of two of them. */
export function wholeHash(hashes: Buffer): Hash {
  let level = hashes;
  while (level.length > 32) {
    const below = level;
    level = hashBatch(below.length / 64, (i) => ({ first: nodePrefix, second: below.subarray(64 * i, 64 * i + 64) }));
  }
  return level;
}
