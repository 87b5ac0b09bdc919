/**
 * Verification of one entry bundle against its level 0 tile, and of the openings kept beside it. Where bundle and tile
 * differ, the tree above (or the checkpoint) tells which of them is the damaged one.
 */

import { parseCheckedLine } from './checkedLine';
import { readAt } from './head';
import { type Hash, hashLength, leafHash, Tree } from './merkle';
import { checkOpening, formatOpeningsPath, parseOpening } from './opening';
import { type Bundle, formatTilePath, parseBundle, partialWidth, tileWidth } from './tile';
import type { Verification } from './verifyLog';

/** Verifies bundle `n` and grows the tree by it. Reports false where the tree can't go on. */
export async function verifyBundle(run: Verification, n: number): Promise<boolean> {
  const { files, head, report } = run;
  const first = n * tileWidth;
  const width = Math.min(tileWidth, head.size - first);
  const bundlePath = formatTilePath({ level: 'entries', n, width });
  const tilePath = formatTilePath({ level: 0, n, width });
  const [bundleBytes, tileBytes] = await Promise.all([readAt(files, head, bundlePath), readAt(files, head, tilePath)]);
  for (const [file, bytes] of [
    [bundlePath, bundleBytes],
    [tilePath, tileBytes],
  ] as const) {
    if (!bytes) report({ code: 'LOG_FILE_MISSING', file, index: first, message: 'missing' });
  }
  const bundle = parseBundle(bundleBytes ?? Buffer.alloc(0));
  const entryHashes = bundle.entries.map(leafHash);
  const tileHashes = splitTile(tileBytes ?? Buffer.alloc(0));
  const hashes = await chooseHashes(run, n, width, entryHashes, tileHashes);
  if (bundleBytes) reportEntries(run, n, bundlePath, bundle, entryHashes, hashes);
  if (tileBytes) reportTile(run, n, tilePath, tileBytes, hashes);
  if (hashes.length !== width) return false;

  const intact = entryHashes.every((hash, i) => hashes[i]?.equals(hash));
  hashes.forEach((hash, i) => {
    growTree(run, hash, intact ? bundle.entries[i] : undefined);
  });
  await verifyOpenings(run, n, intact ? bundle.entries : []);
  return true;
}

/** Appends an entry's hash to the tree and to the tiles that follow from it. */
export function growTree({ tree, tiles }: Verification, hash: Hash, leaf: Buffer | undefined): void {
  if (leaf) tiles.add('entries', leaf);
  tree.push(hash, 0, (height, completed) => {
    if (height % 8 === 0) tiles.add(height / 8, completed);
  });
}

/** Verifies the openings of bundle `n`: whole lines in order, and those of the given leaves present and opening them. */
export async function verifyOpenings({ files, head, report }: Verification, n: number, leaves: readonly Buffer[]) {
  const file = formatOpeningsPath(n);
  const bytes = await readAt(files, head, file);
  const first = n * tileWidth;
  if (!bytes) {
    report({ code: 'LOG_FILE_MISSING', file, index: first, message: 'missing: the paths of these entries are lost' });
    return;
  }
  let offset = 0;
  for (let i = 0; i < leaves.length || offset < bytes.length; i++) {
    const index = first + i;
    const line = parseCheckedLine(bytes, offset);
    const opening = line && parseOpening(line.text.toString());
    const leaf = leaves[i];
    if (!line || opening?.index !== index || (leaf && !checkOpening(opening, leaf))) {
      const message = `the opening of entry ${index} is damaged or not of this entry`;
      report({ code: 'LOG_OPENING_MISMATCH', file, index, offset, message });
      if (!line) return;
    }
    offset = line.end;
  }
}

/** Returns the hashes that the rest of the log agrees with, the entries' own where it agrees with neither or both. */
async function chooseHashes(
  run: Verification,
  n: number,
  width: number,
  entries: readonly Hash[],
  tile: readonly Hash[],
) {
  const same = entries.length === tile.length && entries.every((hash, i) => tile[i]?.equals(hash));
  if (same) return entries;
  const parent = width === tileWidth ? await storedParent(run, n) : undefined;
  const fits = (hashes: readonly Hash[]) => {
    if (hashes.length !== width) return false;
    const grown = width === tileWidth ? new Tree() : run.tree.clone();
    for (const hash of hashes) grown.push(hash);
    return (parent ?? run.head.checkpoint?.root)?.equals(grown.root()) ?? false;
  };
  if (fits(entries)) return entries;
  return fits(tile) || entries.length !== width ? tile : entries;
}

async function storedParent({ files, head }: Verification, n: number): Promise<Hash | undefined> {
  const parent = Math.floor(n / tileWidth);
  const isFull = (parent + 1) * tileWidth ** 2 <= head.size;
  const width = isFull ? tileWidth : partialWidth(1, head.size);
  const bytes = await readAt(files, head, formatTilePath({ level: 1, n: parent, width }));
  return bytes && splitTile(bytes)[n % tileWidth];
}

function reportEntries(
  run: Verification,
  n: number,
  file: string,
  bundle: Bundle,
  own: readonly Hash[],
  hashes: readonly Hash[],
) {
  const differing = hashes.flatMap((hash, i) => (own[i]?.equals(hash) ? [] : [i]));
  // After a damaged length nothing behind it can be told apart.
  const shifted = bundle.rest !== undefined || own.length !== hashes.length;
  for (const i of shifted ? differing.slice(0, 1) : differing) {
    const index = n * tileWidth + i;
    const offset = bundle.offsets[i] ?? bundle.rest ?? 0;
    const message = `entry ${index} is not what was logged${shifted ? ', and those after it can not be told apart' : ''}`;
    run.report({ code: 'LOG_LEAF_MISMATCH', file, index, offset, message });
  }
  if (differing.length > 0 || (own.length === hashes.length && bundle.rest === undefined)) return;
  const offset = bundle.offsets[hashes.length] ?? bundle.rest ?? 0;
  const index = n * tileWidth + hashes.length - 1;
  run.report({ code: 'LOG_LEAF_MISMATCH', file, index, offset, message: `bytes after the last entry, ${index}` });
}

function reportTile(run: Verification, n: number, file: string, bytes: Buffer, hashes: readonly Hash[]): void {
  const own = splitTile(bytes);
  hashes.forEach((hash, i) => {
    if (own[i]?.equals(hash)) return;
    const index = n * tileWidth + i;
    const message = `the hash of entry ${index} is not that of the entry`;
    run.report({ code: 'LOG_TILE_MISMATCH', file, index, offset: i * hashLength, message });
  });
  if (bytes.length <= hashes.length * hashLength) return;
  run.report({
    code: 'LOG_TILE_MISMATCH',
    file,
    offset: hashes.length * hashLength,
    message: 'bytes after the last hash',
  });
}

function splitTile(bytes: Buffer): Hash[] {
  const count = Math.floor(bytes.length / hashLength);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * hashLength, (i + 1) * hashLength));
}
