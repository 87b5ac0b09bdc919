/**
 * How a content came to its label: which rules applied and why, and which nearly did.
 *
 * Findings are told by detector and place; what was matched never leaves.
 */

import { placesOf } from '../../classify/places';
import type { Finding } from '../../detect/types';
import { compileGlobs } from '../../glob';
import type { Label } from '../../label';
import type { Atom, Cause, Classification, Content } from '../../types';
import type { CompiledPolicy, CompiledRule } from '../compiled';
import { type Place, placeOfAtom, placeOfRule } from './place';

/** A finding's place in the text; line and column are 1-based. */
export interface FoundAt {
  readonly detector: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A rule (or the default) that applied. */
export interface RuleStep {
  readonly rule: string;
  /** Name of the lower layer it belongs to. */
  readonly layer?: string;
  readonly cause: Cause;
  readonly label: Label;
  readonly at?: Place;
  /** The first of its globs that matched. */
  readonly glob?: string;
  readonly findings?: readonly FoundAt[];
}

/** A rule that found too few distinct values. */
export interface NearStep {
  readonly rule: string;
  readonly at: Place;
  readonly found: number;
  readonly needed: number;
}

export interface ClassificationSteps {
  readonly label: Label;
  readonly applied: readonly RuleStep[];
  readonly nearly: readonly NearStep[];
  /** Number of rules in all layers. */
  readonly rules: number;
}

/** Returns the steps of a classification that `classify` made of the content. */
export function deriveClassification(
  policy: CompiledPolicy,
  content: Content,
  { label, atoms, findings }: Classification,
): ClassificationSteps {
  const lineStarts = startsOf(content.text ?? '');
  return {
    label,
    applied: atoms.map((atom) => deriveAtom(policy, content, atom, lineStarts)),
    nearly: content.text === undefined ? [] : nearlyApplied(policy, content, atoms, findings),
    rules: policy.layers.reduce((sum, layer) => sum + layer.rules.length, 0),
  };
}

function deriveAtom(policy: CompiledPolicy, content: Content, atom: Atom, lineStarts: readonly number[]): RuleStep {
  const { rule, cause, label, layer, findings } = atom;
  const at = placeOfAtom(policy, atom, (each) => canApply(each, content, atom));
  const compiled = at === undefined || cause === 'default' ? undefined : policy.layers[at.layer]?.rules[indexIn(at)];
  const glob = compiled === undefined ? undefined : matchingGlob(compiled, content);
  return {
    rule,
    ...(layer === undefined ? {} : { layer }),
    cause,
    label,
    ...(at === undefined ? {} : { at }),
    ...(glob === undefined ? {} : { glob }),
    ...(findings === undefined ? {} : { findings: findings.map((finding) => foundAt(finding, lineStarts)) }),
  };
}

function canApply(rule: CompiledRule, content: Content, { findings = [] }: Atom): boolean {
  if (!findings.every(({ detector }) => rule.detectors?.has(detector) === true)) return false;
  return rule.paths === undefined || content.atoms !== undefined || matchingGlob(rule, content) !== undefined;
}

function indexIn({ segments }: Place): number {
  return Number(segments.at(-1));
}

function matchingGlob({ paths = [] }: CompiledRule, content: Content): string | undefined {
  const { inside, possible } = placesOf(content);
  // Whether case counts is the machine's matter; a rule that applied matched one way or the other.
  for (const caseInsensitive of [false, true]) {
    for (const candidates of [inside, possible]) {
      const glob = paths.find((each) => candidates.some(compileGlobs([each], { caseInsensitive })));
      if (glob !== undefined) return glob;
    }
  }
  return undefined;
}

function nearlyApplied(
  policy: CompiledPolicy,
  content: Content,
  atoms: readonly Atom[],
  findings: readonly Finding[],
): NearStep[] {
  const text = content.text ?? '';
  return policy.placeAnswer(content).contentRules.flatMap((rule): NearStep[] => {
    if (atoms.some((atom) => atom.rule === rule.id && atom.layer === rule.layer)) return [];
    const values = findings
      .filter(({ detector }) => rule.detectors?.has(detector))
      .map(({ offset, length }) => text.slice(offset, offset + length));
    const found = new Set(values).size;
    if (found === 0 || found >= rule.atLeast) return [];
    const layer = policy.layers.findIndex(({ rules }) => rules.includes(rule));
    const at = placeOfRule(layer, policy.layers[layer]?.rules.indexOf(rule) ?? -1);
    return [{ rule: rule.id, at, found, needed: rule.atLeast }];
  });
}

/** Returns a finding's place; for several of them, take `startsOf` once. */
export function foundAt(
  { detector, offset, length }: Pick<Finding, 'detector' | 'offset' | 'length'>,
  lineStarts: readonly number[],
): FoundAt {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return { detector, line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1, length };
}

/** Returns the offsets at which the lines of a text begin. */
export function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
