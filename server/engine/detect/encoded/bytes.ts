/**
 * Decoded bytes: whether they are text, compressed text or something else, and which byte a character came from.
 *
 * Does not know what the bytes were encoded as.
 */

export type BytesKind = 'text' | 'utf16' | 'gzip' | 'zlib';

/** Characters of decoded text that are fit to read, at least. */
const leastPrintable = 0.9;

/** Made once, since making one takes far longer than most texts; none keeps state between calls. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

/** Returns what bytes that start like these are, or `undefined` for anything but text; a dozen bytes are enough. */
export function sniff(bytes: Uint8Array): BytesKind | undefined {
  const first = bytes[0];
  const second = bytes[1];
  if (first === 0x1f && second === 0x8b && bytes[2] === 8) return 'gzip';
  if (first === 0x78 && (second === 0x01 || second === 0x5e || second === 0x9c || second === 0xda)) return 'zlib';
  if (first === 0xff && second === 0xfe) return isWide(bytes.subarray(2)) ? 'utf16' : undefined;
  if (second === 0) return isWide(bytes) ? 'utf16' : undefined;
  return isText(bytes) ? 'text' : undefined;
}

/** Reports whether bytes are ASCII or UTF-8 without control characters; the last character may be cut off. */
function isText(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      if (!isPrintable(byte)) return false;
      continue;
    }
    const more =
      byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xc2 && byte < 0xe0 ? 1 : 0;
    if (more === 0) return false;
    for (let k = 0; k < more && i + 1 < bytes.length; k++) if ((bytes[++i]! & 0xc0) !== 0x80) return false;
  }
  return true;
}

function isWide(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  for (let i = 0; i + 1 < bytes.length; i += 2) if (bytes[i + 1] !== 0 || !isPrintable(bytes[i]!)) return false;
  return true;
}

/** Reports whether a character may stand in readable ASCII text, line ends and tabs among them. */
export function isPrintable(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || (code >= 9 && code <= 13);
}

/** Text read from bytes. */
export interface BytesText {
  readonly text: string;
  /** Returns the range of bytes that hold a range of the text. */
  bytes(from: number, to: number): { readonly from: number; readonly to: number };
}

/** Returns the text of bytes, or `undefined` where more than a tenth of it can't be read. */
export function toText(bytes: Uint8Array, kind: 'text' | 'utf16'): BytesText | undefined {
  if (kind === 'utf16') {
    const text = utf16.decode(bytes.subarray(0, bytes.length & ~1));
    return isReadable(text) ? { text, bytes: (from, to) => ({ from: from * 2, to: to * 2 }) } : undefined;
  }
  const text = fromUtf8(bytes);
  if (text === undefined) {
    const latin = latin1.decode(bytes);
    return isReadable(latin) ? { text: latin, bytes: (from, to) => ({ from, to }) } : undefined;
  }
  if (!isReadable(text)) return undefined;
  return {
    text,
    bytes(from, to) {
      const start = utf8Length(text, 0, from);
      return { from: start, to: start + utf8Length(text, from, to) };
    },
  };
}

function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(withoutCutCharacter(bytes));
  } catch {
    return undefined;
  }
}

/** Leaves out the beginning of a character whose end is missing. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

function isReadable(text: string): boolean {
  let readable = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isPrintable(code) || (code >= 0xa0 && code !== 0xfffd)) readable++;
  }
  return readable >= text.length * leastPrintable;
}

function utf8Length(text: string, from: number, to: number): number {
  let length = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    // Each half of a surrogate pair stands for two of its four bytes.
    length += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return length;
}
