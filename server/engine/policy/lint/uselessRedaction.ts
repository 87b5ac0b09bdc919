/** Flow rules that redact where there is nothing to redact: what a path or the default labels has no ranges. */

import { replaceValue } from '../edits';
import { fix } from './fix';
import { isNeverAbove, labelsOfFlow } from './flowLabels';
import type { Lint } from './types';

export const uselessRedaction: Lint = {
  code: 'IMPOSSIBLE_RULE',
  title: 'a redaction of what has nothing to redact',
  check(context, report) {
    for (const [index, rule] of (context.policy.flow ?? []).entries()) {
      if (rule.effect !== 'redact') continue;
      const labels = labelsOfFlow(context, rule)?.filter((label) => !isNeverAbove(context, label)) ?? [];
      if (labels.length === 0 || labels.some(({ hasFindings }) => hasFindings)) continue;
      const names = [...new Set(labels.map(({ rule: id }) => `'${id}'`))];
      const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
      const segments = ['flow', index, 'effect'];
      report(segments, `flow[${index}] always comes to 'block': what ${shown} labels has no findings to redact`, {
        hint: "write 'block', or name a rule with 'detectors'",
        suggestion: 'block',
        fixes: [fix("write 'block'", replaceValue(context.document, segments, 'block'), true)],
      });
    }
  },
};
