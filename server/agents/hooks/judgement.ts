/** What is decided about one part of an event, in the engine's own words, and how a person reads it. */

import { formatLabel, lowestLabel } from '../../engine/label';
import { isStricter } from '../../engine/policy/firstMatch';
import type { Channel, Effect } from '../../engine/policy/types';
import type { Decision, Reason } from '../../engine/types';
import type { Hearing } from './world';

export interface Judgement {
  readonly channel: Channel;
  readonly decision: Decision;
  /** What it was about, as the log keeps it. */
  readonly target: string;
  /** A sentence's part for whoever is refused: what can't flow and why. Empty where it may. */
  readonly cause: string;
  /** What a tool returned, redacted, where that is enough. */
  readonly output?: unknown;
}

export function isRefused({ decision: { effect, enforced } }: Judgement): boolean {
  return enforced && effect !== 'allow' && effect !== 'warn';
}

/** Returns a decision that no rule of the policy makes: what can't be looked at, or must not be touched. */
export function decisionWithout(hearing: Hearing, channel: Channel, rule: string, effect: Effect): Decision {
  const { policy, source } = hearing;
  const label = lowestLabel(policy.levels);
  return {
    effect: effect === 'ask' && !hearing.canAsk ? 'block' : effect,
    enforced: policy.mode === 'enforce',
    policy: policy.identity,
    destination: policy.resolve({ channel, ...source }),
    label,
    reasons: [{ rule, cause: 'assertion', content: 0, label, effect }],
    obligations: [],
  };
}

/** Returns why a decision refuses, as `<what> is restricted [pci] (rule payments-core)`. */
export function causeOf(decision: Decision, nameOf: (content: number) => string): string {
  const reason = mainReason(decision);
  if (reason === undefined) return '';
  const name = nameOf(reason.content);
  const what = formatLabel(reason.label);
  const rule =
    reason.rule === 'default'
      ? 'by default'
      : `rule ${reason.rule}${reason.layer === undefined ? '' : ` of the layer ${reason.layer}`}`;
  const { clearance, models } = decision.destination;
  const whom = models.length === 0 ? 'a model the policy does not name' : models.join(', ');
  switch (reason.cause) {
    case 'detector':
      return `${name} holds text that is ${what} (${rule}), and ${whom} is cleared for ${formatLabel(clearance)}`;
    case 'budget':
      return `${name} can not be looked at to its end and may be ${what} (${rule})`;
    case 'insertion':
      return `${name} may not take this text (${reason.rule}${reason.detector === undefined ? '' : `, ${reason.detector}`})`;
    default:
      return `${name} is ${what} (${rule}), and ${whom} is cleared for ${formatLabel(clearance)}`;
  }
}

/** Returns the reason that decides, the first of the strictest. */
export function mainReason({ reasons }: Decision): Reason | undefined {
  return reasons.reduce<Reason | undefined>(
    (main, reason) => (main === undefined || isStricter(reason.effect, main.effect) ? reason : main),
    undefined,
  );
}
