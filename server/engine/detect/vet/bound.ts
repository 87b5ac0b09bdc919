/**
 * A quick upper bound of the number of ways in which one text can be read at once.
 */

import type { Letters, Mask } from './letters';
import type { State } from './states';

/** How many ways lead to a state, for the text after a fixed number of characters that is worst for it. */
type Most = ReadonlyMap<number, number>;

/** How far back a repetition of what was reached is looked for. */
const remembered = 8;

/**
 * Returns whether no text is read in more than `limit` ways at once, after whatever was sure. False where that can't be
 * told: texts that differ before their last character are taken for one another.
 */
export function hasFewWays(
  states: readonly State[],
  sure: readonly boolean[],
  letters: Letters,
  limit: number,
  spend: (work: number) => boolean,
): boolean {
  const isOpen = (state: number): boolean => states[state]!.part >= 0 && !sure[state];
  const searching = states.flatMap(({ part }, state) => (part < 0 ? [state] : []));
  const others = states.flatMap(({ steps }, state) =>
    sure[state] && steps.some(({ to }) => isOpen(to)) ? [[state]] : [],
  );
  return [searching, ...others].every((from) => {
    let most: Most = new Map(from.map((state) => [state, 1]));
    const past: Most[] = [];
    while (most.size > 0) {
      most = advance(states, isOpen, letters, most, spend);
      if (letters.classes.some((letter) => totalOf(states, most, letter) > limit)) return false;
      if (past.some((old) => [...most].every(([state, count]) => count <= (old.get(state) ?? 0)))) break;
      past.unshift(most);
      past.length = Math.min(past.length, remembered);
      if (!spend(most.size * (letters.classes.length + past.length))) return false;
    }
    return true;
  });
}

function totalOf(states: readonly State[], most: Most, letter: Mask): number {
  let total = 0;
  for (const [state, count] of most) if ((states[state]!.reads & letter) !== 0n) total += count;
  return total;
}

function advance(
  states: readonly State[],
  isOpen: (state: number) => boolean,
  { classes }: Letters,
  most: Most,
  spend: (work: number) => boolean,
): Most {
  const next = new Map<number, number>();
  const done = new Set<string>();
  for (const letter of [0n, ...classes]) {
    const reading = [...most].filter(([state]) =>
      letter === 0n ? state === 0 : (states[state]!.reads & letter) !== 0n,
    );
    const key = reading.map(([state]) => state).join();
    if (done.has(key)) continue;
    done.add(key);
    const sums = new Map<number, number>();
    for (const [state, count] of reading) {
      spend(states[state]!.steps.length);
      for (const { to, ways } of states[state]!.steps) {
        if (isOpen(to)) sums.set(to, (sums.get(to) ?? 0) + count * ways);
      }
    }
    for (const [to, count] of sums) if (count > (next.get(to) ?? 0)) next.set(to, count);
  }
  return next;
}
