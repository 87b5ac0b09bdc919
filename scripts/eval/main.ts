/**
 * `npm run eval`: scores detection on the labelled corpora and says what changed since the committed scores.
 *
 * `--write` commits this run's scores to scores.json; `--misses RULE` prints the rows of a rule, or of a detector's wrong
 * findings, that were judged wrongly; `--all` prints every rule with mistakes; `--suite TEXT` runs suites so named alone.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { builtinDetectors } from '../../server/engine/detect/builtin';
import { compileDetectors } from '../../server/engine/detect/compile';
import { readCorpus } from './corpora';
import { missLines } from './misses';
import { changeLines, detailLines, summaryLines } from './report';
import { formatScores, type Scores, type SuiteScore, scoreSuite, toScores } from './scores';
import { createScan, suites } from './suites';

const shownChanges = 60;

export interface EvalOptions {
  /** Folder of the corpora. */
  readonly corpora: string;
  /** File of the committed scores. */
  readonly scores: string;
  readonly write?: boolean;
  readonly all?: boolean;
  readonly misses?: string | undefined;
  readonly suite?: string | undefined;
}

/** Returns what a run prints. */
export function evaluate(options: EvalOptions): string[] {
  const chosen = suites.filter(({ name, corpus }) => `${name} ${corpus}`.includes(options.suite ?? ''));
  const { scanner } = compileDetectors(builtinDetectors, { vet: false });
  const scan = createScan(scanner);
  const scored: SuiteScore[] = [];
  const absent: string[] = [];
  for (const suite of chosen) {
    const rows = readCorpus(options.corpora, suite.corpus);
    if (rows === undefined) absent.push(suite.name);
    else scored.push(scoreSuite(suite, rows, scan));
  }
  if (scored.length === 0) return [`no corpora in ${options.corpora}: nothing to score`];
  if (options.misses !== undefined) {
    const lines = missLines(scored, options.misses);
    return lines.length > 0 ? lines : [`no row of '${options.misses}' was judged wrongly`];
  }
  const lines = [
    ...scored.flatMap((each) => [...detailLines(each, options.all === true), '']),
    ...summaryLines(scored),
  ];
  if (absent.length > 0) lines.push('', `absent: ${absent.join(', ')}`);
  const known: Scores = existsSync(options.scores) ? JSON.parse(readFileSync(options.scores, 'utf8')) : {};
  const scores = toScores(scored);
  const changes = changeLines(pick(known, Object.keys(scores)), scores);
  lines.push('', changes.length === 0 ? 'the same as the committed scores' : 'changed since the committed scores:');
  const shown = options.all === true ? changes : changes.slice(0, shownChanges);
  lines.push(...(Object.keys(known).length === 0 ? ['there are none yet; keep these with --write'] : shown));
  if (shown.length < changes.length) lines.push(`and ${changes.length - shown.length} more (--all)`);
  if (options.write === true) {
    writeFileSync(options.scores, formatScores({ ...known, ...scores }));
    lines.push('', `wrote ${options.scores}`);
  }
  return lines;
}

/** A run over some suites alone says nothing of the others. */
function pick(scores: Scores, names: readonly string[]): Scores {
  return Object.fromEntries(Object.entries(scores).filter(([name]) => names.includes(name)));
}

if (require.main === module) {
  const { values } = parseArgs({
    options: {
      write: { type: 'boolean' },
      all: { type: 'boolean' },
      misses: { type: 'string' },
      suite: { type: 'string' },
      corpora: { type: 'string' },
    },
  });
  const { corpora = join(__dirname, '..', '..', '..', 'shared', 'corpora'), write = false, all = false } = values;
  const { misses, suite } = values;
  const scores = join(__dirname, 'scores.json');
  console.log(evaluate({ corpora: resolve(corpora), scores, write, all, misses, suite }).join('\n'));
}
