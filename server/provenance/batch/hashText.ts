/**
 * Hashes and salts as text, written and compared in place: for so few bytes a call of the system's takes longer than
 * the work.
 */

import { hashLength } from '../merkle';

/** Characters of a hash in base64. */
export const hashChars = 44;
/** Characters of a salt, 16 bytes, in base64. */
export const saltChars = 24;

/** Writes the base64 of the 32 bytes of `hashes` from `from` on. */
export function writeBase64(bytes: Buffer, at: number, hashes: Buffer, from: number): void {
  let out = at;
  for (let i = from; i < from + 30; i += 3) {
    const a = hashes[i] as number;
    const b = hashes[i + 1] as number;
    const c = hashes[i + 2] as number;
    bytes[out] = chars[a >> 2] as number;
    bytes[out + 1] = chars[((a & 3) << 4) | (b >> 4)] as number;
    bytes[out + 2] = chars[((b & 15) << 2) | (c >> 6)] as number;
    bytes[out + 3] = chars[c & 63] as number;
    out += 4;
  }
  const a = hashes[from + 30] as number;
  const b = hashes[from + 31] as number;
  bytes[out] = chars[a >> 2] as number;
  bytes[out + 1] = chars[((a & 3) << 4) | (b >> 4)] as number;
  bytes[out + 2] = chars[(b & 15) << 2] as number;
  bytes[out + 3] = equals;
}

/** Reports whether at `at` stands what `writeBase64` writes. */
export function isBase64Of(bytes: Buffer, at: number, hashes: Buffer, from: number): boolean {
  for (let i = from, out = at; i < from + 33; i += 3, out += 4) {
    const isLast = i === from + 30;
    const a = hashes[i] as number;
    const b = hashes[i + 1] as number;
    const c = isLast ? 0 : (hashes[i + 2] as number);
    if (bytes[out] !== chars[a >> 2] || bytes[out + 1] !== chars[((a & 3) << 4) | (b >> 4)]) return false;
    if (bytes[out + 2] !== chars[((b & 15) << 2) | (c >> 6)]) return false;
    if (bytes[out + 3] !== (isLast ? equals : chars[c & 63])) return false;
  }
  return true;
}

/** Reports whether at `at` stand the 32 bytes of `hashes` from `from` on in lower-case hex. */
export function isHexOf(bytes: Buffer, at: number, hashes: Buffer, from: number): boolean {
  for (let i = 0; i < hashLength; i++) {
    const byte = hashes[from + i] as number;
    if (bytes[at + 2 * i] !== hexDigits[byte >> 4] || bytes[at + 2 * i + 1] !== hexDigits[byte & 15]) return false;
  }
  return true;
}

/** Puts the 16 bytes whose base64 stands at `at` into `to`. Reports whether it is their one base64 form. */
export function readSalt(bytes: Buffer, at: number, to: Uint8Array, toAt: number): boolean {
  let out = toAt;
  let seen = 0;
  for (let i = at; i < at + 20; i += 4) {
    const a = decoded(bytes, i);
    const b = decoded(bytes, i + 1);
    const c = decoded(bytes, i + 2);
    const d = decoded(bytes, i + 3);
    seen |= a | b | c | d;
    to[out] = (a << 2) | (b >> 4);
    to[out + 1] = (b << 4) | (c >> 2);
    to[out + 2] = (c << 6) | d;
    out += 3;
  }
  const a = decoded(bytes, at + 20);
  const b = decoded(bytes, at + 21);
  seen |= a | b;
  to[out] = (a << 2) | (b >> 4);
  return seen < 64 && (b & 15) === 0 && bytes[at + 22] === equals && bytes[at + 23] === equals;
}

function decoded(bytes: Buffer, at: number): number {
  return at < bytes.length ? (charValues[bytes[at] as number] as number) : noChar;
}

const equals = 0x3d;
const chars = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const noChar = 0xff;
const charValues = new Uint8Array(256).fill(noChar);
chars.forEach((char, value) => {
  charValues[char] = value;
});
const hexDigits = Buffer.from('0123456789abcdef');
