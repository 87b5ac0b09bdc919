/**
 * One scan against a baseline: which findings are known, which entries are gone, and what the next baseline holds.
 *
 * A baseline quiets what a scan reports. Nothing that labels or decides may ask it.
 */

import { type Baseline, type BaselineEntry, digestOf, keyOf } from './baselineFile';

export interface BaselineRun {
  /** Reports whether the value is known where it is, and notes that it was seen. Paths are the baseline's. */
  isKnown(path: string, detector: string, value: string): boolean;
  /** Notes that a new finding was reported. */
  add(path: string, detector: string, value: string): void;
  /** Notes that a file was not looked at to its end: nothing is known of its entries. */
  unread(path: string): void;
  /** Returns entries that a scan of everything `covers` holds for did not see, sorted. */
  gone(covers: (entry: BaselineEntry) => boolean): readonly BaselineEntry[];
  /** Returns the baseline with what was added and without what is gone. */
  next(gone: readonly BaselineEntry[]): Baseline;
  readonly added: number;
}

/** Returns a run against `baseline`, which isn't changed. */
export function startBaselineRun(baseline: Baseline): BaselineRun {
  const known = new Map(baseline.findings.map((entry) => [keyOf(entry), entry]));
  const seen = new Set<string>();
  const unread = new Set<string>();
  const added = new Map<string, BaselineEntry>();
  const entryOf = (path: string, detector: string, value: string): BaselineEntry => ({
    path,
    detector,
    value: digestOf(baseline.salt, detector, value),
  });
  return {
    isKnown(path, detector, value) {
      const key = keyOf(entryOf(path, detector, value));
      if (!known.has(key)) return false;
      seen.add(key);
      return true;
    },
    add(path, detector, value) {
      const entry = entryOf(path, detector, value);
      added.set(keyOf(entry), entry);
    },
    unread: (path) => void unread.add(path),
    gone: (covers) =>
      [...known]
        .filter(([key, entry]) => !seen.has(key) && !unread.has(entry.path) && covers(entry))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, entry]) => entry),
    next(gone) {
      const without = new Set(gone.map(keyOf));
      const kept = [...known].filter(([key]) => !without.has(key)).map(([, entry]) => entry);
      return { ...baseline, findings: [...kept, ...added.values()] };
    },
    get added() {
      return added.size;
    },
  };
}
