/** Entries of a lower layer that lower no clearance: they name no model of the organisation's, or allow no less. */

import { createLabel, formatLabel, isAtOrBelow } from '../../label';
import { removeValue, replaceValue } from '../edits';
import { nearest } from '../nearest';
import { fix } from './fix';
import type { Lint } from './types';

export const layerModel: Lint = {
  code: 'IDLE_CLEARANCE',
  title: 'an entry of a lower layer that lowers nothing',
  check({ policy, kind, below, document, isReferredTo }, report) {
    if (kind === 'organisation' || below === undefined) return;
    const entries = new Map((below.models ?? []).map((entry) => [entry.id, entry]));
    for (const [index, { id, match, clearance }] of (policy.models ?? []).entries()) {
      if (match !== undefined) continue;
      const segments = ['models', index];
      const removal = isReferredTo('model', id) ? undefined : removeValue(document, segments);
      const entry = entries.get(id);
      if (entry === undefined) {
        const guess = nearest(id, entries.keys());
        report([...segments, 'id'], `the organisation's policy has no model '${id}' whose clearance this could lower`, {
          hint: guess === undefined ? "give it a 'match' of its own" : `did you mean '${guess}'?`,
          ...(guess === undefined ? {} : { suggestion: guess }),
          fixes: [
            guess === undefined || isReferredTo('model', id)
              ? undefined
              : fix(`write '${guess}'`, replaceValue(document, [...segments, 'id'], guess), true),
            fix('remove it', removal),
          ],
        });
        continue;
      }
      const given = createLabel(entry.clearance.level, entry.clearance.categories);
      if (!isAtOrBelow(below.levels, given, createLabel(clearance.level, clearance.categories))) continue;
      report([...segments, 'clearance'], `the organisation gives '${id}' ${formatLabel(given)}: this lowers nothing`, {
        hint: 'a lower layer can only lower a clearance',
        fixes: [fix('remove it', removal, true)],
      });
    }
  },
};
