/** Finds rules of a first-match list that an earlier one leaves nothing to, and says what to do. */

import { moveItem, removeValue } from '../edits';
import { isStricter } from '../firstMatch';
import type { Effect } from '../types';
import { fix } from './fix';
import type { LintContext, Report } from './types';

/** Most pairs of rules that are compared. */
const mostPairs = 2_000_000;

/** Reports whether the earlier rule matches wherever the later does. */
export type Shadows<R> = (earlier: R, later: R) => boolean;

/** Reports each rule of a list that an earlier one always matches before. */
export function reportShadowed<R extends { readonly effect: Effect }>(
  { document }: LintContext,
  list: 'flow' | 'insertions',
  rules: readonly R[],
  shadows: Shadows<R>,
  report: Report,
): void {
  let pairs = 0;
  for (const [index, rule] of rules.entries()) {
    pairs += index;
    if (pairs > mostPairs) return;
    const before = rules.findIndex((earlier, at) => at < index && shadows(earlier, rule));
    const earlier = rules[before];
    if (earlier === undefined || before >= index) continue;
    const { line } = document.positionOf([list, before]);
    const isSameEffect = earlier.effect === rule.effect;
    const remove = fix('remove it', removeValue(document, [list, index]), isSameEffect);
    const move = shadows(rule, earlier)
      ? undefined
      : fix(`move it before ${list}[${before}]`, moveItem(document, [list], index, before), tightens(earlier, rule));
    report([list, index], `${list}[${index}] never decides: ${list}[${before}] in line ${line} matches all it does`, {
      hint: isSameEffect ? 'remove it: its effect is the same' : 'the first match counts: put the narrower rule first',
      fixes: isSameEffect ? [remove, move] : [move, remove],
    });
  }
}

/** Reports whether nothing gets laxer where the later rule comes first. What can't be redacted is blocked, not asked. */
function tightens({ effect: before }: { readonly effect: Effect }, { effect }: { readonly effect: Effect }): boolean {
  return isStricter(effect, before) && (before !== 'redact' || effect === 'block');
}

/** Reports whether a field of one rule takes in another's; an absent field takes in everything. */
export function takesIn<T>(outer: ReadonlySet<T> | undefined, inner: ReadonlySet<T> | undefined): boolean {
  if (outer === undefined) return true;
  if (inner === undefined || inner.size > outer.size) return false;
  for (const item of inner) if (!outer.has(item)) return false;
  return true;
}

/** Returns a list as a set, or nothing where there is none. */
export function setOf<T>(list: readonly T[] | undefined): ReadonlySet<T> | undefined {
  return list && new Set(list);
}
