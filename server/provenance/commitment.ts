/**
 * Salted commitments: what stands in a log entry instead of a personal value, and what opens it.
 *
 * A commitment is SHA-256(salt || UTF-8 of the value). Once salt and value are erased beside the log, nothing about the
 * value can be had from the entry, not even by guessing. Knows no entries.
 */

import { hashRanges } from './batch/hashBatch';
import { hashLength } from './merkle';

/** `commit:sha256:` and 64 lower-case hex digits. */
export type Commitment = `commit:sha256:${string}`;

/** Characters of a commitment. */
export const commitmentLength = 'commit:sha256:'.length + 2 * hashLength;
/** Random bytes in a salt. */
export const saltLength = 16;

/** A value and the 16 random bytes it is committed to with. */
export interface Salted {
  readonly salt: Uint8Array;
  readonly value: string;
}

/** Returns the commitment to the value under a salt of 16 random bytes, used for nothing else. */
export function commit(salt: Uint8Array, value: string): Commitment {
  return commitAll([{ salt, value }])[0] as Commitment;
}

/** Returns the commitments to several values, hashed at once. */
export function commitAll(values: readonly Salted[]): Commitment[] {
  let length = 0;
  for (const { value } of values) length += Buffer.byteLength(value);
  const texts = Buffer.allocUnsafe(length);
  const starts = new Int32Array(values.length);
  const ends = new Int32Array(values.length);
  const salts = new Uint8Array(values.length * saltLength);
  let end = 0;
  for (let i = 0; i < values.length; i++) {
    const { salt, value } = values[i] as Salted;
    if (salt.length !== saltLength) throw new RangeError(`a salt has ${saltLength} bytes, not ${salt.length}`);
    for (let k = 0; k < saltLength; k++) salts[i * saltLength + k] = salt[k] as number;
    starts[i] = end;
    end += texts.write(value, end);
    ends[i] = end;
  }
  const hex = hashRanges(texts, starts, ends, { bytes: salts, width: saltLength }).toString('hex');
  return values.map((_, i) => `commit:sha256:${hex.slice(2 * hashLength * i, 2 * hashLength * (i + 1))}` as const);
}
