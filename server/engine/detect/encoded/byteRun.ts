/**
 * A run of encoded bytes becomes a piece of text, unpacked where it is compressed.
 *
 * Does not know the run's alphabet: whoever read it says where a range of bytes stands in the text.
 */

import { type BytesKind, toText } from './bytes';
import { inflate } from './inflate';
import type { Piece } from './piece';
import type { Sink } from './sink';

export interface ByteRun {
  readonly bytes: Uint8Array;
  readonly kind: BytesKind;
  readonly from: number;
  readonly to: number;
  readonly guess: boolean;
  outer(fromByte: number, toByte: number): { readonly from: number; readonly to: number };
}

const lineFeed = 10;
/** Shorter text is looked at together with what stands before it: `password: <decoded>`. */
const shortText = 200;
const contextBefore = 80;

/** Hands a run's text to the sink, if it is text. */
export function takeBytes(text: string, run: ByteRun, sink: Sink): void {
  const { bytes, kind, guess } = run;
  if (kind === 'gzip' || kind === 'zlib') {
    const unpacked = inflate(bytes, kind, sink.room);
    const inner = unpacked && toText(unpacked, 'text');
    if (!unpacked || !inner || !sink.spend(unpacked.length)) return;
    const whole = { from: run.from, to: run.to };
    sink.take({ text: inner.text, guess, outer: () => whole, plain: () => false });
    return;
  }
  const inner = toText(bytes, kind);
  if (!inner || inner.text.length === 0) return;
  const outer = (from: number, to: number) => {
    const range = inner.bytes(from, to);
    return run.outer(range.from, range.to);
  };
  sink.take(withContext(text, run, { text: inner.text, guess, outer, plain: () => false }));
}

function withContext(text: string, run: ByteRun, piece: Piece): Piece {
  if (piece.text.length > shortText) return piece;
  let start = run.from;
  while (start > 0 && run.from - start < contextBefore && text.charCodeAt(start - 1) !== lineFeed) start--;
  const before = run.from - start;
  const after = /^["'`]/.exec(text.slice(run.to, run.to + 1))?.[0] ?? '';
  const end = before + piece.text.length;
  return {
    text: text.slice(start, run.from) + piece.text + after,
    guess: piece.guess,
    outer(from, to) {
      const first = from < before ? { from: start + from, to: start + Math.min(to, before) } : undefined;
      const last = to > end ? { from: run.to, to: run.to + to - end } : undefined;
      const middle =
        to > before && from < end ? piece.outer(Math.max(0, from - before), Math.min(to, end) - before) : undefined;
      return { from: (first ?? middle ?? last!).from, to: (last ?? middle ?? first!).to };
    },
    plain: (from, to) => to <= before || from >= end,
  };
}
