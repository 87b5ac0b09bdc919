/** What framings have in common: bytes in, complete frames out, whatever the bytes were cut into. */

import { Buffer } from 'node:buffer';
import type { Json } from '../types';

/** One event of a stream with the bytes it came in. */
export interface Frame {
  readonly bytes: Uint8Array;
  /** What it holds; `undefined` for what is no JSON: comments, end marks. */
  readonly json: Json | undefined;
}

export interface Framing {
  /** Returns the frames that are complete. Throws `StreamTooLong`. */
  push(chunk: Uint8Array): readonly Frame[];
  /** Returns what is left at the end. */
  end(): readonly Frame[];
  /** Returns the bytes of an event like `frame` that holds something else. */
  format(json: Json, frame: Frame): Uint8Array;
  /** Returns the bytes of an event that tells an error. */
  formatError(json: Json): Uint8Array;
}

export class StreamTooLong extends Error {}

const longestFrame = 16 * 1024 * 1024;

/**
 * Cuts bytes into pieces that `endOf` ends.
 *
 * `endOf` returns where the first piece ends that doesn't end before `from`, or -1 where it needs more bytes.
 */
export function createCutter(endOf: (bytes: Uint8Array, from: number, isLast: boolean) => number) {
  let buffer = new Uint8Array(1024);
  let length = 0;
  let looked = 0;

  /** Calls for `take` with each piece, in place. */
  function cut(bytes: Uint8Array, isLast: boolean, take: (piece: Uint8Array) => void): void {
    let start = 0;
    for (let from = looked; ; from = start) {
      const end = endOf(bytes, from, isLast);
      if (end < 0) break;
      take(bytes.subarray(start, end));
      start = end;
    }
    keep(bytes.subarray(start));
  }

  function keep(rest: Uint8Array): void {
    length = rest.length;
    if (length > buffer.length) buffer = new Uint8Array(length);
    if (length > 0) buffer.set(rest);
    // The last bytes are looked at again: a mark may go on in the next chunk.
    looked = Math.max(0, length - 3);
  }

  function add(chunk: Uint8Array): void {
    if (length + chunk.length > buffer.length) {
      const grown = new Uint8Array(Math.max(2 * buffer.length, length + chunk.length));
      grown.set(buffer.subarray(0, length));
      buffer = grown;
    }
    buffer.set(chunk, length);
    length += chunk.length;
  }

  return {
    push(chunk: Uint8Array): Uint8Array[] {
      if (length + chunk.length > longestFrame) throw new StreamTooLong('an event of the answer is too long');
      const pieces: Uint8Array[] = [];
      if (length === 0) cut(chunk, false, (piece) => pieces.push(piece));
      else {
        add(chunk);
        // The buffer is written to again.
        cut(buffer.subarray(0, length), false, (piece) => pieces.push(piece.slice()));
      }
      return pieces;
    },
    end(): Uint8Array[] {
      const pieces: Uint8Array[] = [];
      cut(buffer.subarray(0, length), true, (piece) => pieces.push(piece.slice()));
      if (length > 0) pieces.push(buffer.slice(0, length));
      length = 0;
      return pieces;
    },
  };
}

/** Returns the pieces one after the other. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Returns bytes as text; faster than `TextDecoder` for the few that an event has. */
export function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

/** Returns what a text holds, `undefined` where it is no JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
