/**
 * What a list of flow rules makes of every category set, the rest of the atom being known: regions with their effects.
 *
 * The counterpart of firstMatch.ts for all sets at once.
 */

import { isStricter } from '../firstMatch';
import type { Effect } from '../types';
import type { Bits } from './names';
import { avoiding, intersect, meeting, type Region } from './regions';

/** A rule that holds but for its categories; `maybe` where it also depends on what the caller does not state. */
export interface FlowTest {
  readonly match: 'yes' | 'maybe';
  /** Absent where the rule asks for none. */
  readonly categories?: Bits;
  readonly effect: Effect;
}

/** A region whose sets all get the same effect. */
export interface Part {
  readonly region: Region;
  readonly effect: Effect;
}

/** How much work is left; below zero the answer is not all. */
export interface Budget {
  left: number;
}

/** Takes what making a region costs: large sets cost more. */
function spend(budget: Budget, { size, needs }: Region): void {
  budget.left -= (needs.length + 1) * (1 + size / 64);
}

/** Returns the region in parts without overlap, by the effect of the first test that holds. */
export function partition(
  region: Region,
  tests: readonly FlowTest[],
  otherwise: Effect,
  budget: Budget,
): readonly Part[] {
  const joined = joinNeighbours(tests);
  const parts: Part[] = [];
  const open: { region: Region; next: number; effect?: Effect }[] = [{ region, next: 0 }];
  for (let state = open.pop(); state !== undefined && budget.left >= 0; state = open.pop()) {
    let rest: Region | undefined = state.region;
    let effect = state.effect;
    for (let next = state.next; rest !== undefined && effect !== 'block' && next < joined.length; next++) {
      spend(budget, rest);
      const test = joined[next] as FlowTest;
      const reached = stricter(effect, test.effect);
      // A rule that only may hold, and would make nothing stricter, tells no sets apart.
      if (test.match === 'maybe' && reached === effect) continue;
      if (test.categories === undefined) {
        effect = reached;
        if (test.match === 'maybe') continue;
        parts.push({ region: rest, effect });
        rest = undefined;
        break;
      }
      const held = meeting(rest, test.categories);
      if (held !== undefined) {
        if (test.match === 'yes') parts.push({ region: held, effect: reached });
        else open.push({ region: held, next: next + 1, effect: reached });
      }
      rest = avoiding(rest, test.categories);
    }
    if (rest !== undefined) parts.push({ region: rest, effect: stricter(effect, otherwise) });
  }
  return parts;
}

/** Two rules in a row that do the same are one rule about the categories of both. */
function joinNeighbours(tests: readonly FlowTest[]): readonly FlowTest[] {
  const joined: FlowTest[] = [];
  for (const test of tests) {
    const last = joined.at(-1);
    if (last === undefined || last.match !== test.match || last.effect !== test.effect) joined.push(test);
    else if (last.categories === undefined || test.categories === undefined) {
      joined[joined.length - 1] = { match: last.match, effect: last.effect };
    } else joined[joined.length - 1] = { ...last, categories: last.categories | test.categories };
  }
  return joined;
}

/**
 * Returns both divisions at once: each part lies in one part of either, its effect made of theirs. Where that is
 * `undefined` the part is left out.
 */
export function cross<T>(
  a: readonly Part[],
  b: readonly Part[],
  combine: (a: Effect, b: Effect) => T | undefined,
  budget: Budget,
): readonly { readonly region: Region; readonly effect: T }[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const effect = combine(one.effect, other.effect);
      if (budget.left-- < 0 || effect === undefined) return [];
      spend(budget, one.region);
      const region = intersect(one.region, other.region);
      return region === undefined ? [] : [{ region, effect }];
    }),
  );
}

/** Returns the stricter effect; an absent one is the laxer. */
export function stricter(a: Effect | undefined, b: Effect): Effect {
  return a !== undefined && !isStricter(b, a) ? a : b;
}
