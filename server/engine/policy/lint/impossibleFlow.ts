/** Flow rules that no label of the policy can meet: their fields contradict, or nothing they mean is ever held back. */

import { formatLabel } from '../../label';
import { removeValue } from '../edits';
import type { FlowRule } from '../types';
import { fix } from './fix';
import { isNeverAbove, labelsOfFlow } from './flowLabels';
import type { Lint, LintContext } from './types';

export const impossibleFlow: Lint = {
  code: 'IMPOSSIBLE_RULE',
  title: 'a flow rule that no label can meet',
  check(context, report) {
    for (const [index, rule] of (context.policy.flow ?? []).entries()) {
      const why = whyImpossible(context, rule);
      if (why === undefined) continue;
      report(['flow', index], `flow[${index}] never matches: ${why}`, {
        hint: 'a flow rule is asked only about what is above a clearance, with the label its own rule gives',
        fixes: [fix('remove it', removeValue(context.document, ['flow', index]), true)],
      });
    }
  },
};

function whyImpossible(context: LintContext, rule: FlowRule): string | undefined {
  const lowest = context.levels?.[0];
  if (lowest === undefined) return undefined;
  const isLowestOnly = rule.levels?.every((level) => level === lowest) ?? false;
  if (rule.rules === undefined && !isLowestOnly) return undefined;
  const labels = labelsOfFlow(context, rule);
  if (labels === undefined) return undefined;
  if (!labels.every((label) => isNeverAbove(context, label))) return undefined;
  if (labels.length > 0 || rule.rules === undefined) {
    return `every destination may receive '${lowest}' without categories, and nothing else is meant`;
  }
  const named = rule.rules.flatMap(context.labelsOf);
  const [first] = named;
  const others = named.length > 1 ? `, and ${named.length - 1} more are no better` : '';
  return first && `the rule '${first.rule}' gives ${formatLabel(first.label)}${others}`;
}
