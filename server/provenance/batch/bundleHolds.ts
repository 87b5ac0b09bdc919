/**
 * The quick half of a full bundle's verification: says that everything holds, or that it takes a closer look. Whatever is
 * not exactly as the log writes it takes one, so that only the closer look has to tell what is wrong.
 */

import type { Hash } from '../merkle';
import { hashRanges } from './hashBatch';
import { wholeHash } from './treeHash';

const hashLength = 32;
const tileWidth = 256;

const leafPrefix = Uint8Array.of(0);
const empty = Buffer.alloc(0);

/**
 * Returns the hash of the bundle's 256 leaves where bundle and tile hold the same, `undefined` where they may not.
 * `offsets` are those of the entries' lengths in the bundle, two bytes before each.
 */
export function bundleHolds(
  bundle: Buffer,
  { entries, offsets }: { readonly entries: readonly Buffer[]; readonly offsets: readonly number[] },
  tile: Buffer | undefined,
): Hash | undefined {
  if (entries.length !== tileWidth || tile?.length !== tileWidth * hashLength) return undefined;
  const starts = offsets.map((offset) => offset + 2);
  const ends = starts.map((start, i) => start + (entries[i] as Buffer).length);
  return hashRanges(bundle, starts, ends, () => leafPrefix).equals(tile) ? wholeHash(tile) : undefined;
}

/** Where an opening's line has what is checked: text from `text`, ending before `end`, with a path from `value`. */
interface Place {
  readonly line: number;
  readonly text: number;
  readonly end: number;
  readonly salt: Uint8Array;
  readonly value: number;
  readonly valueEnd: number;
}

/**
 * Reports whether the openings are certainly those of these entries, from index `first`: a checked line for each with a
 * path and perhaps the salt of a text, which opens the path's commitment.
 */
export function openingsHold(bytes: Buffer, first: number, entries: readonly Buffer[]): boolean {
  const places: Place[] = [];
  let offset = 0;
  for (let i = 0; i < entries.length; i++) {
    const place = findPlace(bytes, offset, first + i);
    if (!place) return false;
    places.push(place);
    offset = place.end + 1;
  }
  if (offset !== bytes.length) return false;
  const hashes = hashRanges(
    bytes,
    places.map(({ text }) => text),
    places.map(({ end }) => end),
    () => leafPrefix,
  );
  const commitments = hashRanges(
    bytes,
    places.map(({ value }) => value),
    places.map(({ valueEnd }) => valueEnd),
    (i) => (places[i] as Place).salt,
  );
  return places.every(
    ({ line }, i) =>
      isBase64Of(bytes, line, hashes, i * hashLength) && opens(entries[i] ?? empty, commitments, i * hashLength),
  );
}

const indexStart = Buffer.from('{"index":');
const saltStart = Buffer.from(',"path":{"salt":"');
const valueStart = Buffer.from('","value":"');
const textStart = Buffer.from(',"text":{"salt":"');
const target = Buffer.from('"target":{"path":"commit:sha256:');
/** Characters of a line before its text: base64 of the hash and a space. */
const prefixLength = 45;
/** Characters of a salt in base64. */
const saltLength = 24;

function findPlace(bytes: Buffer, line: number, index: number): Place | undefined {
  const text = line + prefixLength;
  const afterIndex = hasAt(bytes, text, indexStart) ? skipNumber(bytes, text + indexStart.length, index) : undefined;
  if (afterIndex === undefined || bytes[text - 1] !== 0x20) return undefined;
  const saltAt = afterIndex + saltStart.length;
  const salt = hasAt(bytes, afterIndex, saltStart) ? parseSalt(bytes, saltAt) : undefined;
  const value = saltAt + saltLength + valueStart.length;
  if (!salt || !hasAt(bytes, value - valueStart.length, valueStart)) return undefined;
  let at = value;
  // Escapes, and a line that ends here, are for the closer look.
  for (; bytes[at] !== 0x22; at++)
    if (at >= bytes.length || bytes[at] === 0x5c || (bytes[at] as number) < 0x20) return undefined;
  const valueEnd = at;
  if (bytes[at + 1] !== 0x7d) return undefined;
  at += 2;
  if (bytes[at] === 0x2c) {
    at += textStart.length;
    if (!hasAt(bytes, at - textStart.length, textStart) || !parseSalt(bytes, at)) return undefined;
    at += saltLength;
    if (bytes[at] !== 0x22 || bytes[at + 1] !== 0x7d) return undefined;
    at += 2;
  }
  return bytes[at] === 0x7d && bytes[at + 1] === 0x0a ? { line, text, end: at + 1, salt, value, valueEnd } : undefined;
}

