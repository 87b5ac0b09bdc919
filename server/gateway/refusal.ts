/**
 * Words for what was refused: what was found, by which rule, what the model may receive, and how to go on.
 *
 * Names detectors and rules, never a value.
 */

import type { Finding } from '../engine/detect/types';
import { formatLabel } from '../engine/label';
import type { CompiledPolicy } from '../engine/policy/compiled';
import type { DestinationSpec } from '../engine/policy/types';
import type { Decision, Reason } from '../engine/types';
import type { GatewayResponse, WireFormat } from './types';

const mostNamed = 3;

export interface RefusedRequest {
  readonly policy: CompiledPolicy;
  readonly decision: Decision;
  readonly findings: readonly Finding[];
  readonly destination: DestinationSpec;
  /** What of the request can't be looked at. */
  readonly unseen: string | undefined;
  /** Model entries that match but for their weights. */
  readonly unproven: readonly string[];
}

/** Returns an answer in the provider's own shape that its clients show and don't try again. */
export function refuse(format: WireFormat, status: number, message: string): GatewayResponse {
  const body = new TextEncoder().encode(JSON.stringify(format.refusal(status, message)));
  return {
    status,
    headers: [
      ['content-type', 'application/json'],
      ['x-should-retry', 'false'],
    ],
    body,
  };
}

/** Returns why a request was refused. */
export function explainRequest(refused: RefusedRequest): string {
  const { decision, policy } = refused;
  const counted = decision.reasons.filter(({ effect }) => effect !== 'allow' && effect !== 'warn');
  const causes = unique(counted.map((reason) => describeReason(refused, reason))).slice(0, mostNamed);
  const use = `se a model approved for ${formatLabel(decision.label)}`;
  const way = counted.some(({ cause }) => cause === 'detector' || cause === 'budget')
    ? `Take it out, u${use}`
    : `U${use}`;
  return [
    `portcullis did not send this request: ${causes.join('; ')}.`,
    describeDestination(refused),
    `${way}, or ask ${ownerOf(policy)} for an exception (policy ${nameOf(decision)}).`,
  ].join(' ');
}

/** Returns why an answer was held back. */
export function explainAnswer(policy: CompiledPolicy, decision: Decision): string {
  const causes = unique(
    decision.reasons
      .filter(({ effect }) => effect === 'block' || effect === 'ask')
      .map(
        ({ rule, detector }) => `${detector === undefined ? 'what it is' : titleOf(policy, detector)} (rule ${rule})`,
      ),
  );
  return [
    `portcullis held this answer back: the policy does not let an AI insert ${causes.slice(0, mostNamed).join('; ')}.`,
    `Ask for it in another way, or ask ${ownerOf(policy)} for a change (policy ${nameOf(decision)}).`,
  ].join(' ');
}

function describeReason({ policy, findings, unseen }: RefusedRequest, { rule, cause, label, layer }: Reason): string {
  const by = `rule ${rule}${layer === undefined ? '' : ` of ${layer}`}`;
  switch (cause) {
    case 'detector': {
      const compiled = policy.layers
        .flatMap(({ rules }) => rules)
        .find((each) => each.id === rule && each.layer === layer);
      const named = findings.filter(({ detector }) => compiled?.detectors?.has(detector));
      const titles = unique(named.map(({ detector }) => titleOf(policy, detector)));
      return `it holds ${titles.slice(0, mostNamed).join(', ')}: ${formatLabel(label)} by ${by}`;
    }
    case 'budget':
      return `not all of it could be looked at (${unseen ?? 'it is too long'}), so that it counts as ${formatLabel(label)} by ${by}`;
    case 'default':
      return `text without a path counts as ${formatLabel(label)}`;
    case 'unknown':
      return 'its model is not in the policy';
    default:
      return `it is ${formatLabel(label)} by ${by}`;
  }
}

function describeDestination({ decision, destination, unproven: weighed }: RefusedRequest): string {
  const { models, clearance } = decision.destination;
  const name = destination.name ?? 'what it asks for';
  const where =
    destination.host === undefined ? 'a path that portcullis does not know' : `${name} at ${destination.host}`;
  const weights = weighed.filter((id) => !models.includes(id));
  const unproven =
    weights.length === 0
      ? ''
      : ` (it is not approved as ${weights.join(', ')}: ${
          destination.weights === undefined
            ? 'its server gives no digest of the weights'
            : `its weights are now ${destination.weights}`
        })`;
  const standing = models.length === 0 ? 'is not approved and' : `(${models.join(', ')})`;
  return `${where} ${standing} may receive ${formatLabel(clearance)} at most${unproven}.`;
}

function ownerOf({ policy }: CompiledPolicy): string {
  return policy.metadata.owner ?? "the policy's owner";
}

function nameOf({ policy }: Decision): string {
  return `${policy.name} ${policy.version}`;
}

function titleOf({ scanner }: CompiledPolicy, id: string): string {
  return scanner.detectors.find((detector) => detector.id === id)?.title ?? id;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
