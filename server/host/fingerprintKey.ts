/**
 * This user's key for fingerprints of found values.
 *
 * Whoever has the key can try values out against fingerprints; it never leaves the machine.
 */

import { type KeptKey, loadKeptKey } from './keptKey';

export type FingerprintKey = KeptKey;

/** Returns the key in `directory`, making it where there is none; several processes at once get the same one. */
export function loadFingerprintKey(directory: string): Promise<FingerprintKey> {
  return loadKeptKey(directory, 'fingerprint.key');
}
