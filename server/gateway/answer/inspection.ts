/** The policy's insertion rules, asked about what a model answers. */

import { decideInsertion } from '../../engine/insertion';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import type { DestinationSpec } from '../../engine/policy/types';
import type { Atom, Decision } from '../../engine/types';
import { explainAnswer } from '../refusal';
import { HeldBack, hasInsertionRules, type Inspect } from './inspect';

/**
 * Returns what looks at an answer's texts, `undefined` where no rule could hold one back.
 *
 * `record` is told the first decision that isn't to allow. Where the policy only observes, nothing is held back.
 */
export function createAnswerInspection(
  policy: CompiledPolicy,
  { name, host }: DestinationSpec,
  now: () => Date,
  record: (decision: Decision) => void,
): Inspect | undefined {
  const target = targetOf(policy);
  if (target === undefined) return undefined;
  const source = { ...(name === undefined ? {} : { name }), ...(host === undefined ? {} : { host }) };
  let isRecorded = false;
  return (text) => {
    const decision = decideInsertion(policy, { target, text, ...source, canAsk: false }, now());
    if (decision.effect === 'allow') return;
    if (!isRecorded) record(decision);
    isRecorded = true;
    if (decision.enforced && decision.effect === 'block') throw new HeldBack(explainAnswer(policy, decision));
  };
}

/** What answers go to: no particular file. */
interface Target {
  readonly atoms: readonly Atom[];
}

const targets = new WeakMap<CompiledPolicy, { readonly target: Target | undefined }>();

/** Returns the target where some rule speaks about it. */
function targetOf(policy: CompiledPolicy): Target | undefined {
  let known = targets.get(policy);
  if (known === undefined) {
    known = { target: hasInsertionRules(policy) ? { atoms: policy.placeAnswer({}).atoms } : undefined };
    targets.set(policy, known);
  }
  return known.target;
}
