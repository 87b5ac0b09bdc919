/**
 * Reads a log's entries in order, joined with what opens them, for people to look at. Works beside a writer. Checks that
 * entries are well formed, not that they are what was logged: that is verifyLog's.
 */

import { textOf } from './checkedLine';
import { type Entry, parseEntry } from './entry';
import type { LogFiles } from './files';
import { headSize, type LogHead, parseOpenings, readAt, readHead } from './head';
import type { LogRecord } from './journal';
import { LogError } from './logError';
import { emptyRoot } from './merkle';
import { formatOpeningsPath, type Opening, parseOpening } from './opening';
import { formatTilePath, parseBundle, tileWidth } from './tile';

export interface ReadEntry {
  readonly index: number;
  readonly entry: Entry;
  /** Absent where it was erased. */
  readonly path?: string;
  /** What opens the entry's commitments; absent where there is none that can be read. */
  readonly opening?: Opening;
}

/** Returns the number of entries and the base64 root that the log states, without checking either. */
export async function readLogSize(files: LogFiles): Promise<{ size: number; root: string }> {
  const head = await readHead(files);
  const group = head.journal.groups.at(-1);
  const last = group && group.size > head.size ? group : head.checkpoint;
  return { size: headSize(head), root: (last?.root ?? emptyRoot).toString('base64') };
}

/** Returns the log's origin line, empty for a log that was never written. */
export async function readLogOrigin(files: LogFiles): Promise<string> {
  const { checkpoint, journal } = await readHead(files);
  return checkpoint?.origin ?? journal.header?.origin ?? '';
}

/**
 * Yields the entries `from` (0) up to, not including, `to` (all there are at the time of the call); pruned ones are left
 * out.
 *
 * Throws `LOG_FILE_MISSING` or `LOG_LEAF_MISMATCH` where entries can't be read.
 */
export async function* readEntries(
  files: LogFiles,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): AsyncGenerator<ReadEntry> {
  const head = await readHead(files);
  const end = Math.min(to, headSize(head));
  for (let n = Math.floor(Math.max(from, head.firstKept) / tileWidth); n * tileWidth < Math.min(end, head.size); n++) {
    const records = await readBundle(files, head, n);
    for (const [i, record] of records.entries()) {
      const index = n * tileWidth + i;
      if (index >= from && index < end) yield openRecord(index, record.leaf, record.opening);
    }
  }
  let index = head.journal.header?.start ?? 0;
  for (const record of head.journal.groups.flatMap((group): readonly LogRecord[] => group.records)) {
    if (index >= Math.max(from, head.size) && index < end) {
      yield openRecord(index, record.leaf, textOf(record.openingLine));
    }
    index++;
  }
}

async function readBundle(files: LogFiles, head: LogHead, n: number): Promise<{ leaf: Buffer; opening: Buffer }[]> {
  const width = Math.min(tileWidth, head.size - n * tileWidth);
  const name = formatTilePath({ level: 'entries', n, width });
  const bytes = await readAt(files, head, name);
  if (!bytes) throw new LogError('LOG_FILE_MISSING', `${name} is missing; run 'portcullis log verify'`);
  const openings = parseOpenings((await readAt(files, head, formatOpeningsPath(n))) ?? Buffer.alloc(0));
  return parseBundle(bytes).entries.map((leaf, i) => ({ leaf, opening: openings[i]?.text ?? Buffer.alloc(0) }));
}

function openRecord(index: number, leaf: Buffer, openingText: Buffer): ReadEntry {
  const entry = parseEntry(leaf);
  if (!entry) {
    throw new LogError('LOG_LEAF_MISMATCH', `entry ${index} is not an entry; run 'portcullis log verify' to see why`);
  }
  const opening = parseOpening(openingText.toString());
  if (opening?.index !== index) return { index, entry };
  return { index, entry, ...(opening.path && { path: opening.path.value }), opening };
}
