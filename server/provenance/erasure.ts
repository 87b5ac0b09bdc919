/**
 * Erasure of what is kept beside entries: paths, salts and evidence. The tree is untouched, so that the log still verifies;
 * what is left of an entry are commitments that nobody can open, not even by guessing, once their salts are gone.
 *
 * Whoever calls holds the writer's lock: a running writer would put back what it holds in memory.
 */

import { formatCheckedLine, textOf } from './checkedLine';
import type { LogFiles } from './files';
import { headSize, journalPath, parseOpenings, readHead } from './head';
import { formatJournalGroup, formatJournalHeader, formatRecords, type Journal } from './journal';
import { LogError } from './logError';
import { formatOpening, formatOpeningsPath } from './opening';
import { type ReadEntry, readEntries } from './readEntries';
import { tileWidth } from './tile';

/** Erases what is kept beside the chosen entries; returns how many there were. Safe to repeat after a crash. */
export async function eraseEntries(files: LogFiles, isChosen: (item: ReadEntry) => boolean): Promise<number> {
  const { journal } = await readHead(files);
  if (journal.tail && !journal.tail.torn) {
    throw new LogError('LOG_JOURNAL_DAMAGED', "the journal is damaged, nothing is erased; run 'portcullis log verify'");
  }
  let count = 0;
  let bundle = 0;
  let chosen = new Set<number>();
  const inJournal = new Set<number>();
  for await (const item of readEntries(files)) {
    const n = Math.floor(item.index / tileWidth);
    if (n !== bundle) await eraseOpenings(files, bundle, chosen);
    if (n !== bundle) chosen = new Set();
    bundle = n;
    if (!isHeld(item) || !isChosen(item)) continue;
    count++;
    chosen.add(item.index);
    if (item.index >= (journal.header?.start ?? 0)) inJournal.add(item.index);
  }
  await eraseOpenings(files, bundle, chosen);
  await eraseInJournal(files, journal, inJournal);
  return count;
}

/** Returns for how many entries nothing personal is kept any more. */
export async function countErased(files: LogFiles): Promise<number> {
  const head = await readHead(files);
  const size = headSize(head);
  const start = head.journal.header?.start ?? size;
  let count = 0;
  for (let n = Math.floor(head.firstKept / tileWidth); n * tileWidth < start; n++) {
    const openings = parseOpenings((await files.read(formatOpeningsPath(n))) ?? Buffer.alloc(0));
    count += openings.filter(({ text }, i) => n * tileWidth + i < start && isBare(text)).length;
  }
  for (const { records } of head.journal.groups)
    count += records.filter(({ openingLine }) => isBare(textOf(openingLine))).length;
  return count;
}

/** Reports whether anything beside the entry is still there. */
function isHeld({ opening }: ReadEntry): boolean {
  return opening?.path !== undefined || opening?.text !== undefined || opening?.evidence !== undefined;
}

function isBare(opening: Buffer): boolean {
  return /^\{"index":\d+\}$/.test(opening.toString('latin1'));
}

async function eraseOpenings(files: LogFiles, n: number, chosen: ReadonlySet<number>): Promise<void> {
  if (chosen.size === 0) return;
  const name = formatOpeningsPath(n);
  const bytes = await files.read(name);
  // Those of the journal alone have no file yet.
  if (!bytes) return;
  const whole = parseOpenings(bytes);
  if ((whole.at(-1)?.end ?? 0) !== bytes.length) {
    throw new LogError('LOG_OPENING_MISMATCH', `${name} is damaged and left as it is; run 'portcullis log verify'`);
  }
  const lines = whole.map(({ text, hash }, i) => {
    const index = n * tileWidth + i;
    return chosen.has(index) ? formatCheckedLine(bare(index)) : formatCheckedLine(text, hash);
  });
  await files.replace(name, Buffer.concat(lines));
}

async function eraseInJournal(files: LogFiles, journal: Journal, chosen: ReadonlySet<number>): Promise<void> {
  if (chosen.size === 0 || !journal.header) return;
  const groups = journal.groups.map(({ records, size, root }) => {
    const first = size - records.length;
    const kept = records.map((record, i) =>
      chosen.has(first + i) ? { ...record, openingLine: formatCheckedLine(bare(first + i)) } : record,
    );
    return formatJournalGroup(formatRecords(kept), size, root);
  });
  await files.replace(journalPath, Buffer.concat([formatJournalHeader(journal.header), ...groups]));
}

function bare(index: number): Buffer {
  return Buffer.from(formatOpening({ index }));
}
