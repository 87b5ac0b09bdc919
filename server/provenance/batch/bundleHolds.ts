/**
 * The quick half of a full bundle's verification: says that everything holds, or that it takes a closer look. Whatever is
 * not exactly as the log writes it takes one, so that only the closer look has to tell what is wrong.
 */

import { prefixLength } from '../checkedLine';
import { saltLength } from '../commitment';
import { type Hash, hashLength } from '../merkle';
import { tileWidth } from '../tile';
import { hashRanges } from './hashBatch';
import { isBase64Of, isHexOf, readSalt, saltChars } from './hashText';
import { leafHashes, wholeHash } from './treeHash';

/** Where the entries of a full bundle begin and end. */
export interface Places {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Returns where the bundle's 256 entries stand, `undefined` where it does not hold exactly as many. */
export function findEntries(bundle: Buffer): Places | undefined {
  const starts = new Int32Array(tileWidth);
  const ends = new Int32Array(tileWidth);
  let end = 0;
  for (let i = 0; i < tileWidth; i++) {
    const start = end + 2;
    if (start > bundle.length) return undefined;
    end = start + ((bundle[start - 2] as number) << 8) + (bundle[start - 1] as number);
    starts[i] = start;
    ends[i] = end;
  }
  return end === bundle.length ? { starts, ends } : undefined;
}

/** Returns the hash of the bundle's leaves where bundle and tile hold the same, `undefined` where they may not. */
export function bundleHolds(bundle: Buffer, { starts, ends }: Places, tile: Buffer | undefined): Hash | undefined {
  if (tile?.length !== tileWidth * hashLength) return undefined;
  return leafHashes(bundle, starts, ends).equals(tile) ? wholeHash(tile) : undefined;
}

/**
 * Reports whether the openings are certainly those of these entries, from index `first`: a checked line for each with a
 * path and perhaps the salt of a text, which opens the path's commitment.
 */
export function openingsHold(bytes: Buffer, first: number, bundle: Buffer, entries: Places): boolean {
  const lines = findLines(bytes, first);
  if (!lines) return false;
  const { texts, lineEnds, values, valueEnds, salts } = lines;
  const hashes = leafHashes(bytes, texts, lineEnds);
  const commitments = hashRanges(bytes, values, valueEnds, { bytes: salts, width: saltLength });
  // Entries are much alike: those of one length mostly have it at the same place.
  const placeByLength = new Uint16Array(256);
  for (let i = 0; i < tileWidth; i++) {
    const start = entries.starts[i] as number;
    const end = entries.ends[i] as number;
    const alike = (end - start) % placeByLength.length;
    let at = start + (placeByLength[alike] as number);
    if (!hasTarget(bundle, at, end)) {
      at = bundle.indexOf(target, start);
      if (at < 0 || !hasTarget(bundle, at, end)) return false;
      placeByLength[alike] = at - start;
    }
    const hex = at + target.length;
    if (!isHexOf(bundle, hex, commitments, i * hashLength) || bundle[hex + 2 * hashLength] !== quote) return false;
    if (!isBase64Of(bytes, (texts[i] as number) - prefixLength, hashes, i * hashLength)) return false;
  }
  return true;
}

const indexStart = Buffer.from('{"index":');
const saltStart = Buffer.from(',"path":{"salt":"');
const valueStart = Buffer.from('","value":"');
const textStart = Buffer.from(',"text":{"salt":"');
const target = Buffer.from('"target":{"path":"commit:sha256:');
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const closeBrace = 0x7d;
const newline = 0x0a;

/** Where the lines have what is checked: their texts, the values of their paths, and those salts decoded. */
interface Lines {
  readonly texts: Int32Array;
  readonly lineEnds: Int32Array;
  readonly values: Int32Array;
  readonly valueEnds: Int32Array;
  readonly salts: Uint8Array;
}

/** Returns what 256 lines of openings hold that are nothing else, `undefined` where there may be something else. */
function findLines(bytes: Buffer, first: number): Lines | undefined {
  const texts = new Int32Array(tileWidth);
  const lineEnds = new Int32Array(tileWidth);
  const values = new Int32Array(tileWidth);
  const valueEnds = new Int32Array(tileWidth);
  const salts = new Uint8Array(tileWidth * saltLength);
  let line = 0;
  for (let i = 0; i < tileWidth; i++) {
    const text = line + prefixLength;
    if (bytes[text - 1] !== space || !hasAt(bytes, text, indexStart)) return undefined;
    const afterIndex = skipNumber(bytes, text + indexStart.length, first + i);
    if (afterIndex < 0 || !hasAt(bytes, afterIndex, saltStart)) return undefined;
    const salt = afterIndex + saltStart.length;
    if (!readSalt(bytes, salt, salts, i * saltLength) || !hasAt(bytes, salt + saltChars, valueStart)) return undefined;
    const value = salt + saltChars + valueStart.length;
    let at = value;
    // Escapes, and a line that ends here, are for the closer look.
    for (; bytes[at] !== quote; at++)
      if (at >= bytes.length || bytes[at] === backslash || (bytes[at] as number) < space) return undefined;
    values[i] = value;
    valueEnds[i] = at;
    if (bytes[++at] !== closeBrace) return undefined;
    if (bytes[++at] === comma) {
      if (!hasAt(bytes, at, textStart) || !readSalt(bytes, at + textStart.length, unused, 0)) return undefined;
      at += textStart.length + saltChars;
      if (bytes[at++] !== quote || bytes[at++] !== closeBrace) return undefined;
    }
    if (bytes[at++] !== closeBrace || bytes[at] !== newline) return undefined;
    texts[i] = text;
    lineEnds[i] = at;
    line = at + 1;
  }
  return line === bytes.length ? { texts, lineEnds, values, valueEnds, salts } : undefined;
}

/** Returns where the number ends that begins at `at`, -1 where it is another or not in its one form. */
function skipNumber(bytes: Buffer, at: number, number: number): number {
  let unit = 1;
  let end = at + 1;
  for (; unit * 10 <= number; unit *= 10) end++;
  for (let left = number, digit = end - 1; digit >= at; digit--) {
    const rest = Math.floor(left / 10);
    if (bytes[digit] !== 0x30 + left - rest * 10) return -1;
    left = rest;
  }
  return end;
}

/** Reports whether a path's commitment begins at `at`, within the entry that ends at `end`. */
function hasTarget(bundle: Buffer, at: number, end: number): boolean {
  return at + target.length + 2 * hashLength < end && hasAt(bundle, at, target);
}

function hasAt(bytes: Buffer, at: number, expected: Buffer): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}

const unused = new Uint8Array(saltLength);
