/** The rows of a rule that were judged wrongly, with everything that could be a secret masked. */

import { mask } from '../../server/cli/detectors/mask';
import type { SuiteScore } from './scores';

const longestLine = 240;

/** Returns the wrongly judged rows of a rule, or of what a detector flagged wrongly; of every suite. */
export function missLines(scored: readonly SuiteScore[], name: string): string[] {
  return scored.flatMap(({ suite, judged }) =>
    judged
      .filter(({ row, verdict }) => {
        const isWrong = verdict.label !== verdict.by.length > 0;
        return isWrong && (row.rule === name || verdict.by.includes(name));
      })
      .map(({ row, verdict }) => {
        const kind = verdict.label ? 'missed ' : `wrongly ${[...new Set(verdict.by)].join(' ')} `;
        const text = row.params?.['line'] ?? row.text;
        const place = row.path ? `${row.path}: ` : '';
        return `${suite.name}: ${kind}${place}${maskTokens(text)
          .replace(/\s*\n\s*/g, ' ⏎ ')
          .slice(0, longestLine)}`;
      }),
  );
}

/** Masks every run of characters that is long enough for a secret and holds more than letters. */
export function maskTokens(text: string): string {
  return text.replace(/[A-Za-z0-9+/=_.~!@$%^&*-]{12,}/g, (token) =>
    /^[A-Za-z_.-]+$/.test(token) ? token : mask(token),
  );
}
