/** Coverage as it is told: untouched entries with their place in the file, and percentages. */

import { type Coverage, type CoverageCount, type CoverageKind, coverageKinds } from '../engine/policy/coverage';
import type { ParsedPolicy } from '../engine/policy/parse';
import { printable } from './terminal';

/** What `--format json` shows of one file's coverage. */
export interface CoverageReport extends CoverageCount {
  readonly path: string;
  readonly kinds: Coverage['kinds'];
  readonly untouched: readonly {
    readonly kind: CoverageKind;
    readonly name: string;
    readonly line: number;
    readonly pointer: string;
  }[];
}

/** Returns the coverage with each untouched entry's line. */
export function reportCoverage(
  { entries, kinds, touched, total, percent }: Coverage,
  path: string,
  parsed: ParsedPolicy,
): CoverageReport {
  const untouched = entries
    .filter((entry) => !entry.touched)
    .map(({ kind, name, segments }) => ({
      kind,
      name,
      line: parsed.lineOf(segments),
      pointer: `/${segments.join('/')}`,
    }));
  return { path, touched, total, percent, kinds, untouched };
}

const nouns: Readonly<Record<CoverageKind, string>> = {
  default: 'the default label',
  rules: 'rule',
  models: 'model',
  flow: 'flow rule',
  insertions: 'insertion rule',
  exceptions: 'exception',
};

/** Returns the lines for people: a line an untouched entry, then one with the percentages. */
export function formatCoverage({ path, kinds, untouched, touched, total, percent }: CoverageReport): string[] {
  const lines = untouched.map(({ kind, name, line }) => {
    const what = kind === 'default' ? nouns.default : `${nouns[kind]} ${name}`;
    return printable(`${path}:${line}: no test touches ${what}`);
  });
  const parts = coverageKinds
    .filter((kind) => kinds[kind].total > 0)
    .map((kind) => `${kind} ${kinds[kind].percent} % (${kinds[kind].touched}/${kinds[kind].total})`);
  return [...lines, `${printable(path)}: coverage ${percent} % (${touched}/${total})`, `  ${parts.join(', ')}`];
}
