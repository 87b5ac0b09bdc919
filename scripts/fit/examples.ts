/** More examples for the fit: values in other tools' rule examples, and what stands in ordinary source code. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { shannonEntropy } from '../../server/engine/detect/entropy';
import { createCovered, featuresIn, readCorpus, root } from './labelled';
import type { Example } from './logistic';

interface RuleRow {
  readonly rule: string;
  readonly text: string;
  readonly label: boolean;
}

interface KeywordRow {
  readonly rule: string;
  /** The file's type. */
  readonly text: string;
  readonly params: { readonly line: string; readonly expected_secret: string };
}

const ruleWeight = 0.1;
const genericWeight = 2;
const plainWeight = 0.25;
const oneOf = 8;
const maxFile = 200_000;

/** Returns what the rules of two tools flag in their own examples, and what their generic ones must leave. */
export function ruleExamples(): Example[] {
  const examples: Example[] = [];
  for (const { rule, text, label } of readCorpus<RuleRow>('secrets-gitleaks')) {
    const isCovered = createCovered(text, undefined);
    const found = featuresIn(text, undefined).filter(({ candidate }) => !isCovered(candidate));
    if (label) {
      const values = found.map(({ candidate }) => text.slice(candidate.from, candidate.to));
      const entropies = values.map(shannonEntropy);
      const richest = found[entropies.indexOf(Math.max(...entropies))];
      if (richest) examples.push({ features: richest.features, label, weight: ruleWeight });
    } else if (rule === 'generic-api-key') {
      for (const { features } of found) examples.push({ features, label, weight: genericWeight });
    }
  }
  for (const { rule, text: type, params } of readCorpus<KeywordRow>('secrets-detect-secrets')) {
    if (rule !== 'keyword') continue;
    const { line, expected_secret: expected } = params;
    for (const { features } of featuresIn(line, `file.${type}`)) {
      examples.push({ features, label: expected !== 'None', weight: ruleWeight });
    }
  }
  return examples;
}

/** Returns one of eight candidates in the source of the installed packages, each taken for no secret. */
export function plainExamples(): Example[] {
  const examples: Example[] = [];
  let count = 0;
  for (const { text, path } of packageSources()) {
    for (const { features } of featuresIn(text, path)) {
      if (count++ % oneOf === 0) examples.push({ features, label: false, weight: plainWeight });
    }
  }
  return examples;
}

/** Yields the source files of the installed packages, in order of their names. */
export function* packageSources(): Generator<{ readonly text: string; readonly path: string }> {
  const folder = join(root, 'node_modules');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of entries.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort()) {
    if (!/\.(?:[cm]?[jt]sx?|json|md|ya?ml)$/.test(path) || path.startsWith('.')) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    if (text.length <= maxFile) yield { text, path };
  }
}
