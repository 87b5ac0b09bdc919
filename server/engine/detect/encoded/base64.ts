/**
 * Base64 and base64url, RFC 4648 sections 4 and 5, in one run or wrapped over lines and string literals.
 *
 * Most runs of these characters are names, hashes or images: a look at the first bytes is all that they get.
 */

import { takeBytes } from './byteRun';
import { type BytesKind, isPrintable, sniff, toText } from './bytes';
import type { Sink } from './sink';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Characters of a run that are looked at first: they make 12 bytes. */
const headLength = 16;
const secondLook = 256;
/** Shorter lines are not taken for the lines of one wrapped text. */
const shortestLine = 40;
const shortestLiteral = 16;

const values = new Uint8Array(128).fill(255);
for (const [index, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  values[character.charCodeAt(0)] = index;
}
values[0x2d] = 62;
values[0x5f] = 63;

const newline = /\r?\n[ \t]{0,40}/y;
const escapedNewline = /(?:\\r)?\\n|\\\r?\n/y;
const literalSeam = /(?:\\r)?(?:\\n)?(["'`])[ \t]{0,20}[+.&]?[ \t]{0,20}(?:\\?\r?\n[ \t]{0,60})?[+.&]?[ \t]{0,20}\1/y;
const literalEnd = /={0,2}(?:\\r)?(?:\\n)?["'`]/y;

/** Where in a run of base64 characters something begins, and what it seems to be. */
export interface Beginning {
  readonly start: number;
  readonly kind: BytesKind;
}

/** Finds what begins in the run from `from` to `to`, of which no more is read than the run and the character before. */
export function findBeginning(text: string, from: number, to: number, shortest: number): Beginning | undefined {
  // A run may begin with the end of an escape, of a path or of a name.
  const escaped = text.charCodeAt(from - 1) === 0x5c;
  const last = to - shortest;
  let more = 3;
  for (let start = escaped && from < last ? from + 1 : from; ; ) {
    const kind = kindAt(text, start);
    if (kind !== undefined) return { start, kind };
    while (start < last && start < from + 40 && !isSeparator(text.charCodeAt(start))) start++;
    if (start >= last || start >= from + 40 || more-- === 0) return undefined;
    start++;
  }
}

/** Looks at the run of base64 characters from `from` to `to`; returns where it ends with all its parts. */
export function takeBase64(text: string, from: number, to: number, shortest: number, sink: Sink): number {
  const beginning = findBeginning(text, from, to, shortest);
  if (beginning === undefined || isTokenPart(text, from, to)) return to;
  return takeFrom(text, beginning.start, to, beginning.kind, sink);
}

/** Returns what the bytes seem to be of which 16 characters from `start` on are the first. */
function kindAt(text: string, start: number): BytesKind | undefined {
  if (startsLikeZlib(text, start)) return sniffAt(text, start);
  // Most runs are names and end at one of the first bytes, so those are looked at one by one.
  let bits = 0;
  let follow = 0;
  for (let i = 0; i < headLength; i++) {
    bits = ((bits << 6) | valueAt(text, start + i)) & 0xffff;
    const phase = i & 3;
    if (phase === 0) continue;
    const byte = (bits >> (6 - phase * 2)) & 0xff;
    if (follow > 0) {
      if ((byte & 0xc0) !== 0x80) return undefined;
      follow--;
    } else if (byte >= 0xc2 && byte < 0xf5) follow = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    else if (!isPrintable(byte)) {
      const isMagic = (i === 1 && (byte === 0x1f || byte === 0xff)) || (i === 2 && byte === 0);
      return isMagic ? sniffAt(text, start) : undefined;
    }
  }
  return 'text';
}

function sniffAt(text: string, start: number): BytesKind | undefined {
  return sniff(decode(text, [{ from: start, to: start + headLength }], headLength));
}

/** 0x78 and one of the four flag bytes that follow it. */
function startsLikeZlib(text: string, start: number): boolean {
  return text.charCodeAt(start) === 0x65 && 'AFJN'.includes(text.charAt(start + 1));
}

function valueAt(text: string, at: number): number {
  return values[text.charCodeAt(at)] ?? 255;
}

function isSeparator(code: number): boolean {
  return code === 0x2f || code === 0x2d || code === 0x5f || code === 0x2b;
}

function takeFrom(text: string, start: number, to: number, kind: BytesKind, sink: Sink): number {
  const parts = [{ from: start, to }, ...continuations(text, { from: start, to }, sink.room * 2)];
  const end = parts.at(-1)!.to;
  // Images and programs may begin with a few readable bytes.
  if (kind === 'text' && toText(decode(text, parts, secondLook), kind) === undefined) return end;
  const bytes = decode(text, parts, Math.min(end - start, Math.ceil((sink.room * 4) / 3)));
  if (!sink.spend(end - start)) return end;
  const padded = withPadding(text, end);
  const outer = (first: number, last: number) => ({
    from: offsetOf(parts, Math.floor(first / 3) * 4) ?? start,
    to: (offsetOf(parts, Math.ceil(last / 3) * 4 - 1) ?? padded - 1) + 1,
  });
  takeBytes(text, { bytes, kind, from: start, to: padded, guess: false, outer }, sink);
  return end;
}

/** Reports whether a run is a part of a JSON web token, which has a detector of its own. */
function isTokenPart(text: string, from: number, to: number): boolean {
  return (text.charCodeAt(from - 1) === 0x2e || text.charCodeAt(to) === 0x2e) && text.startsWith('eyJ', from);
}

function* continuations(text: string, first: Range, most: number): Generator<Range> {
  let previous = first;
  let total = first.to - first.from;
  while (total < most && text.charCodeAt(previous.to) !== 0x3d) {
    const next = nextPart(text, previous, first);
    if (next === undefined) return;
    yield next;
    total += next.to - next.from;
    previous = next;
  }
}

function nextPart(text: string, previous: Range, first: Range): Range | undefined {
  const width = first.to - first.from;
  const seam = matchAt(literalSeam, text, previous.to);
  const line = seam === 0 ? matchAt(newline, text, previous.to) || matchAt(escapedNewline, text, previous.to) : 0;
  if (seam + line === 0 || width < (seam > 0 ? shortestLiteral : shortestLine)) return undefined;
  if (line > 0 && previous.to - previous.from !== width) return undefined;
  const from = previous.to + seam + line;
  const limit = line > 0 ? from + width + 1 : text.length;
  let to = from;
  while (to < limit && (values[text.charCodeAt(to)] ?? 255) < 64) to++;
  const fits = line > 0 ? to - from <= width : matchAt(literalEnd, text, to) > 0;
  return fits && to > from ? { from, to } : undefined;
}

function matchAt(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex - at : 0;
}

function decode(text: string, parts: readonly Range[], most: number): Uint8Array {
  const bytes = new Uint8Array(Math.floor((most * 3) / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  for (const { from, to } of parts) {
    for (let i = from; i < to && length < bytes.length; i++) {
      bits = ((bits << 6) | values[text.charCodeAt(i)]!) & 0xffffff;
      count += 6;
      if (count < 8) continue;
      count -= 8;
      bytes[length++] = bits >> count;
    }
  }
  return bytes.subarray(0, length);
}

/** Returns where the base64 character of this number stands, if there is one. */
function offsetOf(parts: readonly Range[], index: number): number | undefined {
  let left = index;
  for (const { from, to } of parts) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return undefined;
}

function withPadding(text: string, end: number): number {
  let to = end;
  while (to < end + 2 && text.charCodeAt(to) === 0x3d) to++;
  return to;
}
