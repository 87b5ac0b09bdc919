/** Which labels a flow rule may be asked about, as far as the policy says. */

import { isAtOrBelow, lowestLabel } from '../../label';
import type { FlowRule } from '../types';
import type { KnownLabel, LintContext } from './types';

/**
 * Returns the known labels that a flow rule's `rules`, `levels` and `categories` let through, or `undefined` where a
 * label that is not known here could be meant.
 */
export function labelsOfFlow({ labels, labelsOf }: LintContext, flow: FlowRule): readonly KnownLabel[] | undefined {
  const { rules, levels, categories } = flow;
  if (labels === undefined) return undefined;
  if (rules?.some((rule) => labelsOf(rule).length === 0)) return undefined;
  const named = rules?.flatMap(labelsOf) ?? labels;
  return named.filter(
    ({ label }) =>
      (levels === undefined || levels.includes(label.level)) &&
      (categories === undefined || categories.some((category) => label.categories.includes(category))),
  );
}

/** Reports whether a label is at or below every clearance there can be. */
export function isNeverAbove({ levels }: LintContext, { label }: KnownLabel): boolean {
  return levels !== undefined && isAtOrBelow(levels, label, lowestLabel(levels));
}
