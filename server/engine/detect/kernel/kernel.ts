/**
 * Runs the kernel over a text piece by piece: where keywords end, and samples of long runs of characters of one class.
 *
 * The kernel is a little WebAssembly, compiled from assembly/kernel.ts. The process has one; between calls it keeps the
 * indices it has searched with, and until the next one the piece it has read.
 */

import code from './kernelCode.json';
import { longestKeyword, type SearchIndex } from './searchIndex';

/** Called with which of the indices has a keyword, the position behind it and its number there; false ends the search. */
export type KeywordFound = (index: number, end: number, keyword: number) => boolean;

/** Positions of characters in long stretches of one class, ascending. */
export interface Samples {
  /** In runs of at least 32 base64 characters: each has one, and some that have one are shorter. */
  readonly runs: readonly number[];
  /** In stretches of digits, letters to `f`, `x`, commas and blanks: each that may be a list of numbers has one. */
  readonly lists: readonly number[];
}

/** A part of a text. */
interface Part {
  readonly from: number;
  readonly to: number;
}

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  layOut(
    raw: number,
    folded: number,
    places: number,
    samples: number,
    room: number,
    runBytes: number,
    hits: number,
    hitRoom: number,
  ): void;
  fold(length: number): void;
  search(index: number, length: number, from: number): number;
  runCount(): number;
  listCount(): number;
  toUnits(list: number, count: number, stride: number): void;
}

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const pieceLength = 16_384;
/** So much of what stands before a piece is read again with it: keywords and samples reach over its beginning. */
const shortestOverlap = 48;
/** UTF-8 has up to three bytes for a code unit. */
const mostBytes = 3 * (pieceLength + longestKeyword + shortestOverlap);
const padding = 64;
/** Of all indices that stay in memory together. */
const mostIndexBytes = 16_000_000;

const rawAt = 1024;
const foldedAt = rawAt + mostBytes + padding;
const placesAt = foldedAt + mostBytes + padding;
const samplesAt = placesAt + 4 * mostBytes + padding;
const sampleRoom = mostBytes / 4;
const runBytesAt = samplesAt + 2 * sampleRoom;
const indicesAt = runBytesAt + 256;
const hitBytes = 8;
const pageBytes = 65_536;
/** Parts in which more keywords end than there is room for are searched in halves, down to this. */
const shortestPart = 16;

const encoder = new TextEncoder();
let indicesEnd = indicesAt;
let hitRoom = 2 ** 17;
const kernel = start();
/** Counts how often all indices were dropped. */
let age = 0;
const resident = new WeakMap<SearchIndex, { readonly at: number; readonly age: number }>();

function start(): Kernel {
  const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0));
  const made = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Kernel;
  layOut(made);
  const runBytes = new Uint8Array(made.memory.buffer, runBytesAt, 256);
  for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') {
    runBytes[character.charCodeAt(0)] = 1;
  }
  return made;
}

/** Says where things stand: the hits behind all indices. */
function layOut(made: Kernel): void {
  const { memory } = made;
  const missing = indicesEnd + 2 * hitRoom * hitBytes + padding - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  made.layOut(rawAt, foldedAt, placesAt, samplesAt, sampleRoom, runBytesAt, indicesEnd, hitRoom);
}

/** Returns where the indices stand in the kernel's memory. */
function placesOf(indices: readonly SearchIndex[]): readonly number[] {
  const missing = indices.filter((index) => resident.get(index)?.age !== age);
  if (missing.length > 0) {
    const size = missing.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const isFull = indicesEnd + size > indicesAt + mostIndexBytes;
    if (isFull) {
      indicesEnd = indicesAt;
      age++;
    }
    for (const index of isFull ? indices : missing) load(index);
  }
  return indices.map((index) => resident.get(index)!.at);
}

function load(index: SearchIndex): void {
  const at = indicesEnd;
  indicesEnd += index.bytes.length;
  layOut(kernel);
  new Uint8Array(kernel.memory.buffer).set(index.bytes, at);
  resident.set(index, { at, age });
}

/** What the search through a whole text came by, for who asks next. */
let latest: { readonly text: string; readonly samples: Samples; readonly foreign: readonly Part[] } | undefined;

/**
 * Calls `found` for each keyword that ends between `from` and `to`, those of one index ascending by where they end. Returns
 * whether all that was read is ASCII.
 *
 * Not to be called from within `found`.
 */
