/**
 * A tree head as the text of a C2SP checkpoint (c2sp.org/tlog-checkpoint): origin, size and base64 root, a line each.
 *
 * Knows no keys: the text stands alone here (as in logs from before checkpoints were signed), or in a signed note.
 */

import { type Hash, hashLength } from './merkle';
import { type Note, parseNote } from './note';

export interface Checkpoint {
  /** The log's unique name. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  readonly root: Hash;
}

/** Returns the three lines, each ended by a newline. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Returns the checkpoint, or `undefined` where the text is not exactly what `formatCheckpoint` writes. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const match = /^([^\s+]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n$/.exec(text);
  if (!match) return undefined;
  const [, origin = '', size, root = ''] = match;
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, 'base64') };
  return checkpoint.root.length === hashLength && formatCheckpoint(checkpoint) === text ? checkpoint : undefined;
}

/** A checkpoint as it is stored: alone, or as the text of a note whose signatures nobody has checked yet. */
export interface StoredCheckpoint extends Checkpoint {
  readonly note?: Note;
}

/** Returns the checkpoint that the bytes hold, or `undefined`; they may come from anyone. */
export function parseStoredCheckpoint(bytes: Buffer): StoredCheckpoint | undefined {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note ? note.text : bytes.toString());
  return checkpoint && { ...checkpoint, ...(note && { note }) };
}
