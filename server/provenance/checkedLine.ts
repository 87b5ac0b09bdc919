/**
 * Lines that carry their own hash, so that damage is found and located: base64 of the RFC 6962 leaf hash of the text,
 * a space, the text. Used for the journal and the openings; an entry's line so carries its very leaf hash.
 *
 * Finds accidents and careless edits; who rewrites a line can rewrite its hash.
 */

import { leafHashes } from './batch/treeHash';
import { type Hash, hashLength, leafHash } from './merkle';

const hashChars = 44;

/** Returns the line with its newline. The text holds no newline; `hash` spares hashing it again. */
export function formatCheckedLine(text: Buffer, hash: Hash = leafHash(text)): Buffer {
  return Buffer.concat([Buffer.from(`${hash.toString('base64')} `), text, newline]);
}

/** Returns the lines of many texts, hashed at once. */
export function formatCheckedLines(texts: readonly Buffer[]): Buffer[] {
  const hashes = leafHashes(texts);
  return texts.map((text, i) => formatCheckedLine(text, hashes.subarray(i * hashLength, (i + 1) * hashLength)));
}

export interface CheckedLine {
  readonly text: Buffer;
  readonly hash: Hash;
  /** Offset of the line. */
  readonly offset: number;
  /** Offset after its newline. */
  readonly end: number;
}

/** Returns the line that begins at the offset, or `undefined` where none ends there or its hash does not fit. */
export function parseCheckedLine(bytes: Buffer, offset: number): CheckedLine | undefined {
  const newlineAt = bytes.indexOf(0x0a, offset);
  if (newlineAt < 0 || newlineAt < offset + hashChars + 1) return undefined;
  const text = bytes.subarray(offset + hashChars + 1, newlineAt);
  const hash = leafHash(text);
  const prefix = bytes.toString('latin1', offset, offset + hashChars + 1);
  return prefix === `${hash.toString('base64')} ` ? { text, hash, offset, end: newlineAt + 1 } : undefined;
}

const newline = Buffer.of(0x0a);
