/**
 * Forms in which a checkpoint is put where this machine's user can't change it: the name of a file on a share or sink,
 * and a git trailer. Knows no files and no network.
 */

import { formatCheckpoint, parseStoredCheckpoint, type StoredCheckpoint } from './checkpoint';
import { formatNote, formatSignature, parseSignature } from './note';

/** Takes a checkpoint; rejects with `LOG_ANCHOR_FAILED` where it is refused, or another is there under that name. */
export type Anchor = (name: string, checkpoint: Buffer) => Promise<void>;

/** Returns a name that sorts by size and holds no `/`. */
export function formatAnchorName({ origin, size }: StoredCheckpoint): string {
  return `${origin.replace(/[^A-Za-z0-9.-]/g, '_')}-${String(size).padStart(15, '0')}.checkpoint`;
}

const trailerKey = 'Portcullis-Checkpoint';

/** Returns a signed checkpoint on one line: origin, size, root, signature. `undefined` where it is not signed. */
export function formatTrailer({ origin, size, root, note }: StoredCheckpoint): string | undefined {
  const [signature] = note?.signatures ?? [];
  if (signature?.name !== origin) return undefined;
  const signed = Buffer.concat([signature.keyId, signature.signature]).toString('base64');
  return `${trailerKey}: ${origin} ${size} ${root.toString('base64')} ${signed}`;
}

/** Returns the bytes of the checkpoint that the trailer holds, `undefined` where there is none in the text. */
export function parseTrailer(text: string): Buffer | undefined {
  const match = new RegExp(`^${trailerKey}: (\\S+) (\\d+) (\\S+) (\\S+)$`, 'm').exec(text);
  if (!match) return undefined;
  const [, origin = '', size, root = '', signed] = match;
  const signature = parseSignature(`— ${origin} ${signed}`);
  if (!signature) return undefined;
  const body = formatCheckpoint({ origin, size: Number(size), root: Buffer.from(root, 'base64') });
  const bytes = Buffer.from(formatNote(body, [formatSignature(signature)]));
  return parseStoredCheckpoint(bytes) && bytes;
}
