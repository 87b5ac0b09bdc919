/**
 * Runs the keyword automaton over bytes, in two places of them side by side.
 *
 * Each look-up waits for the one before, so that two searches take little longer than one (four run out of registers). A
 * search that begins in the middle first reads as many bytes as the longest keyword has: then it knows what one from the
 * beginning knows.
 */

import type { KeywordAutomaton } from './automaton';

const shortest = 256;

/** Where keywords end, and in which states: so many in each of two lanes, the second's behind the first's. */
export interface ByteHits {
  /** Where each lane begins. */
  readonly starts: Int32Array;
  /** Of each last byte, from the lane's beginning. */
  readonly lasts: readonly [Int32Array, Int32Array];
  readonly states: readonly [Int32Array, Int32Array];
  readonly counts: Int32Array;
}

/** Returns room for the hits in up to `length` bytes. */
export function createByteHits(length: number): ByteHits {
  const half = (length >> 1) + 1;
  return {
    starts: new Int32Array(2),
    lasts: [new Int32Array(length), new Int32Array(half)],
    states: [new Int32Array(length), new Int32Array(half)],
    counts: new Int32Array(2),
  };
}

/** Searches the first `length` bytes from `state` on, fills `hits` in ascending order and returns the last state. */
export function searchBytes(
  automaton: KeywordAutomaton,
  bytes: Uint8Array,
  length: number,
  state: number,
  hits: ByteHits,
): number {
  const half = length < shortest || automaton.longest > length >> 1 ? 0 : length >> 1;
  hits.counts.fill(0);
  hits.starts[1] = half;
  if (half === 0) return searchRest(automaton, bytes, 0, length, state, hits, 0);
  const last = searchBoth(automaton, bytes, half, state, hits);
  return searchRest(automaton, bytes, 2 * half, length, last, hits, 1);
}

function searchBoth(
  { symbols, next, shift, firstOutput, longest }: KeywordAutomaton,
  bytes: Uint8Array,
  half: number,
  state: number,
  hits: ByteHits,
): number {
  const lasts0 = hits.lasts[0];
  const lasts1 = hits.lasts[1];
  const states0 = hits.states[0];
  const states1 = hits.states[1];
  let state0 = state;
  let state1 = 0;
  for (let i = half - longest; i < half; i++) state1 = next[(state1 << shift) | symbols[bytes[i]!]!]!;
  let count0 = 0;
  let count1 = 0;
  for (let i = 0; i < half; i++) {
    state0 = next[(state0 << shift) | symbols[bytes[i]!]!]!;
    state1 = next[(state1 << shift) | symbols[bytes[half + i]!]!]!;
    if (state0 >= firstOutput) {
      lasts0[count0] = i;
      states0[count0++] = state0;
    }
    if (state1 >= firstOutput) {
      lasts1[count1] = i;
      states1[count1++] = state1;
    }
  }
  hits.counts[0] = count0;
  hits.counts[1] = count1;
  return state1;
}

/** Appends what ends between `from` and `to` to one lane. */
function searchRest(
  { symbols, next, shift, firstOutput }: KeywordAutomaton,
  bytes: Uint8Array,
  from: number,
  to: number,
  start: number,
  hits: ByteHits,
  lane: 0 | 1,
): number {
  const lasts = hits.lasts[lane];
  const base = hits.starts[lane]!;
  const states = hits.states[lane];
  let state = start;
  let count = hits.counts[lane]!;
  for (let i = from; i < to; i++) {
    state = next[(state << shift) | symbols[bytes[i]!]!]!;
    if (state < firstOutput) continue;
    lasts[count] = i - base;
    states[count++] = state;
  }
  hits.counts[lane] = count;
  return state;
}
