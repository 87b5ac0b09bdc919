/** Exceptions whose time is over: they let nothing pass any more. */

import { removeValue } from '../edits';
import { fix } from './fix';
import type { Lint } from './types';

export const expiredException: Lint = {
  code: 'EXPIRED_EXCEPTION',
  title: 'an exception past its date',
  check({ policy, kind, now, document }, report) {
    if (kind !== 'organisation') return;
    for (const [index, { id, until }] of (policy.exceptions ?? []).entries()) {
      const end = Date.parse(until);
      if (!(end <= now.getTime())) continue;
      const day = new Date(end).toISOString().slice(0, 10);
      report(['exceptions', index, 'until'], `the exception '${id}' ended on ${day} and lets nothing pass any more`, {
        hint: 'remove it; whoever still needs it asks again',
        fixes: [fix(`remove the exception '${id}'`, removeValue(document, ['exceptions', index]), true)],
      });
    }
  },
};
