/**
 * What becomes of one atom above the clearance: each layer's flow rules, and the organisation's exceptions.
 */

import { placesOf } from './classify/places';
import { isAtOrBelow } from './label';
import type { CompiledException, CompiledLayer, CompiledPolicy, Destination } from './policy/compiled';
import { allOf, isStricter, type Match, strictestFirstMatch } from './policy/firstMatch';
import type { DestinationSpec, Effect, FlowEffect, FlowRule } from './policy/types';
import type { Atom, Classification, Content } from './types';

/** What is the same for all atoms of a request. */
export interface Question {
  readonly policy: CompiledPolicy;
  readonly spec: DestinationSpec;
  readonly destination: Destination;
  readonly canAsk: boolean;
  readonly now: Date;
}

/** What one layer says of an atom. */
export interface LayerOutcome {
  readonly layer: CompiledLayer;
  readonly effect: Effect;
  /** Index into the layer's `flow`, -1 where no rule matches. */
  readonly rule: number;
}

export interface Judgement {
  readonly atom: Atom;
  /** The strictest over the layers. */
  readonly effect: Effect;
  /** The exception that lets the atom pass the organisation's layer. */
  readonly exception?: string;
  /** The organisation's first; a lower layer without a matching rule says `allow`. */
  readonly outcomes: readonly LayerOutcome[];
}

/** Returns the atoms that are not at or below the clearance. */
export function excessAtoms({ policy, destination }: Question, { atoms }: Classification): readonly Atom[] {
  return atoms.filter(({ label }) => !isAtOrBelow(policy.levels, label, destination.clearance));
}

/** Judges an atom above the clearance. */
export function judgeAtom(question: Question, atom: Atom, content: Content): Judgement {
  const { layers, exceptions } = question.policy;
  const exception = exceptions.find((candidate) => isExempt(question, candidate, atom, content))?.exception.id;
  const outcomes = layers.map((layer): LayerOutcome => {
    const isOwn = layer.kind === 'organisation';
    if (isOwn && exception !== undefined) return { layer, effect: 'allow', rule: -1 };
    return { layer, ...firstFlow(question, layer, atom, isOwn ? 'block' : 'allow') };
  });
  const { effect } = outcomes.reduce((a, b) => (isStricter(b.effect, a.effect) ? b : a));
  return { atom, effect, outcomes, ...(exception === undefined ? {} : { exception }) };
}

function firstFlow(question: Question, layer: CompiledLayer, atom: Atom, otherwise: Effect) {
  return strictestFirstMatch<FlowRule, Effect>(
    layer.flow,
    (rule) => matchFlow(question, layer, rule, atom),
    // Settled before they are compared: what can't be redacted is stricter than what can be asked.
    ({ effect }) => settle(question, effect, atom),
    otherwise,
  );
}

/** Returns what an effect comes to for an atom: without ranges there is nothing to redact, without a person nobody to ask. */
function settle({ canAsk }: Question, effect: FlowEffect, { findings = [] }: Atom): Effect {
  if (effect === 'redact' && findings.length === 0) return 'block';
  return effect === 'ask' && !canAsk ? 'block' : effect;
}

function matchFlow({ spec, destination }: Question, layer: CompiledLayer, rule: FlowRule, atom: Atom): Match {
  const holds = (condition: boolean | undefined): Match => (condition === false ? 'no' : 'yes');
  // The organisation's rules name the organisation's atoms; a lower layer may also name those of the layers above.
  const isNameable = layer.kind !== 'organisation' || atom.layer === undefined;
  return allOf(
    rule.channels !== undefined && spec.channel === undefined ? 'maybe' : holds(includes(rule.channels, spec.channel)),
    holds(includes(rule.levels, atom.label.level)),
    holds(rule.categories?.some((category) => atom.label.categories.includes(category))),
    holds(rule.rules === undefined || (isNameable && rule.rules.includes(atom.rule))),
    holds(rule.models?.some((model) => destination.models.includes(model))),
  );
}

/**
 * Reports whether an exception is about this atom. It never counts on what is not known: a missing path or channel is
 * outside its scope. What lower layers say, in rules or by a lowered clearance, no exception lifts.
 */
function isExempt(
  { policy, spec, destination, now }: Question,
  { exception, until, matchesPath }: CompiledException,
  atom: Atom,
  content: Content,
): boolean {
  return (
    now.getTime() < until &&
    atom.layer === undefined &&
    (destination.lowered === undefined || isAtOrBelow(policy.levels, atom.label, destination.lowered)) &&
    includes(exception.rules, atom.rule) !== false &&
    (exception.channels === undefined || includes(exception.channels, spec.channel) === true) &&
    (exception.models === undefined ||
      (destination.models.length > 0 && destination.models.every((model) => exception.models?.includes(model)))) &&
    (matchesPath === undefined || isEveryPath(content, matchesPath))
  );
}

/** A link is exempt only where what it leads to is; a path that can't be placed never is. */
function isEveryPath(content: Content, matches: (path: string) => boolean): boolean {
  const { inside, possible, isAnywhere } = placesOf(content);
  return !isAnywhere && inside.length > 0 && possible.length === 0 && inside.every((path) => matches(path));
}

/** Returns whether the list holds the value, `undefined` where there is no list. */
function includes<T>(list: readonly T[] | undefined, value: T | undefined): boolean | undefined {
  return list === undefined ? undefined : value !== undefined && list.includes(value);
}
