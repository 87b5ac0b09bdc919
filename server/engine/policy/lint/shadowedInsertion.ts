/** Insertion rules that never decide, because an earlier one matches all that they do. */

import { compileGlobs } from '../../glob';
import type { Effect, InsertionRule } from '../types';
import { type GlobList, readGlobs } from './globCover';
import { reportShadowed, setOf, takesIn } from './shadow';
import type { Lint, LintContext } from './types';

export const shadowedInsertion: Lint = {
  code: 'SHADOWED_RULE',
  title: 'an insertion rule behind one that always matches first',
  check(context, report) {
    const rules = (context.policy.insertions ?? []).map((rule) => toFields(context, rule));
    const shadows = (earlier: Fields, later: Fields) =>
      later.findings?.size !== 0 &&
      takesIn(earlier.levels, later.levels) &&
      takesIn(earlier.models, later.models) &&
      (earlier.tools === undefined ||
        (later.tools !== undefined && context.globs.coversList(earlier.tools, later.tools))) &&
      takesIn(earlier.findings, later.findings);
    reportShadowed(context, 'insertions', rules, shadows, report);
  },
};

interface Fields {
  readonly effect: Effect;
  readonly levels: ReadonlySet<string> | undefined;
  readonly models: ReadonlySet<string> | undefined;
  /** Ids of the detectors and checks that are meant. */
  readonly findings: ReadonlySet<string> | undefined;
  readonly tools: GlobList | undefined;
}

function toFields({ detectorIds, checkIds }: LintContext, rule: InsertionRule): Fields {
  const { effect, levels, models, detectors, checks, tools } = rule;
  const isNamed = detectors !== undefined || checks !== undefined;
  const findings = () => [...detectorIds.filter(compileGlobs(detectors)), ...checkIds.filter(compileGlobs(checks))];
  return {
    effect,
    levels: setOf(levels),
    models: setOf(models),
    findings: isNamed ? new Set(findings()) : undefined,
    tools: tools && readGlobs(tools),
  };
}
