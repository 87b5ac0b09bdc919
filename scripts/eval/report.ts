/** Scores as tables, and what changed since others. Returns lines and prints nothing. */

import { fromCounts, type Scores, type SuiteScore, type toCounts } from './scores';
import { metricsOf, type Tally } from './tally';

const shownRules = 12;

/** Returns one line a suite: precision, recall, F1 and false positive rate. */
export function summaryLines(scored: readonly SuiteScore[]): string[] {
  const width = Math.max(...scored.map(({ suite }) => suite.name.length));
  const head = `${''.padEnd(width)}  precision  recall    F1     FPR    flagged of should    flagged of leave`;
  return [head, ...scored.map(({ suite, total }) => `${suite.name.padEnd(width)}  ${formatTally(total)}`)];
}

function formatTally(tally: Tally): string {
  const { precision, recall, f1, fpr } = metricsOf(tally);
  const shares = [`   ${share(precision)}`, share(recall), share(f1), share(fpr)].join('   ');
  const counts = `${String(tally.hits).padStart(7)} of ${String(tally.positives).padEnd(6)}`;
  return `${shares}  ${counts}    ${String(tally.alarms).padStart(7)} of ${tally.negatives}`;
}

function share(value: number | undefined): string {
  return value === undefined ? '  -  ' : value.toFixed(3);
}

/** Returns a suite's rules with the most rows wrong, and the detectors that flagged what should be left. */
export function detailLines({ suite, rules, alarms }: SuiteScore, all: boolean): string[] {
  const wrong = [...rules].filter(([, tally]) => mistakes(tally) > 0);
  wrong.sort(([a, left], [b, right]) => mistakes(right) - mistakes(left) || (a < b ? -1 : 1));
  const detectors = [...alarms].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  const limit = all ? Number.POSITIVE_INFINITY : shownRules;
  return [
    `${suite.name} (${suite.about})`,
    ...wrong.slice(0, limit).map(([rule, { hits, positives, alarms: wrongly, negatives }]) => {
      const missed = positives === 0 ? '' : `missed ${positives - hits} of ${positives}`;
      const flagged = wrongly === 0 ? '' : `wrongly flagged ${wrongly} of ${negatives}`;
      return `  ${rule.padEnd(34)} ${missed.padEnd(22)} ${flagged}`.trimEnd();
    }),
    ...more(wrong.length - limit, 'rule'),
    ...detectors.slice(0, limit).map(([detector, count]) => `  ${'wrongly by'.padEnd(34)} ${detector} ${count}`),
    ...more(detectors.length - limit, 'detector'),
  ];
}

function more(count: number, noun: string): string[] {
  return count > 0 ? [`  and ${count} more ${noun}${count === 1 ? '' : 's'} (--all)`] : [];
}

function mistakes({ hits, positives, alarms }: Tally): number {
  return positives - hits + alarms;
}

/** Returns what differs between two runs, whole suites first, then their rules; empty where nothing does. */
export function changeLines(before: Scores, after: Scores): string[] {
  const totals: string[] = [];
  const rules: string[] = [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  for (const suite of names) {
    const [old = {}, now = {}] = [before[suite], after[suite]];
    for (const rule of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const [was, is] = [old[rule], now[rule]];
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      const change = formatChange(was, is);
      if (rule === '*') totals.push(`${suite.padEnd(36)} ${change}`);
      else rules.push(`  ${suite}: ${rule.padEnd(30)} ${change}`);
    }
  }
  return [...totals, ...rules];
}

type Counts = ReturnType<typeof toCounts>;

function formatChange(was: Counts | undefined, is: Counts | undefined): string {
  if (is === undefined) return 'gone';
  const now = fromCounts(is);
  const then = was === undefined ? undefined : fromCounts(was);
  const of = (part: number, old: number | undefined, whole: number): string =>
    old === undefined || old === part ? `${part} of ${whole}` : `${old} → ${part} of ${whole}`;
  const hits = now.positives === 0 ? '' : `found ${of(now.hits, then?.hits, now.positives)}`;
  const alarms = now.negatives === 0 ? '' : `wrongly ${of(now.alarms, then?.alarms, now.negatives)}`;
  return `${then === undefined ? 'new: ' : ''}${[hits, alarms].filter(Boolean).join(', ')}`;
}
