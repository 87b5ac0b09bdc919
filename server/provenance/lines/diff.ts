/**
 * What two sequences have in common, in order, with a bound on the work. Pure; knows no text.
 *
 * After Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), in its greedy form.
 */

/** `length` items from `a` on are the same as those from `b` on. */
export interface Match {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** So many insertions and deletions are looked for; the memory of the search grows with their square. */
const maxDifferences = 1000;

/**
 * Returns matches in ascending order, of both sequences.
 *
 * Beyond `limit` differences only the common beginning and end are found: matches may be missing, never wrong.
 */
export function matchSequences<T>(a: readonly T[], b: readonly T[], limit = maxDifferences): Match[] {
  const shorter = Math.min(a.length, b.length);
  let prefix = 0;
  while (prefix < shorter && a[prefix] === b[prefix]) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && a[a.length - 1 - suffix] === b[b.length - 1 - suffix]) suffix++;
  const middle = search(a.slice(prefix, a.length - suffix), b.slice(prefix, b.length - suffix), limit);
  return [
    { a: 0, b: 0, length: prefix },
    ...middle.map((match) => ({ a: match.a + prefix, b: match.b + prefix, length: match.length })),
    { a: a.length - suffix, b: b.length - suffix, length: suffix },
  ].filter(({ length }) => length > 0);
}

function search<T>(a: readonly T[], b: readonly T[], limit: number): Match[] {
  if (a.length === 0 || b.length === 0) return [];
  const most = Math.min(limit, a.length + b.length);
  // Furthest x on each diagonal, one generation per number of differences; diagonal k is at k + d.
  const trace: Int32Array[] = [];
  let last = new Int32Array([0, 0]);
  for (let d = 0; d <= most; d++) {
    const reach = new Int32Array(2 * d + 1);
    for (let k = -d; k <= d; k += 2) {
      let x = d === 0 ? 0 : step(last, d, k);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach[k + d] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(trace, d, k, x);
    }
    trace.push(reach);
    last = reach;
  }
  return [];
}

/** Returns where diagonal `k` is entered with the d-th difference, from the generation before. */
function step(before: Int32Array, d: number, k: number): number {
  const down = isDown(before, d, k);
  return down ? at(before, d - 1, k + 1) : at(before, d - 1, k - 1) + 1;
}

function isDown(before: Int32Array, d: number, k: number): boolean {
  return k === -d || (k !== d && at(before, d - 1, k - 1) < at(before, d - 1, k + 1));
}

function at(reach: Int32Array, d: number, k: number): number {
  return reach[k + d] as number;
}

function walkBack(trace: readonly Int32Array[], differences: number, diagonal: number, end: number): Match[] {
  const matches: Match[] = [];
  let [k, x] = [diagonal, end];
  for (let d = differences; d >= 0; d--) {
    const before = trace[d - 1];
    const entered = before === undefined ? 0 : step(before, d, k);
    if (x > entered) matches.push({ a: entered, b: entered - k, length: x - entered });
    if (before === undefined) break;
    const down = isDown(before, d, k);
    k = down ? k + 1 : k - 1;
    x = at(before, d - 1, k);
  }
  return matches.reverse();
}
