/**
 * The statement that old entry bundles were dropped on purpose: a note signed with the log's key, without which missing
 * bundles are damage. Knows no policy; retention.ts decides what goes.
 */

import { checkNote, formatNote, type NoteSigner, type NoteVerifier, parseNote } from './note';

export const prunedPath = 'pruned';

export interface Pruned {
  readonly origin: string;
  /** Index of the first entry whose bundle is kept, a multiple of 256. */
  readonly firstKept: number;
  /** ISO 8601, UTC. */
  readonly time: string;
}

const title = 'portcullis-log-pruned';

/** Returns the signed statement: title, origin, first kept index and time, a line each. */
export function formatPruned({ origin, firstKept, time }: Pruned, signer: NoteSigner): Buffer {
  const text = `${title}\n${origin}\n${firstKept}\n${time}\n`;
  return Buffer.from(formatNote(text, [signer.sign(text)]));
}

/** Returns what the statement says without judging its signature, or `undefined` where it is none. */
export function parsePruned(bytes: Buffer): Pruned | undefined {
  const match = new RegExp(`^${title}\\n(\\S+)\\n(0|[1-9]\\d{0,14})\\n(\\S+)\\n$`).exec(parseNote(bytes)?.text ?? '');
  return match ? { origin: match[1] as string, firstKept: Number(match[2]), time: match[3] as string } : undefined;
}

/** Returns the statement where it is of this log and signed by one of the keys. */
export function openPruned(bytes: Buffer, origin: string, keys: readonly NoteVerifier[]): Pruned | undefined {
  const note = parseNote(bytes);
  const pruned = parsePruned(bytes);
  return note && pruned?.origin === origin && checkNote(note, keys)?.length ? pruned : undefined;
}
