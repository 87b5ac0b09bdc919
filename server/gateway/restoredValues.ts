/**
 * Values that answers brought back to clients: they come again in later requests, where no detector need see them, also
 * after a client has dropped the text they were found in.
 *
 * Bounded: the last ones are remembered.
 */

import type { Finding, ScanResult } from '../engine/detect/types';
import type { Held } from './placeholders';
import { occurrencesOf } from './request/occurrences';

export interface RestoredValues {
  add(held: Held): void;
  /** Returns the scan with what else of the text is known to be a value. */
  addTo(scan: ScanResult, text: string): ScanResult;
}

const mostValues = 128;

/** Returns an empty memory. */
export function createRestoredValues(): RestoredValues {
  /** Detectors by value, the last used at the end. */
  const known = new Map<string, string>();
  return {
    add({ value, detector }) {
      known.delete(value);
      known.set(value, detector);
      const [oldest] = known.keys();
      if (known.size > mostValues && oldest !== undefined) known.delete(oldest);
    },
    addTo(scan, text) {
      const more = [...known].flatMap(([value, detector]) =>
        unseen(scan.findings, occurrencesOf(value, text), value.length).map(
          (offset): Finding => ({ detector, offset, length: value.length, confidence: 'high' }),
        ),
      );
      if (more.length === 0) return scan;
      return { ...scan, findings: [...scan.findings, ...more].sort((a, b) => a.offset - b.offset) };
    },
  };
}

/** Returns the offsets, which ascend, where no finding covers so many code units. `findings` are in the text's order. */
function unseen(findings: readonly Finding[], offsets: readonly number[], length: number): readonly number[] {
  let next = 0;
  let covered = 0;
  return offsets.filter((offset) => {
    for (; next < findings.length && findings[next]!.offset <= offset; next++) {
      covered = Math.max(covered, findings[next]!.offset + findings[next]!.length);
    }
    return covered < offset + length;
  });
}
