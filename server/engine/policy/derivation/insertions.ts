/** Which insertion rules decide about a text, those that allow it as well. */

import type { Finding } from '../../detect/types';
import { decideInsertion } from '../../insertion';
import { checks } from '../../inspect/checks';
import type { Decision, InsertionRequest, Reason } from '../../types';
import type { CompiledLayer, CompiledPolicy } from '../compiled';
import type { Effect } from '../types';
import type { Place } from './place';

/** A rule that decides about the target, or about what a detector or check found. */
export interface InsertionStep {
  /** Index into the layer's `insertions`. */
  readonly index: number;
  readonly layer?: string;
  readonly at: Place;
  readonly effect: Effect;
  readonly detector?: string;
}

/** Returns the decision, the rules that made it, and what the text holds. */
export function deriveInsertionRules(
  policy: CompiledPolicy,
  request: InsertionRequest,
  now: Date,
): { decision: Decision; rules: readonly InsertionStep[]; findings: readonly Finding[] } {
  const decision = decideInsertion(policy, request, now);
  const scanned = request.findings ?? policy.scanner.scan(request.text, request.target.path).findings;
  const findings = [...scanned, ...checks.flatMap((check) => check.check(request.text))];
  const rules = decision.reasons.map((reason) => toStep(policy, reason));
  const allowing = decideInsertion(withAllowTold(policy), request, now)
    .reasons.map((reason) => toStep(policy, reason))
    .filter(({ at, index }) => policy.layers[at.layer]?.insertions[index]?.rule.effect === 'allow')
    .map((step) => ({ ...step, effect: 'allow' as const }));
  return { decision, rules: [...rules, ...allowing], findings };
}

function toStep({ layers }: CompiledPolicy, { rule, layer: name, effect, detector }: Reason): InsertionStep {
  const index = Number(/^insertions\[(\d+)\]$/.exec(rule)?.[1] ?? -1);
  const layer = name === undefined ? 0 : layers.findIndex(({ kind, identity }, at) => isNamed(at, kind, identity.name));
  return {
    index,
    ...(name === undefined ? {} : { layer: name }),
    at: { layer, segments: ['insertions', index] },
    effect,
    ...(detector === undefined ? {} : { detector }),
  };

  function isNamed(at: number, kind: CompiledLayer['kind'], candidate: string): boolean {
    return kind !== 'organisation' && candidate === name && index < (layers[at]?.insertions.length ?? 0);
  }
}

/** A rule that allows gives no reason: here it does, so that it is seen to decide. */
function withAllowTold(policy: CompiledPolicy): CompiledPolicy {
  const [organisation, ...lower] = policy.layers;
  return { ...policy, layers: [tellAllow(organisation), ...lower.map(tellAllow)] };
}

function tellAllow(layer: CompiledLayer): CompiledLayer {
  const insertions = layer.insertions.map((compiled) =>
    compiled.rule.effect === 'allow' ? { ...compiled, rule: { ...compiled.rule, effect: 'warn' as const } } : compiled,
  );
  return { ...layer, insertions };
}
