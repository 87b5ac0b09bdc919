/**
 * Bytes written as hexadecimal digits without anything between them.
 *
 * Most of them are hashes and ids, whose bytes are no text.
 */

import { takeBytes } from './byteRun';
import { type BytesKind, sniff } from './bytes';
import type { Sink } from './sink';

const headBytes = 12;
const shortestHex = 40;
const notHex = /[^0-9a-f]/i;

/** Returns where the digits of a run begin that is at least 40 of them, perhaps behind `0x`; `undefined` for other runs. */
export function findHex(text: string, from: number, to: number): number | undefined {
  const second = text.charCodeAt(from + 1) === 0x78;
  const first = second ? from + 2 : text.charCodeAt(from) === 0x78 ? from + 1 : from;
  return to - first >= shortestHex && !notHex.test(text.slice(first, to)) ? first : undefined;
}

/** Returns what the digits from `from` on seem to encode. */
export function kindOfHex(text: string, from: number): BytesKind | undefined {
  // Quicker than what follows, and most hashes end here.
  if (hexValue(text.charCodeAt(from)) > 7) return undefined;
  return sniff(decode(text, from, from + headBytes * 2));
}

/** Looks at the run of hexadecimal digits from `from` to `to`. */
export function takeHex(text: string, from: number, to: number, sink: Sink): void {
  const kind = kindOfHex(text, from);
  if (kind === undefined) return;
  const bytes = decode(text, from, Math.min(to, from + sink.room * 2));
  if (!sink.spend(to - from)) return;
  const outer = (first: number, last: number) => ({ from: from + first * 2, to: from + last * 2 });
  takeBytes(text, { bytes, kind, from, to, guess: true, outer }, sink);
}

function decode(text: string, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array((to - from) >> 1);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = hexValue(text.charCodeAt(from + i * 2)) * 16 + hexValue(text.charCodeAt(from + i * 2 + 1));
  }
  return bytes;
}

/** Returns the value of a hexadecimal digit's code, NaN for others. */
export function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : Number.NaN;
}
