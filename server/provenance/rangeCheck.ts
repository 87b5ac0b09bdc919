/**
 * Verification of a run of full bundles by itself, so that several can go on at once: each bundle against its tile, its
 * openings, and the tree's node above it. What it computes, the caller grows the tree by.
 */

import { wholeHash } from './batch/treeHash';
import { verifyBundle } from './bundleCheck';
import type { LogFiles } from './files';
import type { LogHead } from './head';
import type { LogProblem } from './logError';
import { hashLength, Tree } from './merkle';
import { tileWidth } from './tile';

/** Bundles `from` up to `to` of a log with `size` entries in tiles, of which those before `firstKept` may be pruned. */
export interface BundleRange {
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly firstKept: number;
}

export interface RangeResult {
  readonly problems: readonly LogProblem[];
  /** Hash of each bundle's 256 leaves; fewer than the range has where it can't go on. */
  readonly hashes: Uint8Array;
}

/** Verifies a range, in this thread or another; several at once. */
export type RangeVerifier = (range: BundleRange) => Promise<RangeResult>;

/** Bundles in a range, as a unit of work. */
export const rangeLength = 64;

export async function verifyRange(files: LogFiles, { from, to, size, firstKept }: BundleRange): Promise<RangeResult> {
  const problems: LogProblem[] = [];
  const head: LogHead = { journal: { groups: [], end: 0 }, size, firstKept, partial: new Map() };
  const leaves = Buffer.allocUnsafe(tileWidth * hashLength);
  const hashes = Buffer.alloc((to - from) * hashLength);
  for (let n = from; n < to; n++) {
    let filled = 0;
    const goesOn = await verifyBundle(
      {
        files,
        head,
        firstKept,
        tree: new Tree(),
        isAlone: false,
        grow: (hash) => {
          filled += hash.copy(leaves, filled);
        },
        growWhole: (hash) => {
          hash.copy(hashes, (n - from) * hashLength);
        },
        report: (problem) => void problems.push(problem),
      },
      n,
    );
    if (!goesOn) return { problems, hashes: hashes.subarray(0, (n - from) * hashLength) };
    if (filled > 0) wholeHash(leaves).copy(hashes, (n - from) * hashLength);
  }
  return { problems, hashes };
}
