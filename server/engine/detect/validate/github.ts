/**
 * The checksum in GitHub's classic tokens, after GitHub's announcement of 5 April 2021: the last six characters are the
 * CRC-32 of the thirty before them, in base 62.
 */

import { crc32, toBase62 } from './tokens/crc32';

/** Reports whether `ghp_…`, `gho_…` and the like end with the checksum of what stands between prefix and checksum. */
export function hasGithubChecksum(value: string): boolean {
  const body = value.slice(value.indexOf('_') + 1);
  return body.length > 6 && githubChecksum(body.slice(0, -6)) === body.slice(-6);
}

/** Returns the six base-62 characters that follow `random` in a token. */
export function githubChecksum(random: string): string {
  return toBase62(crc32(random), 6);
}
