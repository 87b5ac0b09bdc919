/**
 * Verification that remembers: of a bundle whose very bytes were found whole before, it is not computed again. For runs
 * that verify a log thousands of times with one file changed at a time.
 */

import { formatOpeningsPath } from '../../server/provenance/opening';
import { type RangeResult, type RangeVerifier, verifyRange } from '../../server/provenance/rangeCheck';
import { formatTilePath, tileWidth } from '../../server/provenance/tile';
import type { MemoryFiles } from '../server/provenance/sample';

/** Returns a verifier of ranges for each of many logs that share most of their files' bytes. */
export function createKeptRanges(): (files: MemoryFiles) => RangeVerifier {
  const whole = new WeakMap<Buffer, { readonly parts: readonly unknown[]; readonly result: RangeResult }>();
  return (files) => async (range) => {
    const results: RangeResult[] = [];
    for (let n = range.from; n < range.to; n++) {
      const names = [
        formatTilePath({ level: 'entries', n, width: tileWidth }),
        formatTilePath({ level: 0, n, width: tileWidth }),
        formatOpeningsPath(n),
      ];
      const parts = [n, ...names.map((name) => files.contents.get(name))];
      const key = files.contents.get(names[0] as string);
      const kept = key && whole.get(key);
      const isKept = kept?.parts.every((part, i) => part === parts[i]);
      const result = kept && isKept ? kept.result : await verifyRange(files, { ...range, from: n, to: n + 1 });
      if (key && result.problems.length === 0) whole.set(key, { parts, result });
      results.push(result);
      if (result.hashes.length === 0) break;
    }
    return {
      problems: results.flatMap(({ problems }) => problems),
      hashes: Buffer.concat(results.map(({ hashes }) => hashes)),
    };
  };
}
