/**
 * Why a decision is what it is: from atoms to the effect, step by step, each with its place in the policy's documents.
 *
 * Follows the decision point's own steps; it decides nothing itself and names no text that was found.
 */

import { classify } from '../../classify/classify';
import { answerContents, askQuestion, decide } from '../../decide';
import type { Content, Decision, InsertionRequest, Request } from '../../types';
import type { CompiledPolicy } from '../compiled';
import type { LayerKind } from '../types';
import { type ClassificationSteps, deriveClassification, type FoundAt, foundAt, startsOf } from './classification';
import { deriveExcess, type ExcessStep } from './flow';
import { findHints, type Hint } from './hints';
import { deriveInsertionRules, type InsertionStep } from './insertions';
import { type DestinationSteps, deriveDestination } from './models';

/** What is the same for every derivation. */
interface DerivationBase {
  readonly decision: Decision;
  readonly destination: DestinationSteps;
  /** The layers that were asked, the organisation's first. */
  readonly layers: readonly { readonly kind: LayerKind; readonly name: string; readonly version: string }[];
}

/** How one content was answered. */
export interface ContentSteps extends ClassificationSteps {
  readonly path?: string;
  readonly excess: readonly ExcessStep[];
  readonly redactions: readonly FoundAt[];
  readonly isRedactionEnough: boolean;
}

export interface Derivation extends DerivationBase {
  readonly contents: readonly ContentSteps[];
  /** What would make the decision laxer. */
  readonly hints: readonly Hint[];
}

export interface InsertionDerivation extends DerivationBase {
  readonly target: ClassificationSteps & { readonly path?: string };
  /** What the text to insert holds. */
  readonly findings: readonly FoundAt[];
  readonly rules: readonly InsertionStep[];
}

/** Returns how `decide` comes to its decision about the request at the time `now`. */
export function deriveDecision(policy: CompiledPolicy, request: Request, now: Date): Derivation {
  const question = askQuestion(policy, request, now);
  const decision = decide(policy, request, now);
  const answers = answerContents(question, request);
  const { destination } = question;
  const contents = answers.map((answer, index): ContentSteps => {
    const content = request.contents[index] as Content;
    const starts = startsOf(content.text ?? '');
    return {
      ...pathOf(content),
      ...deriveClassification(policy, content, answer.classification),
      excess: answer.judged.map((each) => deriveExcess(policy, request.destination, destination.clearance, each)),
      redactions: answer.redactions.map((redaction) => foundAt(redaction, starts)),
      isRedactionEnough: answer.isRedactionEnough,
    };
  });
  const atoms = answers.map(({ classification }) => classification.atoms);
  return {
    ...baseOf(policy, decision, deriveDestination(policy, request.destination)),
    contents,
    hints: findHints(policy, { request, atoms, decision }, now),
  };
}

/** Returns how `decideInsertion` comes to its decision about the request at the time `now`. */
export function deriveInsertion(policy: CompiledPolicy, request: InsertionRequest, now: Date): InsertionDerivation {
  const { decision, rules, findings } = deriveInsertionRules(policy, request, now);
  const starts = startsOf(request.text);
  const target = targetOf(request);
  const { tool, name, host } = request;
  const spec = {
    channel: 'inline' as const,
    ...(tool === undefined ? {} : { tool }),
    ...(name === undefined ? {} : { name }),
    ...(host === undefined ? {} : { host }),
  };
  return {
    ...baseOf(policy, decision, deriveDestination(policy, spec)),
    target: { ...pathOf(target), ...deriveClassification(policy, target, classify(policy, target)) },
    findings: findings.map((finding) => foundAt(finding, starts)),
    rules,
  };
}

function baseOf(policy: CompiledPolicy, decision: Decision, destination: DestinationSteps): DerivationBase {
  const layers = policy.layers.map(({ kind, identity: { name, version } }) => ({ kind, name, version }));
  return { decision, destination, layers };
}

function targetOf({ target: { atoms, text, ...place } }: InsertionRequest): Content {
  if (atoms !== undefined) return { ...place, atoms };
  return { ...place, ...(text === undefined ? {} : { text }) };
}

function pathOf({ path }: Content): { readonly path?: string } {
  return path === undefined ? {} : { path };
}
