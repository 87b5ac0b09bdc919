/**
 * The decision point: `decide(policy, request) → decision`, after Denning's flow rule.
 *
 * Pure and total: the same request at the same time gives the same decision. It knows no caller and no machine.
 */

import { classify } from './classify/classify';
import { placesOf } from './classify/places';
import { redactText } from './detect/redact';
import { isAtOrBelow, joinLabels, type Label, lowestLabel } from './label';
import type { CompiledException, CompiledPolicy } from './policy/compile';
import { type Destination, resolveDestination } from './policy/destination';
import { allOf, isStricter, type Match, strictestFirstMatch, strictestOf } from './policy/firstMatch';
import type { DestinationSpec, Effect, FlowEffect } from './policy/types';
import type { Atom, Classification, Content, Decision, Reason, Redaction, Request } from './types';

interface Question {
  readonly policy: CompiledPolicy;
  readonly spec: DestinationSpec;
  readonly destination: Destination;
  readonly canAsk: boolean;
  readonly now: Date;
}

interface Judgement {
  readonly atom: Atom;
  readonly effect: Effect;
  readonly exception?: string;
}

interface Answer {
  readonly label: Label;
  readonly reasons: readonly Reason[];
  readonly redactions: readonly Redaction[];
}

/** Decides whether the contents may flow to the destination at the time `now`. */
export function decide(policy: CompiledPolicy, request: Request, now: Date): Decision {
  const spec = request.destination;
  const destination = resolveDestination(policy, spec);
  const question: Question = { policy, spec, destination, canAsk: request.canAsk ?? true, now };
  const answers = request.contents.map((content, index) => answerContent(question, content, index));
  const label = answers.reduce(
    (joined, answer) => joinLabels(policy.levels, joined, answer.label),
    lowestLabel(policy.levels),
  );
  const reasons = [...answers.flatMap((answer) => answer.reasons), ...unknownReasons(question, label)];
  return {
    effect: strictestOf(reasons.map(({ effect }) => effect)),
    enforced: policy.mode === 'enforce',
    policy: policy.identity,
    destination,
    label,
    reasons,
    obligations: answers.flatMap((answer) => answer.redactions).map((redact) => ({ redact })),
  };
}

function answerContent(question: Question, content: Content, index: number): Answer {
  const classification = classify(question.policy, content);
  const judged = excessAtoms(question, classification).map((atom) => judge(question, atom, content));
  const redacted = judged.filter(({ effect }) => effect === 'redact').map(({ atom }) => atom);
  const redactions = mergeRedactions(redacted, index);
  const enough = redacted.length === 0 || isRedactionEnough(question, content, redactions, judged);
  return {
    label: classification.label,
    redactions,
    reasons: judged.map(({ atom, effect, exception }) => ({
      rule: atom.rule,
      cause: atom.cause,
      content: index,
      label: atom.label,
      effect: effect === 'redact' && !enough ? 'block' : effect,
      ...(exception === undefined ? {} : { exception }),
    })),
  };
}

function excessAtoms({ policy, destination }: Question, { atoms }: Classification): readonly Atom[] {
  return atoms.filter(({ label }) => !isAtOrBelow(policy.levels, label, destination.clearance));
}

function judge(question: Question, atom: Atom, content: Content): Judgement {
  const exception = question.policy.exceptions.find((candidate) => isExempt(question, candidate, atom, content));
  if (exception !== undefined) return { atom, effect: 'allow', exception: exception.exception.id };
  const flow = question.policy.policy.flow ?? [];
  // Settled before they are compared: what can't be redacted is stricter than what can be asked.
  const settled = flow.map((rule) => ({ effect: settle(question, rule.effect, atom) }));
  const { effect } = strictestFirstMatch<Effect>(settled, (rule) => matchFlow(question, flow[rule], atom), 'block');
  return { atom, effect };
}

/** Returns what an effect comes to for an atom: without ranges there is nothing to redact, without a person nobody to ask. */
function settle({ canAsk }: Question, effect: FlowEffect, { findings = [] }: Atom): Effect {
  if (effect === 'redact' && findings.length === 0) return 'block';
  return effect === 'ask' && !canAsk ? 'block' : effect;
}

function matchFlow(
  { spec, destination }: Question,
  rule: NonNullable<CompiledPolicy['policy']['flow']>[number] | undefined,
  { label, rule: cause }: Atom,
): Match {
  if (rule === undefined) return 'no';
  const holds = (condition: boolean | undefined): Match => (condition === false ? 'no' : 'yes');
  return allOf(
    rule.channels !== undefined && spec.channel === undefined ? 'maybe' : holds(includes(rule.channels, spec.channel)),
    holds(includes(rule.levels, label.level)),
    holds(rule.categories?.some((category) => label.categories.includes(category))),
    holds(includes(rule.rules, cause)),
    holds(rule.models?.some((model) => destination.models.includes(model))),
  );
}

/** An exception never counts on what is not known: a missing path or channel is outside its scope. */
function isExempt(
  { spec, destination, now }: Question,
  { exception, until, matchesPath }: CompiledException,
  atom: Atom,
  content: Content,
): boolean {
  return (
    now.getTime() < until &&
    includes(exception.rules, atom.rule) !== false &&
    (exception.channels === undefined || includes(exception.channels, spec.channel) === true) &&
    (exception.models === undefined ||
      (destination.models.length > 0 && destination.models.every((model) => exception.models?.includes(model)))) &&
    (matchesPath === undefined || isEveryPath(content, matchesPath))
  );
}

/** A link is exempt only where what it leads to is; a path that can't be placed never is. */
function isEveryPath(content: Content, matches: (path: string) => boolean): boolean {
  const { inside, possible } = placesOf(content);
  return inside.length > 0 && possible.length === 0 && inside.every((path) => matches(path));
}

/** Returns whether the list holds the value, `undefined` where there is no list. */
function includes<T>(list: readonly T[] | undefined, value: T | undefined): boolean | undefined {
  return list === undefined ? undefined : value !== undefined && list.includes(value);
}

/**
 * Reports whether the text, once redacted, holds nothing above the clearance but what was judged beside the redactions.
 *
 * Invariant: a redaction counts only where the label left after it fits, seen by looking at what would be sent.
 */
function isRedactionEnough(
  question: Question,
  content: Content,
  redactions: readonly Redaction[],
  judged: readonly Judgement[],
): boolean {
  if (content.text === undefined) return true;
  const left = { ...content, text: redactText(content.text, redactions) };
  return excessAtoms(question, classify(question.policy, left)).every((atom) => {
    const { effect } = judge(question, atom, left);
    if (effect === 'allow') return true;
    return judged.some(
      (known) => known.atom.rule === atom.rule && known.effect !== 'redact' && !isStricter(effect, known.effect),
    );
  });
}

function mergeRedactions(atoms: readonly Atom[], content: number): Redaction[] {
  const byRange = new Map<string, Redaction>();
  for (const { offset, length, detector } of atoms.flatMap((atom) => atom.findings ?? [])) {
    const key = `${offset} ${length}`;
    if (!byRange.has(key)) byRange.set(key, { content, offset, length, detector });
  }
  return [...byRange.values()].sort((a, b) => a.offset - b.offset || a.length - b.length);
}

function unknownReasons({ policy, destination, canAsk }: Question, label: Label): Reason[] {
  const effect = policy.policy.unknown?.effect ?? 'allow';
  if (destination.models.length > 0 || !isStricter(effect, 'allow')) return [];
  const asked = effect === 'ask' && !canAsk ? 'block' : effect;
  return [{ rule: 'unknown', cause: 'unknown', content: 0, label, effect: asked }];
}
