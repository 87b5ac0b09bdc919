/** What belongs to the organisation's policy and counts for nothing in a lower layer. */

import { removeValue } from '../edits';
import type { Policy } from '../types';
import { fix } from './fix';
import type { Lint } from './types';

const keys = [
  'mode',
  'levels',
  'unknown',
  'gateway',
  'provenance',
  'settings',
  'exceptions',
] as const satisfies readonly (keyof Policy)[];

export const notInLayer: Lint = {
  code: 'NOT_IN_LAYER',
  title: "a field that counts only in the organisation's policy",
  check({ policy, kind, document }, report) {
    if (kind === 'organisation') return;
    for (const key of keys) {
      if (policy[key] === undefined) continue;
      report([key], `'${key}' counts for nothing in a ${kind} layer: it belongs to the organisation's policy`, {
        hint: "remove it, or ask the owner of the organisation's policy for it",
        at: 'key',
        fixes: [fix(`remove '${key}'`, removeValue(document, [key]), true)],
      });
    }
  },
};
