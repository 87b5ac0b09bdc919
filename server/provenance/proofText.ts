/**
 * A proof that an entry is in the log, as a text that verifies offline, after C2SP tlog-proof (c2sp.org/tlog-proof): the
 * entry's index, its inclusion path, and the checkpoint with its signatures.
 */

import type { StoredCheckpoint } from './checkpoint';
import { parseStoredCheckpoint } from './checkpoint';
import { type Hash, hashLength } from './merkle';

export interface LogProof {
  readonly index: number;
  /** From the leaf up. */
  readonly path: readonly Hash[];
  readonly checkpoint: StoredCheckpoint;
}

const title = 'c2sp.org/tlog-proof@v1';

/** Returns the text; `checkpoint` are the bytes of a stored one. */
export function formatProof(index: number, path: readonly Hash[], checkpoint: Buffer): string {
  return `${[title, `index ${index}`, ...path.map((hash) => hash.toString('base64'))].join('\n')}\n\n${checkpoint}`;
}

/** Returns the proof that the text holds without checking it, or `undefined`; the text may come from anyone. */
export function parseProof(text: string): LogProof | undefined {
  const end = text.indexOf('\n\n');
  const [start, ...lines] = text.slice(0, Math.max(0, end)).split('\n');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const index = /^index (0|[1-9]\d{0,14})$/.exec(lines.shift() ?? '')?.[1];
  const path = lines.map((line) => Buffer.from(line, 'base64'));
  const checkpoint = parseStoredCheckpoint(Buffer.from(text.slice(end + 2)));
  const isWhole = path.every((hash, i) => hash.length === hashLength && hash.toString('base64') === lines[i]);
  if (start !== title || index === undefined || !isWhole || !checkpoint) return undefined;
  return { index: Number(index), path, checkpoint };
}
