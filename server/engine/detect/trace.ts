/**
 * What a scan looked at, kept so that the next scan after an edit can keep most of it.
 *
 * A hit is a place a detector had to look at closely, a candidate what it saw there. Both depend only on the text within
 * the detector's reach, which is what makes a rescan exact. Knows nothing of expressions or budgets.
 */

import type { Confidence } from './types';

/** A value that passed all of a detector's tests, before overlaps are resolved. */
export interface Candidate {
  /** Position of the hit that led to it. */
  readonly hit: number;
  /** Index of the detector. */
  readonly detector: number;
  readonly offset: number;
  readonly length: number;
  readonly confidence: Confidence;
}

/** Shared until the first hit: most passes over most texts have none. */
const empty = new Int32Array(0);

/** A hit's numbers stand together: where, which detector, and the work it was. */
const stride = 3;

/** The hits of one pass over the text, ascending by position. */
export class HitList {
  private numbers = empty;
  size = 0;
  totalWork = 0;

  position(index: number): number {
    return this.numbers[index * stride]!;
  }

  detector(index: number): number {
    return this.numbers[index * stride + 1]!;
  }

  work(index: number): number {
    return this.numbers[index * stride + 2]!;
  }

  add(position: number, detector: number, work: number): void {
    const at = this.size * stride;
    if (at === this.numbers.length) this.reserve(this.size + 1);
    this.numbers[at] = position;
    this.numbers[at + 1] = detector;
    this.numbers[at + 2] = work;
    this.size++;
    this.totalWork += work;
  }

  /** Appends hits `from` to `to` of another list, moved by `shift`. */
  addRange(other: HitList, from: number, to: number, shift: number): void {
    const count = to - from;
    if (count <= 0) return;
    this.reserve(this.size + count);
    const { numbers } = this;
    numbers.set(other.numbers.subarray(from * stride, to * stride), this.size * stride);
    for (let at = this.size * stride; at < (this.size + count) * stride; at += stride) {
      numbers[at]! += shift;
      this.totalWork += numbers[at + 2]!;
    }
    this.size += count;
  }

  /** Returns the index of the first hit at or after `position`. */
  indexOf(position: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.position(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes room for `size` hits. */
  reserve(size: number): void {
    const { numbers } = this;
    if (size * stride <= numbers.length) return;
    this.numbers = new Int32Array(Math.max(size * stride, 8 * stride, numbers.length * 2));
    this.numbers.set(numbers);
  }
}

/** Hits and candidates of one pass: the keyword pass, or one detector's line pass. */
export interface Pass {
  readonly hits: HitList;
  readonly candidates: Candidate[];
}

/** Returns an empty pass with room for `capacity` hits. */
export function createPass(capacity = 0): Pass {
  const hits = new HitList();
  if (capacity > 0) hits.reserve(capacity);
  return { hits, candidates: [] };
}
