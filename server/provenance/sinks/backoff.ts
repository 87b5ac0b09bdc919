/** How long to wait before trying again. Pure: randomness is an argument. */

const firstMs = 1000;
const longestMs = 5 * 60 * 1000;

/**
 * Returns milliseconds to wait after the n-th failure in a row (1 …): exponential with full jitter, so that many machines
 * don't return to a collector at once. `random` is from 0 up to, not including, 1.
 */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(ceiling * (0.1 + 0.9 * random));
}
