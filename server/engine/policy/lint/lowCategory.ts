/** Categories in a clearance whose level is too low for anything that has them. */

import { rankOf } from '../../label';
import { removeValue } from '../edits';
import { fix } from './fix';
import type { Lint } from './types';

export const lowCategory: Lint = {
  code: 'IDLE_CLEARANCE',
  title: 'a cleared category that the level keeps out',
  check({ policy, labels = [], levels, document }, report) {
    if (levels === undefined) return;
    const lowest = new Map<string, number>();
    for (const { label } of labels) {
      const rank = rankOf(levels, label.level);
      for (const category of label.categories) lowest.set(category, Math.min(rank, lowest.get(category) ?? rank));
    }
    for (const [index, { clearance }] of (policy.models ?? []).entries()) {
      for (const [at, category] of (clearance.categories ?? []).entries()) {
        const rank = lowest.get(category) ?? 0;
        const level = levels[rank];
        if (level === undefined || rank <= rankOf(levels, clearance.level)) continue;
        const segments = ['models', index, 'clearance', 'categories', at];
        const message = `'${category}' has no effect here: what has it is at least ${level}, above ${clearance.level}`;
        report(segments, message, {
          hint: `raise the clearance to ${level}, or leave the category out`,
          fixes: [fix(`remove '${category}'`, removeValue(document, segments))],
        });
      }
    }
  },
};
