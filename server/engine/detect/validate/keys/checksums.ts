/**
 * Checksums inside tokens and keys: those of the npm registry, of NATS and of Stellar.
 *
 * Knows formats only. The text is attacker-controlled; whatever it holds, the answer comes in linear time.
 */

import { githubChecksum } from '../github';

/** Reports whether `prefix_…` ends with the base-62 CRC-32 of what stands between, as npm's and GitHub's tokens do. */
export function hasBase62Crc32(value: string): boolean {
  const body = value.slice(value.lastIndexOf('_') + 1);
  return body.length > 6 && githubChecksum(body.slice(0, -6)) === body.slice(-6);
}

/** Reports whether base 32 (RFC 4648) ends with the little-endian CRC-16/XMODEM of what is before: NATS and Stellar keys. */
export function hasBase32Crc16(value: string): boolean {
  const bytes = decodeBase32(value);
  if (bytes === undefined || bytes.length < 3) return false;
  let crc = 0;
  for (const byte of bytes.slice(0, -2)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return bytes.at(-2) === (crc & 0xff) && bytes.at(-1) === crc >> 8;
}

function decodeBase32(text: string): number[] | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text) {
    const digit = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character);
    if (digit < 0) return undefined;
    bits = ((bits << 5) | digit) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return bytes;
}