export function findKeywords(
  indices: readonly SearchIndex[],
  text: string,
  from: number,
  to: number,
  found: KeywordFound,
): boolean {
  const isWhole = from === 0 && to === text.length;
  const samples = { runs: [], lists: [] };
  const places = placesOf(indices);
  const overlap = indices.reduce((most, { longest }) => Math.max(most, longest + 1), shortestOverlap);
  const foreign: Part[] = [];
  let goesOn = true;

  /** Tells what ends in a part; false where that is enough. `piece` is what the kernel has of it. */
  function tell(which: number, part: Part, piece: Piece): boolean {
    const count = kernel.search(places[which]!, piece.length, piece.overlap);
    if (count < 0) return tellHalves(which, part);
    if (!piece.isPlain) kernel.toUnits(indicesEnd, count, hitBytes);
    const start = Math.max(0, part.from - overlap);
    const hits = memoryWords();
    const first = indicesEnd >> 2;
    for (let i = first; i < first + 2 * count; i += 2) {
      const end = start + hits[i]!;
      if (end > part.from && !found(which, end, hits[i + 1]!)) return false;
    }
    return true;
  }

  function tellHalves(which: number, part: Part): boolean {
    const { from: at, to: end } = part;
    if (end - at <= shortestPart) {
      hitRoom *= 2;
      layOut(kernel);
      return tell(which, part, readPiece(text, part, overlap));
    }
    const middle = (at + end) >> 1;
    return [
      { from: at, to: middle },
      { from: middle, to: end },
    ].every((half) => tell(which, half, readPiece(text, half, overlap)));
  }

  for (let at = from; at < to && goesOn; at += pieceLength) {
    const part = { from: at, to: Math.min(to, at + pieceLength) };
    let piece = readPiece(text, part, overlap);
    if (!piece.isPlain) foreign.push(part);
    if (isWhole) addSamples(piece, Math.max(0, at - overlap), samples);
    for (let which = 0; which < places.length && goesOn; which++) {
      // Searching in halves puts other pieces before the kernel.
      if (piece !== latestPiece) piece = readPiece(text, part, overlap);
      goesOn = tell(which, part, piece);
    }
  }
  if (isWhole && goesOn) latest = { text, samples, foreign };
  return foreign.length === 0;
}

/** Returns the samples of all stretches that begin or end between `from` and `to`. */
export function sampleText(text: string, from: number, to: number): Samples {
  if (latest?.text === text && from === 0 && to === text.length) return latest.samples;
  const samples = { runs: [], lists: [] };
  for (let at = from; at < to; at += pieceLength) {
    const part = { from: at, to: Math.min(to, at + pieceLength) };
    addSamples(
      readPiece(text, part, Math.min(shortestOverlap, at - from)),
      Math.max(from, at - shortestOverlap),
      samples,
    );
  }
  return samples;
}

/** Forgets the text searched last. */
export function release(): void {
  latest = undefined;
}

/** Returns the parts of the text between `from` and `to` outside of which all of it is ASCII. */
export function foreignParts(text: string, from: number, to: number): readonly Part[] {
  return latest?.text === text && from === 0 && to === text.length ? latest.foreign : [{ from, to }];
}

interface Piece {
  /** In bytes. */
  readonly length: number;
  /** Bytes at least of what stands before the part. */
  readonly overlap: number;
  readonly isPlain: boolean;
}

/** What the kernel has before it. */
let latestPiece: Piece | undefined;

/** Puts a part of a text before the kernel, with up to `overlap` characters before it. */
function readPiece(text: string, { from, to }: Part, overlap: number): Piece {
  const start = Math.max(0, from - overlap);
  const piece = text.slice(start, to);
  const { written } = encoder.encodeInto(piece, rawView());
  const isPlain = written === piece.length;
  let before = from - start;
  if (!isPlain && before > 0) {
    before = encoder.encodeInto(text.slice(start, from), rawView()).written;
    encoder.encodeInto(piece, rawView());
  }
  kernel.fold(written);
  latestPiece = { length: written, overlap: before, isPlain };
  return latestPiece;
}

let raw = new Uint8Array(0);
let words = new Uint32Array(0);

// Views end where the memory grows.
function rawView(): Uint8Array {
  if (raw.length === 0) raw = new Uint8Array(kernel.memory.buffer, rawAt, mostBytes);
  return raw;
}

function memoryWords(): Uint32Array {
  if (words.length === 0) words = new Uint32Array(kernel.memory.buffer);
  return words;
}

function addSamples(
  { isPlain }: Piece,
  start: number,
  { runs, lists }: { readonly runs: number[]; readonly lists: number[] },
): void {
  addEach(samplesAt, kernel.runCount(), isPlain, start, runs);
  addEach(samplesAt + sampleRoom, kernel.listCount(), isPlain, start, lists);
}

function addEach(at: number, count: number, isPlain: boolean, start: number, target: number[]): void {
  if (count === 0) return;
  if (!isPlain) kernel.toUnits(at, count, 4);
  const numbers = memoryWords();
  for (let i = at >> 2; i < (at >> 2) + count; i++) target.push(start + numbers[i]!);
}
