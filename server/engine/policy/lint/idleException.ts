/** Exceptions for what is allowed without them. */

import { createLabel, isAtOrBelow, lowestLabel } from '../../label';
import { removeValue } from '../edits';
import { fix } from './fix';
import type { Lint } from './types';

export const idleException: Lint = {
  code: 'IDLE_EXCEPTION',
  title: 'an exception for what is allowed anyway',
  check({ policy, kind, labelsOf, levels, document }, report) {
    if (kind !== 'organisation' || levels === undefined) return;
    for (const [index, { id, rules, models }] of (policy.exceptions ?? []).entries()) {
      if (rules === undefined) continue;
      // It counts only where every model that matches is named: their meet is then no less than each label.
      const clearances = (policy.models ?? [])
        .filter((entry) => models?.includes(entry.id) ?? false)
        .map(({ clearance }) => createLabel(clearance.level, clearance.categories));
      const allowed = clearances.length > 0 ? clearances : [lowestLabel(levels)];
      const excepted = rules.flatMap(labelsOf);
      const isNeeded = excepted.some(({ label }) =>
        allowed.some((clearance) => !isAtOrBelow(levels, label, clearance)),
      );
      if (excepted.length === 0 || isNeeded) continue;
      const whom = clearances.length > 0 ? 'the models it names' : 'every destination';
      report(['exceptions', index], `the exception '${id}' is not needed: ${whom} may receive what it is about`, {
        hint: 'remove it, so that a later change of a clearance is not undone by it',
        fixes: [fix(`remove the exception '${id}'`, removeValue(document, ['exceptions', index]), true)],
      });
    }
  },
};
