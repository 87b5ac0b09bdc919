/**
 * What a witness has confirmed, as it is kept in the log's folder: `witnesses/<key id>`, the witness's verifier key on a
 * line, then the checkpoint as a note with the log's signature and the witness's cosignature. Knows no network.
 */

import { parseStoredCheckpoint, type StoredCheckpoint } from './checkpoint';
import {
  checkNote,
  cosignatureTime,
  formatNote,
  formatSignature,
  formatVerifier,
  type NoteSignature,
  type NoteVerifier,
  parseVerifier,
} from './note';

export const witnessFolder = 'witnesses/';

export interface Witnessed {
  readonly witness: NoteVerifier;
  readonly checkpoint: StoredCheckpoint;
  /** Seconds since 1970, the witness's clock. */
  readonly time: number;
}

export function formatWitnessPath({ keyId }: NoteVerifier): string {
  return `${witnessFolder}${keyId.toString('hex')}`;
}

/** Returns the file's bytes for a signed checkpoint and the witness's signature of it. */
export function formatWitnessed(
  checkpoint: StoredCheckpoint,
  cosignature: NoteSignature,
  witness: NoteVerifier,
): Buffer {
  const { text = '', signatures = [] } = checkpoint.note ?? {};
  const note = formatNote(text, [...signatures, cosignature].map(formatSignature));
  return Buffer.from(`${formatVerifier(witness)}\n${note}`);
}

/** Returns what the witness confirmed, or `undefined` where its cosignature is not there or does not hold. */
export function parseWitnessed(bytes: Buffer): Witnessed | undefined {
  const end = bytes.indexOf(0x0a);
  const witness = parseVerifier(bytes.toString('utf8', 0, Math.max(0, end)));
  const checkpoint = parseStoredCheckpoint(bytes.subarray(end + 1));
  if (witness?.type !== 4 || !checkpoint?.note || checkpoint.note.signatures.length !== 2) return undefined;
  const cosignature = checkpoint.note.signatures.at(-1) as NoteSignature;
  const time = cosignatureTime(cosignature, witness);
  const holds = checkNote(checkpoint.note, [witness])?.length === 1;
  return holds && time !== undefined ? { witness, checkpoint, time } : undefined;
}
