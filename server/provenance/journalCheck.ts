/**
 * Verification of the journal: its lines, the roots its groups state, and that it repeats what tiles already hold.
 */

import { textOf } from './checkedLine';
import { journalPath } from './head';
import type { JournalGroup } from './journal';
import type { LogProblem } from './logError';
import { checkOpening, parseOpening } from './opening';
import { describeTornTail } from './recover';
import type { Verification } from './verifyLog';

/** Verifies the journal and grows the tree by the entries that no tile holds yet. */
export function verifyJournal(run: Verification): void {
  const { head, tree, report } = run;
  const { journal } = head;
  for (const group of journal.groups) {
    const first = group.size - group.records.length;
    group.records.forEach(({ leaf, hash, openingLine }, i) => {
      const index = first + i;
      if (index >= head.size) run.grow(hash, leaf);
      const parsed = parseOpening(textOf(openingLine).toString());
      if (!parsed || !checkOpening(parsed, leaf)) {
        const message = `the opening of entry ${index} is not of this entry`;
        report({ code: 'LOG_OPENING_MISMATCH', file: journalPath, index, offset: group.commitOffset, message });
      }
    });
    if (group.size === tree.size && !group.root.equals(tree.root())) report(rootMismatch(group));
  }
  if (!journal.tail || !head.journalBytes) return;
  report(journal.tail.torn ? describeTornTail(head) : describeDamage(journal.tail));
}

function rootMismatch({ commitOffset, size }: JournalGroup): LogProblem {
  const message = `the root stated for ${size} entries is not theirs`;
  return { code: 'LOG_ROOT_MISMATCH', file: journalPath, offset: commitOffset, message };
}

function describeDamage({ offset, index }: { offset: number; index?: number }): LogProblem {
  return {
    code: 'LOG_JOURNAL_DAMAGED',
    file: journalPath,
    offset,
    ...(index !== undefined && { index }),
    message: `the line here is not what was written${index === undefined ? '' : `; entries from ${index} on can not be verified`}`,
  };
}
