/**
 * Fits the weights of the generic credential classifier and says how well they judge repositories they never saw.
 *
 * Learns from lines people labelled (../shared/corpora), the examples of another tool's rules, and the source of installed
 * packages, taken as free of secrets. `npx tsx scripts/fit/credential.ts` prints the scores and, with `--write`, writes
 * server/engine/detect/generic/model.json. Repositories are split by a hash of their name, for good: a third are never fitted on.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainExamples, ruleExamples } from './examples';
import { candidatesOf, type LabelledCandidate, type LabelledLine, placeOf, readCorpus, root } from './labelled';
import { type Example, fitLogistic, logOdds, type Weights } from './logistic';
import { priors, signOf } from './signs';

const penalty = 1;
const folds = 6;
const thresholds = { low: 0, medium: 2, high: 4 };

const lines = readCorpus<LabelledLine>('secrets-labelled-code');
const candidates = lines.map((line, i) => candidatesOf(line, i, line.context, placeOf(line)));
const repos = [...new Set(lines.map(({ repo }) => repo))].sort();
const others = [...ruleExamples(), ...plainExamples()];
console.log(`${lines.length} lines of ${repos.length} repositories, ${others.length} other examples`);

const byFold = new Map<number, number>();
for (let fold = 0; fold < folds; fold++) {
  const weights = fitOn((repo) => repos.indexOf(repo) % folds !== fold);
  lines.forEach((line, i) => {
    if (repos.indexOf(line.repo) % folds === fold) byFold.set(i, best(candidates[i]!, weights));
  });
}
report(`cross-validated over ${folds} folds of repositories`, lines.keys(), (i) => byFold.get(i)!);
const weights = fitOn(isFitted);
const indices = [...lines.keys()];
report(
  'repositories fitted on',
  indices.filter((i) => isFitted(lines[i]!.repo)),
  (i) => best(candidates[i]!, weights),
);
report(
  'repositories never seen',
  indices.filter((i) => !isFitted(lines[i]!.repo)),
  (i) => best(candidates[i]!, weights),
);
for (const rule of [...new Set(lines.map((line) => line.rule))].sort()) {
  const of = indices.filter((i) => lines[i]!.rule === rule);
  if (of.length >= 20) report(`  ${rule}`, of, (i) => byFold.get(i)!);
}

if (process.argv.includes('--write')) {
  const rounded = Object.entries(weights).map(([name, weight]) => [name, Math.round(weight * 100) / 100] as const);
  const kept = rounded.filter(([, weight]) => weight !== 0).sort((a, b) => b[1] - a[1]);
  const model = { fittedOn: repos.filter(isFitted), thresholds, weights: Object.fromEntries(kept) };
  const target = join(root, 'server', 'engine', 'detect', 'generic', 'model.json');
  writeFileSync(target, `${JSON.stringify(model, null, 2)}\n`);
  console.log(`${kept.length} weights`);
}

function fitOn(isIn: (repo: string) => boolean): Weights {
  const examples: Example[] = lines.flatMap(({ repo }, i) =>
    isIn(repo)
      ? candidates[i]!.flatMap(({ features, label }) => (label === undefined ? [] : [{ features, label, weight: 1 }]))
      : [],
  );
  return fitLogistic([...examples, ...others], penalty, signOf, priors);
}

/** FNV-1a, not a multiple of three: two thirds are fitted on. */
function isFitted(repo: string): boolean {
  let hash = 2166136261;
  for (const character of repo) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return hash % 3 !== 0;
}

function best(of: readonly LabelledCandidate[], by: Weights): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...of.map(({ features }) => logOdds(features, by)));
}

/** Prints precision, recall and F1 of this classifier alone, line by line, at the lowest threshold. */
function report(what: string, of: Iterable<number>, scoreOf: (line: number) => number): void {
  let hits = 0;
  let misses = 0;
  let alarms = 0;
  for (const i of of) {
    const isFlagged = scoreOf(i) >= thresholds.low;
    if (lines[i]!.label) isFlagged ? hits++ : misses++;
    else if (isFlagged) alarms++;
  }
  const precision = hits / Math.max(1, hits + alarms);
  const recall = hits / Math.max(1, hits + misses);
  const f1 = (2 * hits) / Math.max(1, 2 * hits + alarms + misses);
  const figures = [precision, recall, f1].map((each) => each.toFixed(3)).join(' ');
  console.log(`${what.padEnd(46)} P R F1 ${figures}  hits ${hits} misses ${misses} false ${alarms}`);
}
