/**
 * Decompression that stops: of gzip and zlib data only so much is unpacked as somebody will look at.
 *
 * Attacker-controlled: a kilobyte can stand for a megabyte, so data goes in a little at a time.
 */

import { Inflate } from 'fflate/browser';
import { sniff } from './bytes';

const firstChunk = 64;
const nextChunk = 512;

/** Returns at most the first `limit` bytes, or `undefined` where the data is broken or no text. */
export function inflate(bytes: Uint8Array, kind: 'gzip' | 'zlib', limit: number): Uint8Array | undefined {
  const start = kind === 'gzip' ? gzipHeaderLength(bytes) : 2;
  if (start === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((chunk) => {
    if (length < limit) chunks.push(chunk.subarray(0, limit - length));
    length += chunk.length;
  });
  let sniffed = false;
  try {
    for (let at = start, size = firstChunk; at < bytes.length && length < limit; at += size, size = nextChunk) {
      stream.push(bytes.subarray(at, at + size), false);
      if (sniffed || length < 12) continue;
      if (sniff(concat(chunks, 12)) !== 'text') return undefined;
      sniffed = true;
    }
  } catch {
    // What came before the damage is still text that somebody can read.
  }
  const whole = concat(chunks, limit);
  return whole.length > 0 && (sniffed || sniff(whole) === 'text') ? whole : undefined;
}

/** RFC 1952, section 2.3. */
function gzipHeaderLength(bytes: Uint8Array): number | undefined {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[10] ?? 0) + ((bytes[11] ?? 0) << 8);
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at < bytes.length ? at : undefined;
}

function concat(chunks: readonly Uint8Array[], limit: number): Uint8Array {
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const whole = new Uint8Array(Math.min(total, limit));
  let at = 0;
  for (const chunk of chunks) {
    if (at >= whole.length) break;
    whole.set(chunk.subarray(0, whole.length - at), at);
    at += chunk.length;
  }
  return whole;
}
