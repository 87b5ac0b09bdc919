/**
 * Escapes in string literals of JSON, JavaScript, Python, C and their kin: `\n`, `\"`, `\/`, `\x41`, `\u0041`, `\101`.
 *
 * Ordinary code is full of backslashes; what is decoded is the surroundings of those that stand before a name with a
 * value, between letters that could have been written plainly, or in a string that holds JSON or the like.
 */

import { isPrintable } from './bytes';
import { hexValue } from './hex';
import { buildPiece, type PieceBuilder } from './piece';
import type { Sink } from './sink';

const contextBefore = 100;
const contextAfter = 200;
const longestRegion = 4096;

const backslash = 0x5c;
const lineFeed = 0x0a;
/** A line break, then a name and a value, or a token. */
const lineOfInterest = /\\[nrt](?:[\w.-]{2,60}["']? ?[=:]|[\w-]{20}|[-]{5}BEGIN )/y;
const coded = /\\(?:x([0-9a-fA-F]{2})|u00([0-9a-fA-F]{2})|u\{0{0,4}([0-9a-fA-F]{2})\}|([01][0-7]{2}))/y;
const simple: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '`': '`',
  '/': '/',
  '\\': '\\',
};

/** Hands over the text around escapes that may hide something. */
export function lookForEscapes(text: string, sink: Sink): void {
  let floor = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    if (!isOfInterest(text, at)) {
      at += 2;
      continue;
    }
    const from = startBefore(text, at, floor);
    const to = endAfter(text, at, from + longestRegion);
    if (sink.room <= 0 || !sink.spend(to - from)) return;
    const piece = buildPiece(text);
    at = Math.max(at + 2, decodeRegion(text, from, to, piece));
    floor = at - contextBefore;
    sink.take(piece.build());
  }
}

function isOfInterest(text: string, at: number): boolean {
  switch (text.charCodeAt(at + 1)) {
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      if (!isWordAt(text, at + 2) && text.charCodeAt(at + 2) !== 0x2d) return false;
      lineOfInterest.lastIndex = at;
      return lineOfInterest.test(text);
    case 0x22: // "
      return isQuoteOfInterest(text, at);
    case 0x2f: // /
      return text.charCodeAt(at - 1) === 0x3a && text.startsWith('\\/', at + 2);
    case 0x78: // x
    case 0x75: // u
    case 0x30: // 0
    case 0x31: // 1
      return isCodeOfInterest(text, at);
    case lineFeed:
      return isWordAt(text, at - 1) && isWordAt(text, at + 2);
    case 0x0d: // CR
      return isWordAt(text, at - 1) && text.charCodeAt(at + 2) === lineFeed && isWordAt(text, at + 3);
    default:
      return false;
  }
}

/** JSON in a string has `\":` after its names; a shell command in one has `=\"` before its values. */
function isQuoteOfInterest(text: string, at: number): boolean {
  if (text.charCodeAt(at + 2) === 0x3a) return true;
  const before = text.charCodeAt(at - 1) === 0x20 ? at - 2 : at - 1;
  const operator = text.charCodeAt(before);
  if (operator !== 0x3d && operator !== 0x3a) return false;
  const left = text.slice(Math.max(0, at - contextBefore), at);
  return left.lastIndexOf('<') <= left.lastIndexOf('>');
}

/** A printable character written as a code, next to another one or within a word. */
function isCodeOfInterest(text: string, at: number): boolean {
  if (text.charCodeAt(at + 1) === 0x75 && text.charCodeAt(at + 2) !== 0x7b && !text.startsWith('00', at + 2))
    return false;
  const code = codeAt(text, at);
  if (code === undefined || !isPrintable(code)) return false;
  const end = coded.lastIndex;
  if (codeAt(text, end) !== undefined) return codeAt(text, coded.lastIndex) !== undefined;
  for (let i = end; i < end + 6; i++) if (!isWordAt(text, i)) return false;
  return true;
}

/** Returns the code of the escape at `at`, with its end in `coded.lastIndex`. */
function codeAt(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== backslash || !isCodeStart(text.charCodeAt(at + 1))) return undefined;
  coded.lastIndex = at;
  const match = coded.exec(text);
  if (match === null) return undefined;
  const hex = match[1] ?? match[2] ?? match[3];
  return hex === undefined ? Number.parseInt(match[4]!, 8) : Number.parseInt(hex, 16);
}

/** x, u, 0 or 1. */
function isCodeStart(code: number): boolean {
  return code === 0x78 || code === 0x75 || code === 0x30 || code === 0x31;
}

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return !Number.isNaN(hexValue(code)) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function startBefore(text: string, at: number, floor: number): number {
  let from = at;
  const least = Math.max(floor, at - contextBefore);
  while (from > least && text.charCodeAt(from - 1) !== lineFeed) from--;
  let slashes = 0;
  while (slashes < contextBefore && text.charCodeAt(from - 1 - slashes) === backslash) slashes++;
  return slashes % 2 === 1 && from > floor ? Math.min(at, from + 1) : from;
}

/** A region goes on as long as there is another backslash near; it ends with its line, but for an escaped line end. */
function endAfter(text: string, at: number, most: number): number {
  let to = Math.min(text.length, at + contextAfter);
  for (let i = at + 2; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === backslash) {
      to = Math.min(text.length, most, Math.max(to, i + contextAfter));
      i += text.charCodeAt(i + 1) === 0x0d ? 2 : 1;
    } else if (code === lineFeed) return i;
  }
  return to;
}

/** Decodes from `from` to about `to`; returns where it stopped. */
function decodeRegion(text: string, from: number, to: number, piece: PieceBuilder): number {
  let kept = from;
  let at = from;
  for (;;) {
    const next = text.indexOf('\\', at);
    if (next < 0 || next >= to) break;
    const continued = text.charCodeAt(next + 1) === lineFeed ? 2 : text.startsWith('\r\n', next + 1) ? 3 : 0;
    const code = codeAt(text, next);
    const decoded =
      code === undefined ? simple[text[next + 1] ?? ''] : isPrintable(code) ? String.fromCharCode(code) : undefined;
    if (continued === 0 && decoded === undefined) {
      at = next + 2;
      continue;
    }
    piece.keep(kept, next);
    at = continued > 0 ? next + continued : code === undefined ? next + 2 : coded.lastIndex;
    if (decoded !== undefined) piece.put(decoded, next, at);
    kept = at;
  }
  const end = Math.min(text.length, Math.max(to, kept));
  piece.keep(kept, end);
  return end;
}