/** Returns where the number ends that begins at `at`, `undefined` where it is another or not in its one form. */
function skipNumber(bytes: Buffer, at: number, number: number): number | undefined {
  let unit = 1;
  while (unit * 10 <= number) unit *= 10;
  for (let left = number; unit >= 1; unit /= 10) {
    const digit = Math.floor(left / unit);
    if (bytes[at++] !== 0x30 + digit) return undefined;
    left -= digit * unit;
  }
  return at;
}

/** Returns the 16 bytes of the salt, `undefined` where it is not in their one base64 form. */
function parseSalt(bytes: Buffer, at: number): Uint8Array | undefined {
  const salt = new Uint8Array(16);
  let held = 0;
  for (let i = 0, out = 0; i < 22; i++) {
    const value = values[bytes[at + i] as number] as number;
    if (value > 63) return undefined;
    held = (held << 6) | value;
    if (i % 4 === 3) {
      salt[out++] = held >> 16;
      salt[out++] = held >> 8;
      salt[out++] = held;
      held = 0;
    }
  }
  salt[15] = held >> 4;
  return (held & 15) === 0 && bytes[at + 22] === 0x3d && bytes[at + 23] === 0x3d ? salt : undefined;
}

/** Reports whether at `at` stands the base64 of the 32 bytes of `hashes` from `from` on. */
function isBase64Of(bytes: Buffer, at: number, hashes: Buffer, from: number): boolean {
  for (let i = 0, out = at; i < 33; i += 3, out += 4) {
    const a = hashes[from + i] as number;
    const b = hashes[from + i + 1] as number;
    const c = i < 30 ? (hashes[from + i + 2] as number) : 0;
    if (bytes[out] !== chars[a >> 2] || bytes[out + 1] !== chars[((a & 3) << 4) | (b >> 4)]) return false;
    if (bytes[out + 2] !== chars[((b & 15) << 2) | (c >> 6)]) return false;
    if (bytes[out + 3] !== (i < 30 ? chars[c & 63] : 0x3d)) return false;
  }
  return true;
}

/** Reports whether the entry's path is committed to by the 32 bytes of `commitments` from `from` on. */
function opens(leaf: Buffer, commitments: Buffer, from: number): boolean {
  // Entries are much alike: mostly it stands where it stood in the last one, seen from either end.
  const [fromStart, fromEnd] = lastTarget;
  let at = leaf.length - fromEnd;
  if (!hasAt(leaf, at, target)) at = fromStart;
  if (!hasAt(leaf, at, target)) at = leaf.indexOf(target);
  if (at < 0) return false;
  lastTarget = [at, leaf.length - at];
  at += target.length;
  for (let i = 0; i < hashLength; i++) {
    const byte = commitments[from + i] as number;
    if (leaf[at + 2 * i] !== hexDigits[byte >> 4] || leaf[at + 2 * i + 1] !== hexDigits[byte & 15]) return false;
  }
  return leaf[at + 2 * hashLength] === 0x22;
}

let lastTarget: readonly [number, number] = [0, 0];

function hasAt(bytes: Buffer, at: number, expected: Buffer): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}

const chars = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const values = new Uint8Array(256).fill(255);
chars.forEach((char, value) => {
  values[char] = value;
});
const hexDigits = Buffer.from('0123456789abcdef');
