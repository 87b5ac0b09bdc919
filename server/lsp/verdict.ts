/**
 * Asks the decision point about insertions into open documents and says its answer in a sentence.
 */

import type { Finding } from '../engine/detect/types';
import { decideInsertion } from '../engine/insertion';
import { formatLabel } from '../engine/label';
import { isStricter } from '../engine/policy/firstMatch';
import type { Atom, Decision, Reason } from '../engine/types';
import type { View } from './openDocument';
import type { InsertionVerdict } from './protocol';
import { titleOf } from './toProtocol';

/** What is known of an insertion; without text the target and the source alone are judged. */
export interface Insertion {
  readonly text?: string;
  /** Findings that touch the insertion, offsets relative to `text`; absent where the text alone is to be scanned. */
  readonly findings?: readonly Finding[];
  /** True where `findings` are not all there may be. */
  readonly exhausted?: boolean;
  /** What the target was classified by before; absent where it is as it is. */
  readonly targetAtoms?: readonly Atom[];
  readonly tool?: string;
  readonly name?: string;
  readonly canAsk?: boolean;
}

export function decideFor(view: View, insertion: Insertion, now: Date): Decision {
  const { text = '', targetAtoms = view.classification.atoms, ...rest } = insertion;
  return decideInsertion(
    view.compiled,
    {
      ...rest,
      ...(insertion.text === undefined ? { findings: [] } : {}),
      target: { ...view.location, atoms: targetAtoms },
      text,
    },
    now,
  );
}

/** Returns the decision as the editor obeys it, with a sentence that says what, why and how to go on. */
export function toVerdict(view: View, decision: Decision): InsertionVerdict {
  // An insertion can't be redacted in place; where a decision says so, a person has to see to it.
  const effect = decision.effect === 'redact' ? 'ask' : decision.effect;
  return { effect, enforced: decision.enforced, message: effect === 'allow' ? '' : sentenceFor(view, decision) };
}

const verbs: Readonly<Record<string, string>> = {
  warn: 'allowed with a warning',
  ask: 'allowed only if you confirm it',
  redact: 'allowed only if you confirm it',
  block: 'refused',
};

function sentenceFor(view: View, decision: Decision): string {
  const reason = mainReason(decision);
  const { name, owner } = view.compiled.policy.metadata;
  const cause =
    reason?.detector === undefined
      ? `this file is ${formatLabel(decision.label)}${ruleOfLabel(view)}`
      : `the inserted text holds: ${titleOf(view, reason.detector)} (${reason.detector})`;
  const rule = reason === undefined ? '' : `, ${reason.rule}`;
  const next =
    decision.effect === 'block' ? ` Write it yourself, or ask ${owner ?? "the policy's owner"} for an exception.` : '';
  return `AI suggestion ${verbs[decision.effect] ?? decision.effect}: ${cause}. Policy ${name}${rule}.${next}`;
}

/** The strictest reason; of equals the one that a finding gave, as it can be mended. */
function mainReason({ reasons }: Decision): Reason | undefined {
  return reasons.reduce<Reason | undefined>((main, reason) => {
    if (main === undefined || isStricter(reason.effect, main.effect)) return reason;
    return reason.effect === main.effect && main.detector === undefined && reason.detector !== undefined
      ? reason
      : main;
  }, undefined);
}

function ruleOfLabel({ classification }: View): string {
  const atom = classification.atoms.find(
    ({ label, cause }) => cause !== 'default' && label.level === classification.label.level,
  );
  return atom === undefined ? '' : ` (rule ${atom.rule})`;
}
