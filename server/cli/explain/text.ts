/**
 * A derivation as text for people: from atoms to the effect, a line a step, each with the policy's file and line.
 *
 * Tells findings by detector and place, never what was matched.
 */

import { formatLabel } from '../../engine/label';
import type { ClassificationSteps, FoundAt, RuleStep } from '../../engine/policy/derivation/classification';
import type { ContentSteps, Derivation, InsertionDerivation } from '../../engine/policy/derivation/derive';
import type { ExcessStep, OutcomeStep } from '../../engine/policy/derivation/flow';
import type { Effect } from '../../engine/policy/types';
import { count } from '../terminal';
import { destinationLines } from './destinationText';
import { hintLines } from './hintText';
import { createSay, type Say, type Sources } from './sources';

const maxFindings = 5;

/** Where the text that rules about content look at came from; only `read` is one that they saw. */
export type TextState = 'read' | 'missing' | 'binary';

/** Returns the explanation of a decision about content that would flow. */
export function explainDecision(
  sources: Sources,
  { contents, destination, hints, ...rest }: Derivation,
  text: TextState,
): string[] {
  const say = createSay(sources);
  return [
    ...contents.flatMap((content) => [
      ...labelLines(say, content, content.path, text),
      ...destinationLines(say, destination),
      ...excessLines(say, content),
      ...redactionLines(content, rest.decision.effect),
    ]),
    ...effectLines(sources, rest),
    ...hintLines(say, hints),
  ];
}

/** Returns the explanation of a decision about text that would be inserted. */
export function explainInsertion(sources: Sources, derivation: InsertionDerivation, text: TextState): string[] {
  const say = createSay(sources);
  const { target, findings, rules, destination } = derivation;
  return [
    ...labelLines(say, target, target.path, text),
    ...(destination.models.length === 0 ? [] : destinationLines(say, destination)),
    `text to insert: ${findings.length === 0 ? 'nothing found in it' : formatFindings(findings)}`,
    'insertion rules',
    ...(rules.length === 0 ? ['  no insertion rule matches: allow'] : []),
    ...rules.map(({ index, at, effect, detector, layer }) => {
      const why = detector === undefined ? 'the target and source match' : `it names ${detector}`;
      return `  ${say(at)}  insertions[${index}]${ofLayer(layer)}: ${why}: ${effect}`;
    }),
    ...effectLines(sources, derivation),
  ];
}

function labelLines(
  say: Say,
  { label, applied, nearly, rules }: ClassificationSteps,
  path: string | undefined,
  text: TextState,
): string[] {
  const unread = { missing: ['no such file here'], binary: ['binary'], read: [] }[text];
  const names = new Set(
    applied.filter(({ cause }) => cause !== 'default').map(({ rule, layer }) => `${layer} ${rule}`),
  );
  return [
    `label of ${path ?? 'the text'}: ${formatLabel(label)}`,
    ...unread.map((why) => `  ${why}: judged by its path alone`),
    ...applied.map((step) => `  ${say(step.at)}  ${formatRule(step)}: ${formatLabel(step.label)}`),
    ...nearly.map(({ rule, at, found, needed }) => {
      return `  ${say(at)}  rule ${rule} does not apply: ${count(found, 'distinct value')} found, ${needed} needed`;
    }),
    `  ${names.size} of ${count(rules, 'rule')} apply`,
  ];
}

function formatRule({ rule, layer, cause, glob, findings }: RuleStep): string {
  if (cause === 'default') return `the default${ofLayer(layer)}, as no path rule applies`;
  const why = [
    ...(glob === undefined ? [] : [`its path matches ${glob}`]),
    ...(findings === undefined ? [] : [`found ${formatFindings(findings)}`]),
    ...(cause === 'budget' ? ['the text is too costly to inspect to its end'] : []),
  ];
  return `rule ${rule}${ofLayer(layer)}${why.length === 0 ? '' : `, ${why.join(', ')}`}`;
}

function formatFindings(findings: readonly FoundAt[]): string {
  const shown = findings.slice(0, maxFindings).map(({ detector, line, column }) => `${detector} at ${line}:${column}`);
  const more = findings.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function excessLines(say: Say, { excess }: ContentSteps): string[] {
  if (excess.length === 0) return ['nothing is above the clearance'];
  return ['above the clearance', ...excess.flatMap((step) => atomLines(say, step))];
}

function atomLines(
  say: Say,
  { rule, layer, label, isLevelAbove, uncleared, outcomes, exception }: ExcessStep,
): string[] {
  const why = [
    ...(isLevelAbove ? ['its level is too high'] : []),
    ...(uncleared.length === 0 ? [] : [`not cleared for ${uncleared.join(', ')}`]),
  ];
  return [
    `  ${rule}${ofLayer(layer)}, ${formatLabel(label)}: ${why.join(', ')}`,
    ...(exception === undefined ? [] : [`    ${say(exception.at)}  exception ${exception.id} lets it pass`]),
    ...outcomes.map((outcome) => `    ${formatOutcome(say, outcome)}`),
  ];
}

function formatOutcome(say: Say, { at, index, written, effect, isByUnknownChannel }: OutcomeStep): string {
  if (index === undefined) return `no flow rule matches: ${effect}`;
  const notes = [
    ...(written === 'redact' ? ['redact, but there is nothing in it to redact'] : []),
    ...(written === 'ask' ? ['ask, but nobody can be asked'] : []),
    ...(isByUnknownChannel ? ['it could apply, as the channel is not known'] : []),
  ];
  return `${say(at)}  flow[${index}]: ${[...notes, effect].join(': ')}`;
}

function redactionLines({ redactions, isRedactionEnough }: ContentSteps, effect: Effect): string[] {
  if (redactions.length === 0) return [];
  const fits = effect === 'redact' ? '; what is left fits' : '';
  const outcome = isRedactionEnough ? fits : '; what is left does not fit, so they count as block';
  return [`redactions: ${formatFindings(redactions)}${outcome}`];
}

function effectLines(sources: Sources, { decision, layers }: Pick<Derivation, 'decision' | 'layers'>): string[] {
  const mode = decision.enforced ? 'enforced' : 'observe mode: nothing is held back';
  const unknown = decision.reasons.find(({ cause }) => cause === 'unknown');
  return [
    ...(unknown === undefined ? [] : [`a destination that is not known: ${unknown.effect}`]),
    `effect: ${decision.effect} (${mode})`,
    ...layers.map(({ kind, name, version }, index) => `  ${kind} ${name} ${version} (${sources[index]?.path ?? '-'})`),
  ];
}

function ofLayer(layer: string | undefined): string {
  return layer === undefined ? '' : ` of ${layer}`;
}
