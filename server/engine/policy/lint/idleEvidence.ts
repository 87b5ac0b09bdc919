/** Evidence of inserted texts that is asked for and can't be kept, and recipients that nothing is sealed to. */

import { removeValue } from '../edits';
import { fix } from './fix';
import type { Lint } from './types';

export const idleEvidence: Lint = {
  code: 'IDLE_EVIDENCE',
  title: 'evidence that nobody could open, or recipients of none',
  check({ policy, kind, document }, report) {
    if (kind !== 'organisation') return;
    const { evidence, recipients } = policy.provenance ?? {};
    if (evidence === 'sealed' && recipients === undefined) {
      report(['provenance', 'evidence'], "no evidence is kept: there are no 'recipients' to seal it to", {
        hint: "make a key with 'age-keygen', and write its public half as provenance.recipients",
      });
    }
    if (evidence !== 'sealed' && recipients !== undefined) {
      report(
        ['provenance', 'recipients'],
        `nothing is sealed to these recipients: evidence is '${evidence ?? 'none'}'`,
        {
          hint: 'write evidence: sealed',
          fixes: [fix("remove 'recipients'", removeValue(document, ['provenance', 'recipients']))],
        },
      );
    }
  },
};
