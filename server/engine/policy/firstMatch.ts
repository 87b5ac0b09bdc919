/**
 * "The first rule that matches" where the caller may not know everything a rule asks for.
 */

import { type Effect, effects } from './types';

/** `maybe`: it depends on something the caller does not know. */
export type Match = 'yes' | 'no' | 'maybe';

export interface Outcome<E extends Effect> {
  readonly effect: E;
  /** Index of the rule that gave the effect, -1 for none. */
  readonly rule: number;
}

/**
 * Returns the strictest effect that the first match could have, over all that is unknown.
 *
 * Invariant: learning more never makes the outcome stricter than this one.
 */
export function strictestFirstMatch<R, E extends Effect>(
  rules: readonly R[],
  matchOf: (rule: R) => Match,
  effectOf: (rule: R) => E,
  otherwise: E,
): Outcome<E> {
  let strictest: Outcome<E> | undefined;
  const consider = (outcome: Outcome<E>) => {
    if (strictest === undefined || isStricter(outcome.effect, strictest.effect)) strictest = outcome;
    return strictest;
  };
  for (const [index, rule] of rules.entries()) {
    const match = matchOf(rule);
    if (match === 'no') continue;
    const outcome = consider({ effect: effectOf(rule), rule: index });
    if (match === 'yes') return outcome;
  }
  return consider({ effect: otherwise, rule: -1 });
}

/** Reports whether `a` is stricter than `b`. */
export function isStricter(a: Effect, b: Effect): boolean {
  return effects.indexOf(a) > effects.indexOf(b);
}

/** Returns the strictest of some effects, `allow` for none. */
export function strictestOf(some: Iterable<Effect>): Effect {
  let strictest: Effect = 'allow';
  for (const effect of some) if (isStricter(effect, strictest)) strictest = effect;
  return strictest;
}

/** Returns the weakest of some matches: `no` before `maybe` before `yes`. */
export function allOf(...matches: readonly Match[]): Match {
  if (matches.includes('no')) return 'no';
  return matches.includes('maybe') ? 'maybe' : 'yes';
}
