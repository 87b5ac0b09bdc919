/** The scores of a run as they are kept beside the code: counts alone, by suite and rule. */

import type { Row } from './corpora';
import type { Scan, Suite } from './suites';
import { type Tally, tallyOf, type Verdict } from './tally';

export interface SuiteScore {
  readonly suite: Suite;
  readonly total: Tally;
  readonly rules: ReadonlyMap<string, Tally>;
  /** How many rows each detector flagged wrongly. */
  readonly alarms: ReadonlyMap<string, number>;
  readonly judged: readonly { readonly row: Row; readonly verdict: Verdict }[];
}

/** `[hits, positives, alarms, negatives]`. */
type Counts = readonly [number, number, number, number];

/** By suite, then rule; `*` is the whole suite. */
export type Scores = Readonly<Record<string, Readonly<Record<string, Counts>>>>;

/** Judges every row of a suite's corpus. */
export function scoreSuite(suite: Suite, rows: readonly Row[], scan: Scan): SuiteScore {
  const kept = rows.filter((row) => suite.skips?.(row) !== true);
  const judged = kept.map((row) => ({ row, verdict: suite.judge(row, scan) }));
  const byRule = new Map<string, Verdict[]>();
  const alarms = new Map<string, number>();
  for (const { row, verdict } of judged) {
    const verdicts = byRule.get(row.rule);
    if (verdicts === undefined) byRule.set(row.rule, [verdict]);
    else verdicts.push(verdict);
    if (verdict.label) continue;
    for (const detector of new Set(verdict.by)) alarms.set(detector, (alarms.get(detector) ?? 0) + 1);
  }
  const rules = new Map([...byRule].sort().map(([rule, verdicts]) => [rule, tallyOf(verdicts)]));
  return { suite, total: tallyOf(judged.map(({ verdict }) => verdict)), rules, alarms, judged };
}

/** Returns scores as they are kept. */
export function toScores(scored: readonly SuiteScore[]): Scores {
  return Object.fromEntries(
    scored.map(({ suite, total, rules }) => [
      suite.name,
      Object.fromEntries([['*', total] as const, ...rules].map(([rule, tally]) => [rule, toCounts(tally)])),
    ]),
  );
}

export function toCounts({ hits, positives, alarms, negatives }: Tally): Counts {
  return [hits, positives, alarms, negatives];
}

export function fromCounts([hits, positives, alarms, negatives]: Counts): Tally {
  return { hits, positives, alarms, negatives };
}

/** Returns scores as JSON with a rule a line. */
export function formatScores(scores: Scores): string {
  const suites = Object.entries(scores).map(([name, rules]) => {
    const lines = Object.entries(rules).map(([rule, counts]) => `  ${JSON.stringify(rule)}: [${counts.join(', ')}]`);
    return ` ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n }`;
  });
  return `{\n${suites.join(',\n')}\n}\n`;
}
