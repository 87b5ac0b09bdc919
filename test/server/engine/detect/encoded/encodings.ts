/**
 * Ways to encode a text, each with the encoded form of a part of it: what a finding of that part should cover.
 */

import { deflateSync, gzipSync } from 'node:zlib';

export interface Encoded {
  readonly text: string;
  /** The smallest range of `text` that encodes the part, `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

/** Encodes `before + part + after`. */
export type Encoding = (before: string, part: string, after: string) => Encoded;

/** Each character by itself, with something around all of them. */
function each(write: (character: string) => string, open: string, close: string, separator = ''): Encoding {
  return (before, part, after) => {
    const all = [...(before + part + after)].map(write);
    const first = [...before].length;
    const last = first + [...part].length;
    const lead = all.slice(0, first).map((code) => code + separator);
    const from = open.length + lead.join('').length;
    return {
      text: open + all.join(separator) + close,
      from,
      to: from + all.slice(first, last).join(separator).length,
    };
  };
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, '0');
}

function base64As(digits: (bytes: Buffer) => string, open: string, close: string): Encoding {
  return (before, part, after) => {
    const start = Buffer.byteLength(before);
    const end = start + Buffer.byteLength(part);
    const text = digits(Buffer.from(before + part + after));
    const from = open.length + Math.floor(start / 3) * 4;
    const to = open.length + Math.min(text.length, Math.ceil(end / 3) * 4);
    return { text: open + text + close, from, to };
  };
}

function packedAs(pack: (bytes: Buffer) => Buffer, format: 'base64' | 'hex', open: string, close: string): Encoding {
  return (before, part, after) => {
    const text = pack(Buffer.from(before + part + after)).toString(format);
    return { text: open + text + close, from: open.length, to: open.length + text.length };
  };
}

/** Encodings of text of any characters. */
export const encodings: Readonly<Record<string, Encoding>> = {
  base64: base64As((bytes) => bytes.toString('base64'), 'value: "', '"'),
  'base64 in a data URI': base64As((bytes) => bytes.toString('base64'), 'href="data:text/plain;base64,', '"'),
  base64url: base64As((bytes) => bytes.toString('base64url'), "value = '", "'"),
  'gzip in base64': packedAs(gzipSync, 'base64', 'data=', '\n'),
  'zlib in base64': packedAs(deflateSync, 'base64', '"', '"'),
  'gzip in hex': packedAs(gzipSync, 'hex', '"', '"'),
};

/** Encodings of printable ASCII. */
export const asciiEncodings: Readonly<Record<string, Encoding>> = {
  ...encodings,
  hex: each(hexOf, "unhex('", "')"),
  '\\x escapes': each((character) => `\\x${hexOf(character)}`, 'x = "', '"'),
  '\\u escapes': each((character) => `\\u00${hexOf(character)}`, 'x = "', '"'),
  '\\u{} escapes': each((character) => `\\u{${hexOf(character)}}`, 'x = "', '"'),
  'octal escapes': each((character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`, 'x = "', '"'),
  'percent encoding': each((character) => `%${hexOf(character)}`, 'https://host/?q=', ' '),
  'decimal references': each((character) => `&#${character.charCodeAt(0)};`, '<p>', '</p>'),
  'hexadecimal references': each((character) => `&#x${hexOf(character)};`, '<p>', '</p>'),
  'decimal codes': each((character) => `${character.charCodeAt(0)}`, 'String.fromCharCode(', ')', ','),
  'decimal codes over lines': each((character) => `${character.charCodeAt(0)}`, '[\n  ', '\n]', ',\n  '),
  'hexadecimal codes': each((character) => `0x${hexOf(character)}`, 'char s[] = {', '}', ', '),
  'a dump of bytes': each(hexOf, '', '\n', ' '),
  'UTF-16 in base64': (before, part, after) => {
    const text = Buffer.from(before + part + after, 'utf16le').toString('base64');
    const open = 'powershell -EncodedCommand ';
    const from = open.length + Math.floor((before.length * 2) / 3) * 4;
    return {
      text: open + text,
      from,
      to: open.length + Math.min(text.length, Math.ceil(((before.length + part.length) * 2) / 3) * 4),
    };
  },
};
