/**
 * Chooses the four bytes to look each keyword up by: not among those that are common in source code, and seldom seen in
 * the other keywords.
 */

import commonGrams from './commonGrams.json';
import { foldByte, gramAt, gramLength, layTextsOut } from './keywordTexts';

/** Returns for each keyword where in it they stand: 0 for one of fewer than four bytes. */
export function chooseGrams(keywords: readonly string[]): number[] {
  const { folded, starts } = layTextsOut(keywords);
  const seen = countPairs(folded, starts);
  const common = commonCosts();
  const crowds = new Map<number, number>();
  return keywords.map(({ length }, keyword) => {
    const start = starts[keyword]!;
    if (length < gramLength) return 0;
    let best = start;
    let least = Number.POSITIVE_INFINITY;
    for (let at = start; at + gramLength <= start + length; at++) {
      const pairs =
        seen[(folded[at]! << 6) | folded[at + 1]!]! *
        seen[(folded[at + 1]! << 6) | folded[at + 2]!]! *
        seen[(folded[at + 2]! << 6) | folded[at + 3]!]!;
      if (pairs >= least) continue;
      const gram = gramAt(folded, at);
      const cost = pairs * (1 + (crowds.get(gram) ?? 0)) * (common.get(gram) ?? 1);
      if (cost >= least) continue;
      least = cost;
      best = at;
    }
    const chosen = gramAt(folded, best);
    crowds.set(chosen, (crowds.get(chosen) ?? 0) + 1);
    return best - start;
  });
}

/** Returns what four folded bytes cost that are common in source code: from 10^8, the most common, down to 1. */
function commonCosts(): ReadonlyMap<number, number> {
  const costs = new Map<number, number>();
  for (let at = 0; at < commonGrams.length; at += gramLength) {
    let gram = 0;
    for (let i = 0; i < gramLength; i++) gram |= foldByte(commonGrams.charCodeAt(at + i)) << (8 * i);
    costs.set(gram, 10 ** (8 * (1 - at / commonGrams.length)));
  }
  return costs;
}

/** Returns how often each two folded bytes stand next to each other. */
function countPairs(folded: Uint8Array, starts: Uint32Array): Float64Array {
  const seen = new Float64Array(64 * 64).fill(1);
  for (let at = 0; at + 1 < starts.length; at++) {
    for (let i = starts[at]! + 1; i < starts[at + 1]!; i++) seen[(folded[i - 1]! << 6) | folded[i]!]!++;
  }
  return seen;
}
