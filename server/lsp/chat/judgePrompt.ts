/**
 * Whether a prompt may be sent: what is typed, the files it names, and lines of labelled documents in it. Pure.
 *
 * Where the policy doesn't name the tool, any model may get it, a local one too. What is labelled by default alone is then
 * left to the guard, which sees where the prompt goes.
 */

import { classify } from '../../engine/classify/classify';
import { decide } from '../../engine/decide';
import { redactText } from '../../engine/detect/redact';
import { formatLabel } from '../../engine/label';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import { isStricter } from '../../engine/policy/firstMatch';
import type { DestinationSpec } from '../../engine/policy/types';
import type { Atom, Content, Decision } from '../../engine/types';
import type { JudgePromptResult } from '../protocol/chat';

export interface PromptQuestion {
  readonly texts: readonly string[];
  readonly tool: string;
  /** What the prompt refers to or quotes, classified. */
  readonly attached: readonly (Content & { readonly atoms: readonly Atom[] })[];
  readonly now: Date;
}

export interface PromptJudgement {
  readonly result: JudgePromptResult;
  readonly decision: Decision;
}

export function judgePrompt(policy: CompiledPolicy, { texts, tool, attached, now }: PromptQuestion): PromptJudgement {
  const destination: DestinationSpec = { channel: 'chat', tool };
  const isDestinationKnown = policy.resolve(destination).models.length > 0;
  const counts = ({ cause }: Atom): boolean => isDestinationKnown || cause !== 'default';
  const ask = (texts: readonly string[]): Decision => {
    const typed = texts.map((text) => ({ atoms: classify(policy, { text }).atoms.filter(counts) }));
    const named = attached.map((content) => ({ ...content, atoms: content.atoms.filter(counts) }));
    return decide(policy, { contents: [...typed, ...named], destination, canAsk: false }, now);
  };
  const decision = ask(texts);
  const { enforced } = decision;
  const message = messageOf(policy, decision, [...texts.map(() => undefined), ...attached.map(({ path }) => path)]);
  const result = { enforced, isDestinationKnown, message };
  if (decision.effect === 'allow' || decision.effect === 'warn') {
    return { decision, result: { ...result, effect: decision.effect } };
  }
  if (decision.effect === 'redact') {
    const redacted = texts.map((text, content) =>
      redactText(
        text,
        decision.obligations.flatMap(({ redact }) => (redact.content === content ? [redact] : [])),
      ),
    );
    // What is left is looked at again: an overlap may have hidden something.
    const left = ask(redacted).effect;
    if (left === 'allow' || left === 'warn')
      return { decision, result: { ...result, effect: 'redact', texts: redacted } };
  }
  return { decision, result: { ...result, effect: 'block' } };
}

/** Returns the atoms of what may be anything: all that the policy's rules know. */
export function anyAtoms({ layers, placeAnswer }: CompiledPolicy): readonly Atom[] {
  const byRules = layers.flatMap(({ rules }) =>
    rules.map(({ id, label, layer }): Atom => ({ rule: id, label, cause: 'budget', ...(layer && { layer }) })),
  );
  return [...placeAnswer({}).atoms, ...byRules];
}

function messageOf(policy: CompiledPolicy, decision: Decision, paths: readonly (string | undefined)[]): string {
  if (decision.effect === 'allow') return '';
  const reason = decision.reasons.reduce<Decision['reasons'][number] | undefined>(
    (main, each) => (main === undefined || isStricter(each.effect, main.effect) ? each : main),
    undefined,
  );
  if (reason === undefined) return 'The prompt may not be sent.';
  const path = paths[reason.content];
  const label = formatLabel(reason.label);
  const rule = `rule ${reason.rule}${reason.layer === undefined ? '' : ` of the layer ${reason.layer}`}`;
  const { models, clearance } = decision.destination;
  const whom = models.length === 0 ? 'a model the policy does not name' : models.join(', ');
  const what =
    path === undefined
      ? `The prompt holds text that is ${label}`
      : reason.cause === 'fingerprint'
        ? `The prompt holds lines of ${path}, which is ${label}`
        : `The prompt refers to ${path}, which ${reason.cause === 'budget' ? 'can not be looked at and may be' : 'is'} ${label}`;
  const { name } = policy.policy.metadata;
  return `${what} (${rule}), and ${whom} is cleared for ${formatLabel(clearance)}. Policy ${name}.`;
}
