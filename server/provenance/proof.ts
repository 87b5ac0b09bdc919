/**
 * Inclusion and consistency proofs: built from tiles alone (RFC 6962 sections 2.1.1 and 2.1.2) and checked after RFC 9162
 * sections 2.1.3.2 and 2.1.4.2. Reads a logarithmic number of tiles, whatever the log's length.
 */

import { wholeHash } from './batch/treeHash';
import type { LogFiles } from './files';
import { LogError } from './logError';
import { type Hash, hashLength, nodeHash } from './merkle';
import { formatTilePath, tileWidth } from './tile';

/** Returns the hash of the complete subtree of 2^height leaves that begins at leaf `n * 2^height`. */
export type NodeReader = (height: number, n: number) => Promise<Hash>;

/**
 * Returns a reader of the tree of `size` leaves that remembers the tiles it has read.
 *
 * It throws `LOG_FILE_MISSING` or `LOG_TILE_MISMATCH` where a tile is not there or too short.
 */
export function createNodeReader(files: Pick<LogFiles, 'read'>, size: number): NodeReader {
  const tiles = new Map<string, Promise<Buffer>>();
  const readTile = async (level: number, n: number): Promise<Buffer> => {
    const width = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - n * tileWidth);
    const name = formatTilePath({ level, n, width });
    // A writer that has gone on removes partial tiles; the full one begins with the same hashes.
    const bytes = (await files.read(name)) ?? (await files.read(formatTilePath({ level, n, width: tileWidth })));
    if (!bytes) throw new LogError('LOG_FILE_MISSING', `${name} is missing; run 'portcullis log verify'`);
    if (bytes.length < width * hashLength) {
      throw new LogError('LOG_TILE_MISMATCH', `${name} is cut short; run 'portcullis log verify'`);
    }
    return bytes;
  };
  return async (height, n) => {
    const level = Math.floor(height / 8);
    const count = 2 ** (height % 8);
    const tileN = Math.floor((n * count) / tileWidth);
    const key = `${level}/${tileN}`;
    const reading = tiles.get(key) ?? readTile(level, tileN);
    tiles.set(key, reading);
    const first = ((n * count) % tileWidth) * hashLength;
    return wholeHash((await reading).subarray(first, first + count * hashLength));
  };
}

/** Returns the hash of leaves `from` up to `to`, where `from` is a multiple of the least power of two that spans them. */
async function rangeHash(read: NodeReader, from: number, to: number): Promise<Hash> {
  const parts: Promise<Hash>[] = [];
  for (let at = from; at < to; ) {
    const height = floorLog2(to - at);
    parts.push(read(height, at / 2 ** height));
    at += 2 ** height;
  }
  return (await Promise.all(parts)).reduceRight((right, left) => nodeHash(left, right));
}

/** Returns MTH(D[0:size]) for a size above 0. */
export function readRoot(read: NodeReader, size: number): Promise<Hash> {
  return rangeHash(read, 0, size);
}

/** Returns PATH(index, D[0:size]), from the leaf up. */
export async function proveInclusion(read: NodeReader, index: number, size: number): Promise<Hash[]> {
  const path: Promise<Hash>[] = [];
  let from = 0;
  for (let to = size; to - from > 1; ) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      path.push(rangeHash(read, middle, to));
      to = middle;
    } else {
      path.push(rangeHash(read, from, middle));
      from = middle;
    }
  }
  return Promise.all(path.reverse());
}

/** Returns PROOF(older, D[0:size]); empty where both are the same or `older` is 0. */
export async function proveConsistency(read: NodeReader, older: number, size: number): Promise<Hash[]> {
  if (older === 0 || older === size) return [];
  const proof: Promise<Hash>[] = [];
  let from = 0;
  let to = size;
  while (older < to) {
    const middle = from + splitPoint(to - from);
    if (older <= middle) {
      proof.push(rangeHash(read, middle, to));
      to = middle;
    } else {
      proof.push(rangeHash(read, from, middle));
      from = middle;
    }
  }
  if (from > 0) proof.push(rangeHash(read, from, to));
  return Promise.all(proof.reverse());
}

/** Reports whether the path proves that the tree of `size` leaves with this root holds the leaf's hash at `index`. */
export function checkInclusion(leaf: Hash, index: number, size: number, path: readonly Hash[], root: Hash): boolean {
  if (index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && hash.equals(root);
}

/** Reports whether the proof shows the tree of `older` leaves to be the beginning of the tree of `size` leaves. */
export function checkConsistency(
  older: { readonly size: number; readonly root: Hash },
  newer: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0;
  // Where the older tree is a complete one its root is the proof's unwritten first node.
  const nodes = 2 ** floorLog2(older.size) === older.size ? [older.root, ...proof] : proof;
  let fn = older.size - 1;
  let sn = newer.size - 1;
  for (; fn % 2 === 1; fn = half(fn)) sn = half(sn);
  const [first, ...rest] = nodes;
  if (!first) return false;
  let fr = first;
  let sr = first;
  for (const node of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(node, fr);
      sr = nodeHash(node, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      sr = nodeHash(sr, node);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && fr.equals(older.root) && sr.equals(newer.root);
}

/** Returns the largest power of two below n. */
function splitPoint(n: number): number {
  return 2 ** floorLog2(n - 1);
}

/** Math.log2 alone may round up just below a large power of two. */
function floorLog2(n: number): number {
  const rounded = Math.floor(Math.log2(n));
  return 2 ** rounded > n ? rounded - 1 : rounded;
}

function half(n: number): number {
  return Math.floor(n / 2);
}
