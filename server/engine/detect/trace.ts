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

/** The hits of one pass over the text, ascending by position. */
export class HitList {
  position = empty;
  detector = empty;
  work = empty;
  size = 0;
  totalWork = 0;

  add(position: number, detector: number, work: number): void {
    this.reserve(this.size + 1);
    this.position[this.size] = position;
    this.detector[this.size] = detector;
    this.work[this.size] = work;
    this.size++;
    this.totalWork += work;
  }

  /** Appends hits `from` to `to` of another list, moved by `shift`. */
  addRange(other: HitList, from: number, to: number, shift: number): void {
    const count = to - from;
    if (count <= 0) return;
    this.reserve(this.size + count);
    this.position.set(other.position.subarray(from, to), this.size);
    this.detector.set(other.detector.subarray(from, to), this.size);
    this.work.set(other.work.subarray(from, to), this.size);
    for (let i = this.size; i < this.size + count; i++) {
      this.position[i]! += shift;
      this.totalWork += this.work[i]!;
    }
    this.size += count;
  }

  /** Returns the index of the first hit at or after `position`. */
  indexOf(position: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.position[middle]! < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes room for `size` hits. */
  reserve(size: number): void {
    if (size <= this.position.length) return;
    const capacity = Math.max(size, 16, this.position.length * 2);
    this.position = grown(this.position, capacity);
    this.detector = grown(this.detector, capacity);
    this.work = grown(this.work, capacity);
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
  hits.reserve(capacity);
  return { hits, candidates: [] };
}

function grown(array: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const result = new Int32Array(capacity);
  result.set(array);
  return result;
}
