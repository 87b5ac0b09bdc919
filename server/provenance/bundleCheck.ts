/**
 * Verification of one entry bundle against its level 0 tile, and of the openings kept beside it. Where bundle and tile
 * differ, the tree above (or the checkpoint) tells which of them is the damaged one.
 */

import { bundleHolds, findEntries, openingsHold } from './batch/bundleHolds';
import { wholeHash } from './batch/treeHash';
import { parseCheckedLine } from './checkedLine';
import type { LogFiles } from './files';
import { type LogHead, readAt } from './head';
import type { LogProblem } from './logError';
import { type Hash, hashLength, leafHash, Tree } from './merkle';
import { checkOpening, formatOpeningsPath, parseOpening } from './opening';
import { type Bundle, formatTilePath, parseBundle, partialWidth, tileWidth } from './tile';

/** What the check of a bundle needs of the run it is part of. */
export interface BundleRun {
  readonly files: LogFiles;
  readonly head: LogHead;
  /** Bundles of entries before this one may be pruned. */
  readonly firstKept: number;
  /** The tree so far; looked at for the partial bundle alone. */
  readonly tree: Tree;
  /** Takes the next entry's hash, with its bytes where they are intact. */
  grow(hash: Hash, leaf?: Buffer): void;
  /** True where each entry's hash is wanted, not only that of a full bundle. */
  readonly isAlone: boolean;
  /** Takes the hash of 256 entries at once. */
  growWhole(hash: Hash): void;
  report(problem: LogProblem): void;
}

/** Verifies bundle `n` and grows the tree by it. Reports false where the tree can't go on. */
export async function verifyBundle(run: BundleRun, n: number): Promise<boolean> {
  const { files, head } = run;
  const first = n * tileWidth;
  const width = Math.min(tileWidth, head.size - first);
  const bundlePath = formatTilePath({ level: 'entries', n, width });
  const tilePath = formatTilePath({ level: 0, n, width });
  const openingsPath = formatOpeningsPath(n);
  const [bundleBytes, tileBytes, openings] = await Promise.all(
    [bundlePath, tilePath, openingsPath].map((name) => readAt(files, head, name)),
  );
  if (!bundleBytes && first < run.firstKept) return verifyPruned(run, n, tilePath, tileBytes, openings);
  for (const [file, bytes] of [
    [bundlePath, bundleBytes],
    [tilePath, tileBytes],
  ] as const) {
    if (!bytes) run.report({ code: 'LOG_FILE_MISSING', file, index: first, message: 'missing' });
  }
  const places = bundleBytes && !run.isAlone ? findEntries(bundleBytes) : undefined;
  const holds = bundleBytes && places && bundleHolds(bundleBytes, places, tileBytes);
  if (holds) {
    run.growWhole(holds);
    if (openings && openingsHold(openings, first, bundleBytes, places)) return true;
    if (openings || first >= run.firstKept) verifyOpenings(run, n, openings, parseBundle(bundleBytes).entries);
    return true;
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
    run.grow(hash, intact ? bundle.entries[i] : undefined);
  });
  if (openings || first >= run.firstKept) verifyOpenings(run, n, openings, intact ? bundle.entries : []);
  return true;
}

/**
 * Of a pruned bundle its tile stays, which has to have the hash that the tree has for it. Where it has not, both are named:
 * without the entries nothing tells which of them has changed.
 */
async function verifyPruned(run: BundleRun, n: number, file: string, tile: Buffer | undefined, openings?: Buffer) {
  const index = n * tileWidth;
  if (openings) verifyOpenings(run, n, openings, []);
  if (!tile) run.report({ code: 'LOG_FILE_MISSING', file, index, message: 'missing' });
  const whole = tile?.length === tileWidth * hashLength ? wholeHash(tile) : undefined;
  const parent = await storedParent(run, n);
  if (tile && (!whole || (parent && !parent.equals(whole)))) {
    const message = `not the hashes of the pruned entries ${index} to ${index + tileWidth - 1}, or the tile above is not`;
    run.report({ code: 'LOG_TILE_MISMATCH', file, index, offset: 0, message });
  }
  if (tile && whole) for (const hash of splitTile(tile)) run.grow(hash);
  else if (parent) run.growWhole(parent);
  return whole !== undefined || parent !== undefined;
}

/** Verifies the openings of bundle `n`: whole lines in order, and those of the given leaves present and opening them. */
export function verifyOpenings(
  { report }: Pick<BundleRun, 'report'>,
  n: number,
  bytes: Buffer | undefined,
  leaves: readonly Buffer[],
): void {
  const file = formatOpeningsPath(n);
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
async function chooseHashes(run: BundleRun, n: number, width: number, entries: readonly Hash[], tile: readonly Hash[]) {
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

async function storedParent({ files, head }: BundleRun, n: number): Promise<Hash | undefined> {
  const parent = Math.floor(n / tileWidth);
  const isFull = (parent + 1) * tileWidth ** 2 <= head.size;
  const width = isFull ? tileWidth : partialWidth(1, head.size);
  const bytes = await readAt(files, head, formatTilePath({ level: 1, n: parent, width }));
  return bytes && splitTile(bytes)[n % tileWidth];
}

function reportEntries(
  run: BundleRun,
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

function reportTile(run: BundleRun, n: number, file: string, bytes: Buffer, hashes: readonly Hash[]): void {
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
