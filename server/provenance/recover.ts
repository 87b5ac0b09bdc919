/**
 * What a log's writer starts from after any end of the one before: a clean close, kill -9, a power cut. Changes nothing.
 */

import { damaged, Edge } from './edge';
import { journalPath, type LogHead } from './head';
import type { LogProblem } from './logError';

export interface Recovery {
  readonly origin: string;
  /** The tree of everything acknowledged. */
  readonly edge: Edge;
  /** The group that was cut off, if one was. */
  readonly recovered: LogProblem | undefined;
}

/** Returns where to go on. Throws a `LogError` where the head is damaged: going on would lose acknowledged entries. */
export function recover(head: LogHead, random: (length: number) => Uint8Array): Recovery {
  const { checkpoint, journal } = head;
  if (!head.checkpointBytes && !head.journalBytes) {
    return { origin: `portcullis/log/${hex(random(16))}`, edge: new Edge(), recovered: undefined };
  }
  if (!head.checkpointBytes) throw damaged('LOG_FILE_MISSING', 'the checkpoint is missing');
  if (!checkpoint) throw damaged('LOG_CHECKPOINT_DAMAGED', 'the checkpoint can not be read');
  if (!head.journalBytes) {
    // The first start writes the checkpoint first: between the two there is nothing to lose.
    if (checkpoint.size === 0) return { origin: checkpoint.origin, edge: Edge.read(head), recovered: undefined };
    throw damaged('LOG_FILE_MISSING', 'the journal is missing');
  }
  if (!journal.header) throw damaged('LOG_JOURNAL_DAMAGED', "the journal's first line is damaged");
  if (journal.tail && !journal.tail.torn) {
    throw damaged('LOG_JOURNAL_DAMAGED', `the journal is damaged at byte ${journal.tail.offset}`);
  }
  if (journal.header.origin !== checkpoint.origin || head.size !== checkpoint.size) {
    throw damaged('LOG_CHECKPOINT_DAMAGED', 'the checkpoint and the journal are not of the same log or time');
  }

  const edge = Edge.read(head);
  for (const group of journal.groups) {
    const known = Math.max(0, edge.size - (group.size - group.records.length));
    if (known >= group.records.length) continue;
    const growth = edge.grow(group.records.slice(known));
    if (!growth.tree.root().equals(group.root)) {
      throw damaged('LOG_ROOT_MISMATCH', `the journal's root at byte ${group.commitOffset} is not the tree's`);
    }
    edge.adopt(growth);
  }
  return { origin: checkpoint.origin, edge, recovered: journal.tail && describeTornTail(head) };
}

/** Returns the problem that names the cut-off group. */
export function describeTornTail({ journal, journalBytes }: LogHead): LogProblem {
  const length = (journalBytes?.length ?? 0) - journal.end;
  return {
    code: 'LOG_TORN_TAIL',
    file: journalPath,
    offset: journal.end,
    ...(journal.tail?.index !== undefined && { index: journal.tail.index }),
    message: `the last ${length} bytes are a write that was cut off before it was acknowledged; the next start drops them`,
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
