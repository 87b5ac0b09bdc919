/**
 * Which entries of a policy its own tests touch: what no test touches may say anything without anyone noticing.
 *
 * Follows the decision point's own steps and judges nothing itself.
 */

import { classify } from '../classify/classify';
import { answerContents, askQuestion } from '../decide';
import type { CompiledLayer, CompiledPolicy } from './compiled';
import { deriveInsertionRules } from './derivation/insertions';
import type { PathSegments } from './document';
import { entryMatches } from './modelMatches';
import { contentOf } from './runTests';
import type { DestinationSpec, LayerPolicy, PolicyTest } from './types';

export const coverageKinds = ['default', 'rules', 'models', 'flow', 'insertions', 'exceptions'] as const;
export type CoverageKind = (typeof coverageKinds)[number];

/** One entry of the policy that a test can touch. */
export interface CoverageEntry {
  readonly kind: CoverageKind;
  /** The entry's id, or `flow[2]` where it has none. */
  readonly name: string;
  /** Where it stands in the policy document. */
  readonly segments: PathSegments;
  readonly touched: boolean;
}

export interface CoverageCount {
  readonly touched: number;
  readonly total: number;
  /** Whole percent, rounded down; 100 where there is nothing to touch. */
  readonly percent: number;
}

export interface Coverage extends CoverageCount {
  /** In the order of `coverageKinds`, then of the document. */
  readonly entries: readonly CoverageEntry[];
  readonly kinds: Readonly<Record<CoverageKind, CoverageCount>>;
}

/**
 * Returns what the tests of a layer touch of it at the time `now`; `layer` is its index, the organisation's by default.
 *
 * A rule (or the default) is touched where a test's content gets an atom of it, a flow or insertion rule where it
 * decides, a model entry where a test's destination matches it, an exception where it lets an atom pass.
 */
export function measureCoverage(policy: CompiledPolicy, now: Date, layer = 0): Coverage {
  const measured = policy.layers[layer]?.policy ?? policy.policy;
  const touched = new Set((measured.tests ?? []).flatMap((test) => touchedBy(policy, test, now, layer)));
  const entries = entriesOf(measured, layer).map((entry) => ({ ...entry, touched: touched.has(keyOf(entry)) }));
  const countOf = (kind: CoverageKind) => count(entries.filter((entry) => entry.kind === kind));
  return {
    ...count(entries),
    entries,
    kinds: Object.fromEntries(coverageKinds.map((kind) => [kind, countOf(kind)])) as Coverage['kinds'],
  };
}

/** Returns the keys (`keyOf`) of the entries of a layer that a test touches. */
export function touchedBy(policy: CompiledPolicy, test: PolicyTest, now: Date, index = 0): readonly string[] {
  const layer = policy.layers[index];
  if (layer === undefined) return [];
  const name = index === 0 ? undefined : layer.identity.name;
  const content = contentOf(test);
  const byAtoms = classify(policy, content)
    .atoms.filter((atom) => atom.layer === name)
    .map(({ rule, cause }) => (cause === 'default' ? 'default default' : `rules ${rule}`));
  if (test.insertion === undefined) {
    const spec = test.destination ?? {};
    return [...byAtoms, ...touchedModels(policy, layer, spec), ...touchedByFlow(policy, test, now, index)];
  }
  const request = { target: content, ...test.insertion };
  const { rules } = deriveInsertionRules(policy, request, now);
  const byInsertion = rules
    .filter((rule) => rule.at.layer === index)
    .map((rule) => `insertions insertions[${rule.index}]`);
  const { tool } = test.insertion;
  return [...byAtoms, ...touchedModels(policy, layer, tool === undefined ? {} : { tool }), ...byInsertion];
}

/** Returns what `touchedBy` calls an entry. */
export function keyOf({ kind, name }: Pick<CoverageEntry, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

function entriesOf(policy: LayerPolicy, layer: number): Omit<CoverageEntry, 'touched'>[] {
  const entries = (kind: CoverageKind, names: readonly string[] = [], at: PathSegments = [kind]) =>
    names.map((name, index) => ({ kind, name, segments: [...at, index] }));
  const numbered = (kind: 'flow' | 'insertions') =>
    entries(
      kind,
      policy[kind]?.map((_, index) => `${kind}[${index}]`),
    );
  const idsOf = (list: readonly { readonly id: string }[] | undefined) => list?.map(({ id }) => id);
  return [
    ...(policy.classify?.default === undefined
      ? []
      : [{ kind: 'default' as const, name: 'default', segments: ['classify', 'default'] }]),
    ...entries('rules', idsOf(policy.classify?.rules), ['classify', 'rules']),
    ...entries('models', idsOf(policy.models)),
    ...numbered('flow'),
    ...numbered('insertions'),
    // A lower layer's exceptions count for nothing.
    ...(layer === 0 ? entries('exceptions', idsOf(policy.exceptions)) : []),
  ];
}

function touchedModels(policy: CompiledPolicy, layer: CompiledLayer, spec: DestinationSpec): string[] {
  const { models } = policy.resolve(spec);
  return layer.models
    .filter((entry) => entryMatches(policy, layer, entry, spec, models))
    .map(({ id }) => `models ${id}`);
}

function touchedByFlow(policy: CompiledPolicy, test: PolicyTest, now: Date, index: number): string[] {
  const request = { contents: [contentOf(test)], destination: test.destination ?? {} };
  const answers = answerContents(askQuestion(policy, request, now), request);
  return answers.flatMap(({ judged }) =>
    judged.flatMap(({ outcomes, exception }) => [
      ...(index === 0 && exception !== undefined ? [`exceptions ${exception}`] : []),
      `flow flow[${outcomes[index]?.rule ?? -1}]`,
    ]),
  );
}

function count(entries: readonly CoverageEntry[]): CoverageCount {
  const total = entries.length;
  const touched = entries.filter((entry) => entry.touched).length;
  return { touched, total, percent: total === 0 ? 100 : Math.floor((100 * touched) / total) };
}
