/**
 * What is scored: each suite reads one corpus and gives a verdict a row. Adding one is one entry here.
 *
 * Nothing here may help a detector along: a row is scanned as it stands.
 */

import type { Finding, Scanner } from '../../server/engine/detect/types';
import { checkFor } from './checks';
import type { Row } from './corpora';
import { isUnseen } from './split';
import type { Verdict } from './tally';

export interface Suite {
  readonly name: string;
  readonly corpus: string;
  /** One line under the suite's scores: what a row is and when it counts as flagged. */
  readonly about: string;
  /** Rows that are left out. */
  readonly skips?: (row: Row) => boolean;
  judge(row: Row, scan: Scan): Verdict;
}

/** Returns the findings in a text, remembering the last one: many rows share a text. */
export type Scan = (text: string, path?: string) => readonly Finding[];

export function createScan(scanner: Scanner): Scan {
  let last: { readonly key: string; readonly findings: readonly Finding[] } | undefined;
  return (text, path) => {
    const key = `${path ?? ''}\n${text}`;
    if (last?.key !== key) last = { key, findings: scanner.scan(text, path).findings };
    return last.findings;
  };
}

const byRow = (row: Row, text: string, scan: Scan): Verdict => ({
  label: row.label,
  by: secrets(scan(text, row.path || undefined)),
});

const labelledCode: Omit<Suite, 'name'> = {
  corpus: 'secrets-labelled-code',
  about: 'a line counts as flagged where a secret/* or identifier/* finding touches it',
  judge(row, scan) {
    const { context = row.text, text } = row;
    const from = placeIn(context, row);
    const touching = scan(context, row.path).filter(
      ({ offset, length }) => offset < from + text.length && offset + length > from,
    );
    return { label: row.label, by: secretsAndIdentifiers(touching) };
  },
};

/** Rules of secretlint about home directories, files as such, its own comments, or what its user configures. */
const notOfSecrets = new Set(['no-homedir', 'no-dotenv', 'filter-comments', 'pattern', 'example']);

function dependsOnOptions({ options, name = '' }: Row): boolean {
  return options === true || /allows|--enable/.test(name);
}

const secretlint: Suite = {
  name: 'secretlint',
  corpus: 'secrets-secretlint',
  about: 'left out: rows that depend on options, rules about no secrets',
  skips: (row) => notOfSecrets.has(row.rule.replace(/^secretlint-rule-/, '')) || dependsOnOptions(row),
  judge: (row, scan) => byRow(row, row.text, scan),
};

const detectSecrets: Suite = {
  name: 'detect-secrets',
  corpus: 'secrets-detect-secrets',
  about: 'rows of its keyword plugin are lines of a file of the type they name; addresses and templates are left out',
  skips: ({ rule }) => rule === 'ip_public' || rule === 'high_entropy_strings',
  judge(row, scan) {
    const { line, expected_secret: expected } = row.params ?? {};
    if (line === undefined) return byRow(row, row.text, scan);
    return byRow({ ...row, path: `file.${row.text}`, label: expected !== 'None' }, line, scan);
  },
};

/** One character ten times, EXAMPLE, or a password called so: what a scanner of real code must leave. */
const madeUp = /(\w)\1{9}|example|user(?:name)?:pass/i;

/** Returns the suite without the rows whose secret is plainly made up, of which some tools' own examples have many. */
function realOf(suite: Suite): Suite {
  return {
    ...suite,
    name: `${suite.name}, not made up`,
    about: 'the same without rows to flag that hold one character ten times, EXAMPLE, or user:password',
    skips: (row) => suite.skips?.(row) === true || (row.label && madeUp.test(row.text)),
  };
}

export const suites: readonly Suite[] = [
  { name: 'labelled-code', ...labelledCode },
  {
    name: 'labelled-code, unseen repositories',
    ...labelledCode,
    about: 'the repositories among them that nothing was fitted on',
    skips: ({ repo = '' }) => !isUnseen(repo),
  },
  {
    name: 'gitleaks',
    corpus: 'secrets-gitleaks',
    about: 'a row counts as flagged where it holds any secret/* finding',
    judge: (row, scan) => byRow(row, row.text, scan),
  },
  {
    name: 'betterleaks',
    corpus: 'secrets-betterleaks',
    about: 'a row counts as flagged where it holds any secret/* finding',
    judge: (row, scan) => byRow(row, row.text, scan),
  },
  secretlint,
  realOf(secretlint),
  detectSecrets,
  realOf(detectSecrets),
  {
    name: 'ordinary comments',
    corpus: 'inj-negatives-comments',
    about: 'comments of popular repositories, findings of any family',
    judge: ({ text, path }, scan) => ({ label: false, by: scan(text, path).map(({ detector }) => detector) }),
  },
  ...['pii-validatorjs', 'pii-stdnum-js'].map((corpus) => ({
    name: `${corpus.slice(4)}, checks`,
    corpus,
    about: 'bare values through the structural check of the same name; rules without one are left out',
    skips: (row: Row) => checkFor(row.rule) === undefined,
    judge: ({ rule, text, label }: Row): Verdict => ({ label, by: checkFor(rule)?.(text, {}) ? [rule] : [] }),
  })),
];

function secrets(findings: readonly Finding[]): string[] {
  return findings.map(({ detector }) => detector).filter((id) => id.startsWith('secret/'));
}

/** Where people labelled lines, they took random identifiers for secrets. */
function secretsAndIdentifiers(findings: readonly Finding[]): string[] {
  return findings.map(({ detector }) => detector).filter((id) => /^(?:secret|identifier)\//.test(id));
}

/** Returns where the row's lines stand in their context, which begins up to three lines before them. */
function placeIn(context: string, { text, line_start = 1 }: Row): number {
  let from = 0;
  for (let line = Math.min(3, line_start - 1); line > 0; line--) from = context.indexOf('\n', from) + 1;
  const first = text.split('\n', 1)[0] ?? '';
  return context.startsWith(first, from) ? from : Math.max(0, context.indexOf(first));
}
