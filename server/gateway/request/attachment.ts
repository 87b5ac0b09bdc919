/**
 * Files that a request carries as base64, in a string of their own or a `data:` URL (RFC 2397).
 *
 * Short ones are left to the scanner, which looks into base64 itself; here are those beyond its limits.
 */

import { Buffer } from 'node:buffer';

export type Attachment =
  /** Can be looked at and be written again: `prefix` is what stands before the base64. */
  | { readonly kind: 'text'; readonly text: string; readonly prefix: string }
  /** Images, sound and film. They can't be looked at; their label is the default one, as of any text without a path. */
  | { readonly kind: 'media' }
  /** Documents and archives that hold text which can't be looked at. */
  | { readonly kind: 'document'; readonly format: string };

const shortest = 512;
const headLength = 32;
const dataUrl = /^data:[^,]{0,200};base64,/i;
const base64 = /^[A-Za-z0-9+/_\r\n-]+={0,2}\s{0,2}$/;

/** First bytes, `.` for any. */
const media = [
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'RIFF',
  'BM....\0\0\0\0',
  'II*\0',
  'MM\0*',
  '....ftyp',
  'ID3',
  '\xff\xfb',
  '\xff\xf3',
  '\xff\xf1',
  'OggS',
  'fLaC',
  '\x1aE\xdf\xa3',
];
const documents: readonly (readonly [magic: string, format: string])[] = [
  ['%PDF-', 'PDF'],
  ['PK\x03\x04', 'ZIP or Office'],
  ['\xd0\xcf\x11\xe0', 'Office'],
  ['7z\xbc\xaf', '7z'],
  ['Rar!', 'RAR'],
  ['\x1f\x8b\x08', 'gzip'],
  ['BZh', 'bzip2'],
  ['\xfd7zXZ', 'xz'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
];

/** Returns what the string carries, `undefined` where it is to be looked at as it is. */
export function readAttachment(text: string): Attachment | undefined {
  if (text.length < shortest && !text.startsWith('data:')) return undefined;
  const prefix = dataUrl.exec(text)?.[0] ?? '';
  if (prefix === '' && text.length < shortest) return undefined;
  const body = prefix === '' ? text : text.slice(prefix.length);
  if (!base64.test(body)) return undefined;
  const head = Buffer.from(body.slice(0, headLength), 'base64').toString('latin1');
  if (media.some((magic) => startsWith(head, magic))) return { kind: 'media' };
  const document = documents.find(([magic]) => startsWith(head, magic));
  if (document !== undefined) return { kind: 'document', format: document[1] };
  const decoded = decodeText(Buffer.from(body, 'base64'));
  return decoded === undefined ? undefined : { kind: 'text', text: decoded, prefix };
}

/** Returns the string that carries the text. */
export function formatAttachment(prefix: string, text: string): string {
  return prefix + Buffer.from(text, 'utf8').toString('base64');
}

function startsWith(head: string, magic: string): boolean {
  for (let i = 0; i < magic.length; i++) if (magic[i] !== '.' && magic[i] !== head[i]) return false;
  return true;
}

function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
