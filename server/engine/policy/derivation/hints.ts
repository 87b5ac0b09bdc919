/**
 * What would change a decision: another model, another channel, the content without what was found in it, an exception
 * that is past. Each is tried, none is guessed.
 */

import { decide } from '../../decide';
import type { Atom, Decision, Request } from '../../types';
import type { CompiledPolicy } from '../compiled';
import { isStricter } from '../firstMatch';
import { type Channel, channels, type DestinationSpec, type Effect } from '../types';
import type { Place } from './place';

export type Hint =
  | { readonly kind: 'model'; readonly model: string; readonly at: Place; readonly effect: Effect }
  | { readonly kind: 'channel'; readonly channel: Channel; readonly effect: Effect }
  | { readonly kind: 'findings'; readonly rules: readonly string[]; readonly effect: Effect }
  | { readonly kind: 'past-exception'; readonly id: string; readonly until: string; readonly at: Place }
  | { readonly kind: 'exception'; readonly rules: readonly string[]; readonly owner?: string };

const maxTried = 500;
const maxModels = 3;
const maxChannels = 2;

/** A request with what its contents were classified as. */
export interface Answered {
  readonly request: Request;
  readonly atoms: readonly (readonly Atom[])[];
  readonly decision: Decision;
}

/** Returns what would make the decision laxer, the laxest first; nothing where nothing is held back. */
export function findHints(policy: CompiledPolicy, answered: Answered, now: Date): readonly Hint[] {
  const { request, atoms, decision } = answered;
  if (decision.effect === 'allow') return [];
  const spec = request.destination;
  const found = atoms.flat().filter(({ cause }) => cause === 'detector');
  const without = askByAtoms(policy, answered, spec, now, (atom) => !found.includes(atom)).effect;
  const rulesThatFound = [...new Set(found.map(({ rule }) => rule))];
  return [
    ...findModels(policy, answered, now),
    ...findChannels(policy, answered, now),
    ...(found.length > 0 && isStricter(decision.effect, without)
      ? [{ kind: 'findings' as const, rules: rulesThatFound, effect: without }]
      : []),
    ...pastExceptions(policy, answered),
    ...exceptionHint(policy, decision),
  ];
}

function findModels(policy: CompiledPolicy, answered: Answered, now: Date): Hint[] {
  const { channel } = answered.request.destination;
  const tried = policy.layers[0].models.slice(0, maxTried).map(({ id }, index) => ({
    spec: { ...(channel === undefined ? {} : { channel }), model: id },
    hint: { kind: 'model' as const, model: id, at: { layer: 0, segments: ['models', index] } },
  }));
  return laxer(policy, answered, now, tried, maxModels);
}

function findChannels(policy: CompiledPolicy, answered: Answered, now: Date): Hint[] {
  const spec = answered.request.destination;
  const tried = channels
    .filter((channel) => channel !== spec.channel)
    .map((channel) => ({ spec: { ...spec, channel }, hint: { kind: 'channel' as const, channel } }));
  return laxer(policy, answered, now, tried, maxChannels);
}

/** Tries destinations by the atoms alone, and the best of them with the texts, since a redaction counts only there. */
function laxer<H extends object>(
  policy: CompiledPolicy,
  answered: Answered,
  now: Date,
  tried: readonly { readonly spec: DestinationSpec; readonly hint: H }[],
  most: number,
): (H & { readonly effect: Effect })[] {
  const { request, decision } = answered;
  const isLaxer = ({ effect }: { readonly effect: Effect }): boolean => isStricter(decision.effect, effect);
  return tried
    .map((each) => ({ ...each, effect: askByAtoms(policy, answered, each.spec, now).effect }))
    .filter(isLaxer)
    .sort(byEffect)
    .slice(0, most)
    .map(({ spec, hint }) => ({ ...hint, effect: decide(policy, { ...request, destination: spec }, now).effect }))
    .filter(isLaxer)
    .sort(byEffect);
}

function pastExceptions(policy: CompiledPolicy, answered: Answered): Hint[] {
  // The clock of a decision is an argument: an exception is past where asking earlier would have used it.
  return policy.exceptions.slice(0, maxTried).flatMap(({ exception, until }, index): Hint[] => {
    const before = askByAtoms(policy, answered, answered.request.destination, new Date(until - 1));
    const isUsed = (decision: Decision) => decision.reasons.some((reason) => reason.exception === exception.id);
    if (isUsed(answered.decision) || !isUsed(before)) return [];
    const { id, until: end } = exception;
    return [{ kind: 'past-exception', id, until: end, at: { layer: 0, segments: ['exceptions', index] } }];
  });
}

function askByAtoms(
  policy: CompiledPolicy,
  { request, atoms }: Answered,
  destination: DestinationSpec,
  now: Date,
  isKept: (atom: Atom) => boolean = () => true,
): Decision {
  const contents = request.contents.map(({ path, realPath }, index) => ({
    ...(path === undefined ? {} : { path }),
    ...(realPath === undefined ? {} : { realPath }),
    atoms: (atoms[index] ?? []).filter(isKept),
  }));
  return decide(policy, { ...request, contents, destination }, now);
}

/** Only what the organisation's own rules hold back can be excepted. */
function exceptionHint(policy: CompiledPolicy, { reasons }: Decision): Hint[] {
  const held = reasons.filter(({ effect }) => effect !== 'allow');
  if (held.length === 0 || held.some(({ layer, cause }) => layer !== undefined || cause === 'unknown')) return [];
  const { owner } = policy.policy.metadata;
  const rules = [...new Set(held.map(({ rule }) => rule))].filter((rule) => rule !== 'default');
  if (rules.length === 0) return [];
  return [{ kind: 'exception', rules, ...(owner === undefined ? {} : { owner }) }];
}

function byEffect(a: { readonly effect: Effect }, b: { readonly effect: Effect }): number {
  return Number(isStricter(a.effect, b.effect)) - Number(isStricter(b.effect, a.effect));
}
