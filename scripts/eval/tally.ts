/** Counts of right and wrong answers, and what is computed from them. Knows nothing of what was asked. */

/** `hits` of `positives` were flagged as they should be, `alarms` of `negatives` although they should not. */
export interface Tally {
  readonly hits: number;
  readonly positives: number;
  readonly alarms: number;
  readonly negatives: number;
}

/** One answer: whether a row should be flagged, and the detectors that did. */
export interface Verdict {
  readonly label: boolean;
  readonly by: readonly string[];
}

/** Returns the sum over verdicts. */
export function tallyOf(verdicts: Iterable<Verdict>): Tally {
  const sum = { hits: 0, positives: 0, alarms: 0, negatives: 0 };
  for (const { label, by } of verdicts) {
    const flagged = Number(by.length > 0);
    if (label) {
      sum.positives++;
      sum.hits += flagged;
    } else {
      sum.negatives++;
      sum.alarms += flagged;
    }
  }
  return sum;
}

/** Shares from 0 to 1; `undefined` where there is nothing to divide by. */
export interface Metrics {
  readonly precision: number | undefined;
  readonly recall: number | undefined;
  readonly f1: number | undefined;
  /** False positive rate. */
  readonly fpr: number | undefined;
}

export function metricsOf({ hits, positives, alarms, negatives }: Tally): Metrics {
  return {
    precision: divide(hits, hits + alarms),
    recall: divide(hits, positives),
    f1: positives === 0 ? undefined : divide(2 * hits, hits + alarms + positives),
    fpr: divide(alarms, negatives),
  };
}

function divide(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
