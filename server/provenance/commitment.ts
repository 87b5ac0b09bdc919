/**
 * Salted commitments: what stands in a log entry instead of a personal value, and what opens it.
 *
 * A commitment is SHA-256(salt || UTF-8 of the value). Once salt and value are erased beside the log, nothing about the
 * value can be had from the entry, not even by guessing. Knows no entries.
 */

import { hashBatch } from './batch/hashBatch';
import { hashLength } from './merkle';

/** `commit:sha256:` and 64 lower-case hex digits. */
export type Commitment = `commit:sha256:${string}`;

/** Random bytes in a salt. */
export const saltLength = 16;

/** Returns the commitment to the value under a salt of 16 random bytes, used for nothing else. */
export function commit(salt: Uint8Array, value: string): Commitment {
  return commitAll([{ salt, value }])[0] as Commitment;
}

/** Returns the commitments to several values, hashed at once. */
export function commitAll(values: readonly { readonly salt: Uint8Array; readonly value: string }[]): Commitment[] {
  const hashes = hashBatch(values.length, (i) => {
    const { salt, value } = values[i] as (typeof values)[number];
    if (salt.length !== saltLength) throw new RangeError(`a salt has ${saltLength} bytes, not ${salt.length}`);
    return { first: salt, second: Buffer.from(value) };
  });
  return values.map((_, i) => `commit:sha256:${hashes.toString('hex', i * hashLength, (i + 1) * hashLength)}` as const);
}
