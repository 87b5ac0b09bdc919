/**
 * Lines that carry their own hash, so that damage is found and located: base64 of the RFC 6962 leaf hash of the text,
 * a space, the text. Used for the journal and the openings; an entry's line so carries its very leaf hash.
 *
 * Finds accidents and careless edits; who rewrites a line can rewrite its hash.
 */

import { hashChars, writeBase64 } from './batch/hashText';
import { leafHashes } from './batch/treeHash';
import { type Hash, hashLength, leafHash } from './merkle';

/** Characters of a line before its text: base64 of the hash, and a space. */
export const prefixLength = hashChars + 1;
const space = 0x20;
const newline = 0x0a;

/** Returns the line with its newline. The text holds no newline; `hash` spares hashing it again. */
export function formatCheckedLine(text: Buffer, hash: Hash = leafHash(text)): Buffer {
  return Buffer.concat([Buffer.from(`${hash.toString('base64')} `), text, Buffer.of(newline)]);
}

/** Lines one behind the other, and of each its text's place and hash. */
export interface CheckedLines {
  readonly bytes: Buffer;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  /** 32 bytes for each. */
  readonly hashes: Buffer;
}

/** Returns the lines of many texts, hashed at once. */
export function formatCheckedLines(texts: readonly (string | Buffer)[]): CheckedLines {
  let length = 0;
  for (const text of texts) length += prefixLength + 1 + byteLength(text);
  const bytes = Buffer.allocUnsafe(length);
  const starts = new Int32Array(texts.length);
  const ends = new Int32Array(texts.length);
  let at = 0;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] as string | Buffer;
    at += prefixLength;
    bytes[at - 1] = space;
    starts[i] = at;
    at += typeof text === 'string' ? bytes.write(text, at) : text.copy(bytes, at);
    ends[i] = at;
    bytes[at++] = newline;
  }
  const hashes = leafHashes(bytes, starts, ends);
  for (let i = 0; i < texts.length; i++)
    writeBase64(bytes, (starts[i] as number) - prefixLength, hashes, i * hashLength);
  return { bytes, starts, ends, hashes };
}

function byteLength(text: string | Buffer): number {
  return typeof text === 'string' ? Buffer.byteLength(text) : text.length;
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
  const newlineAt = bytes.indexOf(newline, offset);
  if (newlineAt < 0 || newlineAt < offset + prefixLength) return undefined;
  const text = bytes.subarray(offset + prefixLength, newlineAt);
  const hash = leafHash(text);
  const prefix = bytes.toString('latin1', offset, offset + prefixLength);
  return prefix === `${hash.toString('base64')} ` ? { text, hash, offset, end: newlineAt + 1 } : undefined;
}

/** Returns the line whose text stands from `start` up to `end`. */
export function lineAt(bytes: Buffer, start: number, end: number): Buffer {
  return bytes.subarray(start - prefixLength, end + 1);
}

/** Returns the text of a line that is whole. */
export function textOf(line: Buffer): Buffer {
  return line.subarray(prefixLength, -1);
}
