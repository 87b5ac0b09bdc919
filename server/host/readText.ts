/**
 * Reads one file as text for classification and scanning, in bounded memory.
 *
 * Says what kind of thing it met instead of throwing; it knows nothing of policies or findings.
 */

import { isUtf8 } from 'node:buffer';
import { constants, type FileHandle, open } from 'node:fs/promises';

export interface ReadTextOptions {
  /** Files with more bytes than this are named as too large and not read. */
  readonly maxBytes: number;
}

/**
 * What a path held. `lossy` marks text that was in no encoding we know and was taken byte by byte (ISO 8859-1), so that
 * ASCII in it is still seen; text never holds a byte order mark.
 */
export type ReadTextResult =
  | { readonly kind: 'text'; readonly text: string; readonly lossy?: true }
  | { readonly kind: 'binary' }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly message: string };

const sniffLength = 8192;
const loneSurrogate = /[\ud800-\udfff]/u;

/** Returns the file's text or why there is none; never throws. */
export async function readTextFile(path: string, options: ReadTextOptions): Promise<ReadTextResult> {
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK, opening a FIFO that someone left in the tree would wait for ever.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return failure(error);
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return { kind: 'unreadable', message: 'not a regular file' };
    if (stat.size > options.maxBytes) return { kind: 'too-large', size: stat.size };
    const bytes = await readBytes(handle, stat.size, options.maxBytes);
    if (bytes === undefined) return { kind: 'binary' };
    if (bytes.length > options.maxBytes) return { kind: 'too-large', size: bytes.length };
    return decodeText(bytes);
  } catch (error) {
    return failure(error);
  } finally {
    await handle.close().catch(() => undefined);
  }
}

/** Returns the bytes as text: UTF-8, UTF-16 with a byte order mark, else ISO 8859-1 marked lossy; NUL means binary. */
export function decodeText(bytes: Uint8Array): ReadTextResult {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (hasUtf16Mark(buffer)) return decodeUtf16(buffer);
  if (buffer.includes(0)) return { kind: 'binary' };
  if (!isUtf8(buffer)) return { kind: 'text', text: buffer.toString('latin1'), lossy: true };
  const start = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
  return { kind: 'text', text: buffer.toString('utf8', start) };
}

function decodeUtf16(buffer: Buffer): ReadTextResult {
  const whole = buffer.length % 2 === 0;
  const body = Buffer.from(buffer.subarray(2, whole ? buffer.length : buffer.length - 1));
  if (buffer[0] === 0xfe) body.swap16();
  const text = body.toString('utf16le');
  if (text.includes('\0')) return { kind: 'binary' };
  return whole && !loneSurrogate.test(text) ? { kind: 'text', text } : { kind: 'text', text, lossy: true };
}

function hasUtf16Mark(buffer: Buffer): boolean {
  return (buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff);
}

/** Reads to the end, or just past `maxBytes`; `undefined` where the beginning already shows a binary file. */
async function readBytes(handle: FileHandle, size: number, maxBytes: number): Promise<Buffer | undefined> {
  let buffer = Buffer.allocUnsafe(Math.min(size, maxBytes) + 1);
  let length = 0;
  for (let sniffed = false; ; ) {
    const want = sniffed ? buffer.length - length : Math.min(sniffLength, buffer.length);
    const { bytesRead } = await handle.read(buffer, length, want, null);
    length += bytesRead;
    if (bytesRead === 0 || length > maxBytes) return buffer.subarray(0, length);
    if (!sniffed) {
      sniffed = true;
      const start = buffer.subarray(0, length);
      if (!hasUtf16Mark(start) && start.includes(0)) return undefined;
    }
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(buffer.length * 2, maxBytes + 1));
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
  }
}

function failure(error: unknown): ReadTextResult {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  return { kind: 'unreadable', message: explainFileError(error) };
}

const explanations: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ENXIO: 'not a regular file',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
};

/** Returns a file system error as a few lower-case words, without the path. */
export function explainFileError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  return (code !== undefined && explanations[code]) || code || String(error);
}
