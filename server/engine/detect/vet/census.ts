/**
 * Looks for a text that is read in very many ways at once where their number is bounded: `(?:a?){40}a{40}` has no long
 * repeat and still takes longer than anyone lives.
 */

import type { Letters, Mask } from './letters';
import type { State } from './states';

/** What is being read: states and the number of ways to each. */
interface Reading {
  readonly ways: ReadonlyMap<number, number>;
  readonly total: number;
  readonly reads: Mask;
  readonly before: Reading | undefined;
}

/** How many texts are followed at once, those with the most ways, and how far. */
const followed = 4;
const farthest = 400;

/**
 * Returns a text, character by character, that more than `limit` ways read, or `undefined` where none was found.
 *
 * Of characters that allow the same and less, only the one that allows most is followed; `spend` returning false ends it.
 */
export function findManyWays(
  states: readonly State[],
  sure: readonly boolean[],
  letters: Letters,
  limit: number,
  spend: (work: number) => boolean,
): readonly Mask[] | undefined {
  const from = states.flatMap(({ part }, state) => (part < 0 || sure[state] ? [state] : []));
  let best: readonly Reading[] = from.map((state) => {
    return { ways: new Map([[state, 1]]), total: 1, reads: 0n, before: undefined };
  });
  const seen = new Set<string>();
  for (let length = 0; length < farthest && best.length > 0; length++) {
    const next: Reading[] = [];
    for (const reading of best) {
      for (const after of following(states, sure, letters, reading, spend)) {
        if (after.total > limit) return inOrder(after);
        const key = [...after.ways].flat().join();
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(after);
      }
    }
    best = next.sort((a, b) => b.total - a.total).slice(0, followed);
  }
  return undefined;
}

function following(
  states: readonly State[],
  sure: readonly boolean[],
  letters: Letters,
  before: Reading,
  spend: (work: number) => boolean,
): readonly Reading[] {
  const targets = new Map<number, number>();
  for (const [state, count] of before.ways) {
    const { steps } = states[state]!;
    spend(steps.length);
    for (const { to, ways } of steps) {
      if (states[to]!.part >= 0 && !sure[to]) targets.set(to, (targets.get(to) ?? 0) + count * ways);
    }
  }
  spend(targets.size * letters.classes.length);
  const found: Reading[] = [];
  for (const { reads, total } of largest(states, letters, targets)) {
    const ways = new Map<number, number>();
    for (const [to, count] of targets) if ((states[to]!.reads & reads) !== 0n) ways.set(to, count);
    const isMore = found.every((larger) => [...ways.keys()].some((state) => !larger.ways.has(state)));
    if (isMore) found.push({ ways, total, reads, before });
  }
  return found;
}

/** Returns the characters that most ways go on with. */
function largest(
  states: readonly State[],
  { classes }: Letters,
  targets: ReadonlyMap<number, number>,
): readonly { readonly reads: Mask; readonly total: number }[] {
  const totals = classes.map((reads) => {
    let total = 0;
    for (const [to, count] of targets) if ((states[to]!.reads & reads) !== 0n) total += count;
    return { reads, total };
  });
  return totals
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total)
    .slice(0, 2 * followed);
}

function inOrder(last: Reading): readonly Mask[] {
  const reads: Mask[] = [];
  for (let at: Reading | undefined = last; at?.before !== undefined; at = at.before) reads.push(at.reads);
  return reads.reverse();
}
