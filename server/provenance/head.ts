/**
 * The changing end of a stored log, read at one moment although a writer may be at work: the checkpoint, the partial
 * tiles it needs, and the journal of what came after it. Judges nothing beyond what can be parsed.
 *
 * A log's folder holds `checkpoint`, `tile/…` (C2SP tlog-tiles for exactly the checkpoint's size), `openings/…` (what
 * opens the entries' commitments, a file for each bundle) and `journal` (entries from the checkpoint before or this one).
 * Beside them stand statements: `keys/…`, `pruned` and `witnesses/…`.
 */

import { type CheckedLine, parseCheckedLine } from './checkedLine';
import { type Checkpoint, parseStoredCheckpoint, type StoredCheckpoint } from './checkpoint';
import type { LogFiles } from './files';
import { type Journal, parseJournal } from './journal';
import { formatOpeningsPath } from './opening';
import { parsePruned, prunedPath } from './pruned';
import { formatTilePath, partialPositions, tileWidth } from './tile';

export const checkpointPath = 'checkpoint';
export const journalPath = 'journal';

export interface LogHead {
  readonly checkpointBytes?: Buffer;
  readonly checkpoint?: StoredCheckpoint;
  readonly journalBytes?: Buffer;
  readonly journal: Journal;
  /** Entries in tiles: what checkpoint and journal agree on, the journal's word where they don't. */
  readonly size: number;
  /** Index of the first entry that was not pruned, as stated; 0 where nothing was. */
  readonly firstKept: number;
  readonly prunedBytes?: Buffer;
  /** The partial tiles, the partial bundle and its openings by name; `undefined` where there is no such file. */
  readonly partial: ReadonlyMap<string, Buffer | undefined>;
}

/** Reads the head; reads again while a writer replaces the checkpoint underneath. */
export async function readHead(files: LogFiles): Promise<LogHead> {
  for (let attempt = 1; ; attempt++) {
    const checkpointBytes = await files.read(checkpointPath);
    const checkpoint = checkpointBytes && parseStoredCheckpoint(checkpointBytes);
    const journalBytes = await files.read(journalPath);
    const journal = journalBytes ? parseJournal(journalBytes) : { groups: [], end: 0 };
    const size = believedSize(checkpoint, journal);
    const names = partialPositions(size).map(formatTilePath);
    if (size % tileWidth > 0) names.push(formatOpeningsPath(Math.floor(size / tileWidth)));
    const contents = await Promise.all(names.map(async (name) => [name, await files.read(name)] as const));
    const prunedBytes = await files.read(prunedPath);
    const again = await files.read(checkpointPath);
    if (attempt < 100 && !sameBytes(checkpointBytes, again)) continue;
    return {
      ...(checkpointBytes && { checkpointBytes }),
      ...(checkpoint && { checkpoint }),
      ...(journalBytes && { journalBytes }),
      journal,
      size,
      firstKept: (prunedBytes && parsePruned(prunedBytes)?.firstKept) ?? 0,
      ...(prunedBytes && { prunedBytes }),
      partial: new Map(contents),
    };
  }
}

/** Reads a file of the log, one of the head's from the head. */
export async function readAt(files: LogFiles, head: LogHead, name: string): Promise<Buffer | undefined> {
  return head.partial.has(name) ? head.partial.get(name) : files.read(name);
}

/** Returns the number of entries: those in tiles, and those that only the journal has. */
export function headSize(head: LogHead): number {
  return Math.max(head.size, journalEnd(head.journal));
}

/** Returns the openings file's lines as far as they are whole. */
export function parseOpenings(bytes: Buffer): CheckedLine[] {
  const lines: CheckedLine[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const line = parseCheckedLine(bytes, offset);
    if (!line) break;
    lines.push(line);
    offset = line.end;
  }
  return lines;
}

export function sameBytes(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.equals(b));
}

function believedSize(checkpoint: Checkpoint | undefined, journal: Journal): number {
  if (!checkpoint) return journal.header?.start ?? 0;
  if (!journal.header) return checkpoint.size;
  const { size } = checkpoint;
  const agreed = journal.header.start <= size && (size <= journalEnd(journal) || journal.tail !== undefined);
  return agreed ? size : journal.header.start;
}

function journalEnd(journal: Journal): number {
  return journal.groups.at(-1)?.size ?? journal.header?.start ?? 0;
}
