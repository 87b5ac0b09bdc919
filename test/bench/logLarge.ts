/**
 * A large log's tiles and checkpoint without its entries: leaf hashes are made up, everything above them is computed, as
 * proofs need no more.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashRanges } from '../../server/provenance/batch/hashBatch';
import { formatCheckpoint } from '../../server/provenance/checkpoint';
import { emptyRoot, Tree } from '../../server/provenance/merkle';
import { formatTilePath, tileWidth } from '../../server/provenance/tile';

/** Writes a log of `size` made-up entries into the folder; not durable. */
export async function writeLargeLog(folder: string, size: number): Promise<void> {
  const tree = new Tree();
  const levels: Buffer[][] = [];
  const writes: Promise<void>[] = [];
  const add = (level: number, hash: Buffer, n: number): void => {
    const tile = levels[level] ?? [];
    levels[level] = tile;
    tile.push(hash);
    if (tile.length === tileWidth) writes.push(write(level, Math.floor(n / tileWidth), tile.splice(0)));
  };
  const write = async (level: number, n: number, hashes: readonly Buffer[]): Promise<void> => {
    const path = join(folder, formatTilePath({ level, n, width: hashes.length }));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.concat(hashes));
  };
  const numbers = Buffer.alloc(8 * tileWidth);
  const places = Array.from({ length: tileWidth + 1 }, (_, i) => 8 * i);
  for (let first = 0; first < size; first += tileWidth) {
    const count = Math.min(tileWidth, size - first);
    for (let i = 0; i < count; i++) numbers.writeDoubleBE(first + i, 8 * i);
    const prefixes = { bytes: emptyRoot, width: emptyRoot.length };
    const hashes = hashRanges(numbers, places.slice(0, count), places.slice(1, count + 1), prefixes);
    for (let at = 0; at < hashes.length; at += 32) {
      tree.push(hashes.subarray(at, at + 32), 0, (height, hash) => {
        if (height % 8 === 0) add(height / 8, hash, (tree.size + 1) / 2 ** height - 1);
      });
    }
    if (writes.length > 64) await Promise.all(writes.splice(0));
  }
  levels.forEach((hashes, level) => {
    if (hashes.length > 0) writes.push(write(level, Math.floor(size / tileWidth ** (level + 1)), hashes));
  });
  await Promise.all(writes);
  await writeFile(join(folder, 'checkpoint'), formatCheckpoint({ origin: 'bench/log', size, root: tree.root() }));
}
