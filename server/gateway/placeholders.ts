/**
 * Placeholders: what stands in a request for a value that must not leave.
 *
 * One is a plain identifier, so that it may stand in JSON, code and prose. It names the detector and nothing of the
 * value; who doesn't hold the key can neither guess the placeholder of a value nor try values against it. It holds no
 * digit and the word "redacted", so that no detector takes it for a finding.
 */

import { createHmac } from 'node:crypto';

/** A value that is held back, and the detector that found it. */
export interface Held {
  readonly value: string;
  readonly detector: string;
}

/** What placeholders stand for, in one conversation. */
export type Placeholders = ReadonlyMap<string, Held>;

/** Returns the placeholder for a value; the same value always has the same one. */
export type PlaceholderFor = (detector: string, value: string) => string;

const keyedBytes = 8;
const letters = 'abcdefghijklmnop';

/** Returns the function that makes placeholders under a key of 32 random bytes. */
export function createPlaceholders(key: Uint8Array): PlaceholderFor {
  return (detector, value) => {
    const digest = createHmac('sha256', key).update(`${detector}\0${value}`).digest();
    let tag = '';
    for (const byte of digest.subarray(0, keyedBytes)) tag += letters[byte >> 4]! + letters[byte & 15]!;
    const name = detector.slice(detector.indexOf('/') + 1).toUpperCase();
    return `PORTCULLIS_REDACTED_${name.replace(/[^A-Z]+/g, '_')}_${tag}`;
  };
}
