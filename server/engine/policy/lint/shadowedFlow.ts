/** Flow rules that never decide, because an earlier one matches all that they do. */

import type { Effect, FlowRule } from '../types';
import { reportShadowed, setOf, takesIn } from './shadow';
import type { Lint, LintContext } from './types';

export const shadowedFlow: Lint = {
  code: 'SHADOWED_RULE',
  title: 'a flow rule behind one that always matches first',
  check(context, report) {
    const rules = (context.policy.flow ?? []).map((rule) => toFields(context, rule));
    const shadows = (earlier: Fields, later: Fields) =>
      takesIn(earlier.channels, later.channels) &&
      takesIn(earlier.models, later.models) &&
      takesIn(earlier.rules, later.rules) &&
      (takesIn(earlier.levels, later.levels) || takesIn(earlier.levels, later.levelsOfRules)) &&
      (takesIn(earlier.categories, later.categories) || hasAnyOf(earlier.categories, later.categoriesOfRules));
    reportShadowed(context, 'flow', rules, shadows, report);
  },
};

interface Fields {
  readonly effect: Effect;
  readonly channels: ReadonlySet<string> | undefined;
  readonly levels: ReadonlySet<string> | undefined;
  readonly categories: ReadonlySet<string> | undefined;
  readonly rules: ReadonlySet<string> | undefined;
  readonly models: ReadonlySet<string> | undefined;
  /** What the named rules give, where all of them are known. */
  readonly levelsOfRules: ReadonlySet<string> | undefined;
  readonly categoriesOfRules: readonly (readonly string[])[] | undefined;
}

function toFields({ labelsOf }: LintContext, rule: FlowRule): Fields {
  const named = rule.rules?.flatMap(labelsOf);
  const isKnown = rule.rules?.every((id) => labelsOf(id).length > 0) ?? false;
  return {
    effect: rule.effect,
    channels: setOf(rule.channels),
    levels: setOf(rule.levels),
    categories: setOf(rule.categories),
    rules: setOf(rule.rules),
    models: setOf(rule.models),
    levelsOfRules: isKnown ? setOf(named?.map(({ label }) => label.level)) : undefined,
    categoriesOfRules: isKnown ? named?.map(({ label }) => label.categories) : undefined,
  };
}

/** Reports whether every label has one of the categories: any of them makes a flow rule match. */
function hasAnyOf(categories: ReadonlySet<string> | undefined, labels: readonly (readonly string[])[] | undefined) {
  if (categories === undefined || labels === undefined) return false;
  return labels.every((label) => label.some((category) => categories.has(category)));
}
