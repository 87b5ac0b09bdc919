/**
 * One of the two policies as the comparison sees it: which of its rules are left once more and more of an atom and its
 * destination is known, and what they make of the categories.
 *
 * Says for all category sets at once what judge.ts says for one atom.
 */

import { isAtOrBelow, type Label } from '../../label';
import type { CompiledPolicy, Destination } from '../compiled';
import type { Effect, Exception, FlowRule } from '../types';
import type { Names } from './names';
import { type Budget, cross, type FlowTest, type Part, partition, stricter } from './partition';
import { avoiding, meeting, type Region } from './regions';
import type { ModelId, Origin, Ranges, StatedChannel } from './types';

/** A layer's flow rules that may still hold; `maybe` where that depends on a channel that is not stated. */
interface Flow {
  readonly isOwn: boolean;
  readonly rules: readonly { readonly rule: FlowRule; readonly match: 'yes' | 'maybe' }[];
}

/** A policy, and which of its rules and exceptions may still hold by what is known so far. */
export interface Side {
  readonly policy: CompiledPolicy;
  readonly destination: Destination;
  readonly flows: readonly Flow[];
  readonly exceptions: readonly Exception[];
}

/** Returns a policy on the way to a destination at the time `now`. Of a file's path nothing is known. */
export function toModel(policy: CompiledPolicy, model: ModelId, now: Date): Side {
  const destination = policy.resolve(model === undefined ? {} : { model });
  const { models } = destination;
  const flows = policy.layers.map(({ kind, flow }): Flow => {
    const open = flow.filter((rule) => rule.models === undefined || rule.models.some((id) => models.includes(id)));
    return { isOwn: kind === 'organisation', rules: open.map((rule) => ({ rule, match: 'yes' })) };
  });
  const exceptions = policy.exceptions.filter(({ until, exception, matchesPath }) => {
    const isOpen = now.getTime() < until && matchesPath === undefined;
    return isOpen && (exception.models === undefined || isAmong(models, exception.models));
  });
  return { policy, destination, flows, exceptions: exceptions.map(({ exception }) => exception) };
}

/** Leaves what may hold for a channel. */
export function ofChannel(side: Side, channel: StatedChannel): Side {
  const flows = side.flows.map(({ isOwn, rules }) => ({
    isOwn,
    rules: rules.flatMap(({ rule }): Flow['rules'] => {
      if (rule.channels === undefined) return [{ rule, match: 'yes' }];
      if (channel === undefined) return [{ rule, match: 'maybe' }];
      return rule.channels.includes(channel) ? [{ rule, match: 'yes' }] : [];
    }),
  }));
  const isThrough = ({ channels }: Exception) =>
    channels === undefined || (channel !== undefined && channels.includes(channel));
  return { ...side, flows, exceptions: side.exceptions.filter(isThrough) };
}

/** Leaves what may hold for atoms of a level. */
export function ofLevel(side: Side, level: string): Side {
  return withRules(side, ({ levels }) => levels === undefined || levels.includes(level));
}

/** Leaves what may hold for atoms of a classification rule. */
export function ofRule(side: Side, id: string, origin: Origin): Side {
  const narrowed = withRules(
    side,
    ({ rules }, isOwn) => rules === undefined || ((!isOwn || origin === 'organisation') && rules.includes(id)),
  );
  const isAbout = ({ rules }: Exception) => origin === 'organisation' && rules?.includes(id) !== false;
  return { ...narrowed, exceptions: side.exceptions.filter(isAbout) };
}

/** Returns the lists of names that still tell something apart. */
export function openLists(side: Side, field: 'channels' | 'levels' | 'rules'): readonly (readonly string[])[] {
  const scoped = field === 'levels' ? [] : side.exceptions.map((exception) => exception[field] ?? []);
  return [...side.flows.flatMap(({ rules }) => rules.map(({ rule }) => rule[field] ?? [])), ...scoped].filter(
    (list) => list.length > 0,
  );
}

/** Returns how a level stands to what the destination may receive. */
export function standing({ policy: { levels }, destination: { clearance, lowered } }: Side, level: string): string {
  const bare = { level, categories: [] };
  return `${isAtOrBelow(levels, bare, clearance)} ${lowered !== undefined && isAtOrBelow(levels, bare, lowered)}`;
}

/** Reports whether something still depends on whose rule an atom is of. */
export function isOriginOpen(side: Side): boolean {
  return side.exceptions.length > 0 || openLists(side, 'rules').length > 0;
}

/** Reports whether something still depends on an atom's ranges. */
export function isRangesOpen({ flows }: Side): boolean {
  return flows.some(({ rules }) => rules.some(({ rule }) => rule.effect === 'redact'));
}

/** Returns the effect on atoms of a level, for every category set. */
export function effectsOf(side: Side, level: string, ranges: Ranges, names: Names, budget: Budget): readonly Part[] {
  const { policy, destination, flows } = side;
  const clearance = divide(side, level, destination.clearance, names);
  const unknown: Effect = destination.models.length > 0 ? 'allow' : (policy.policy.unknown?.effect ?? 'allow');
  const allowed = clearance.within.map((region): Part => ({ region, effect: unknown }));
  const excess = clearance.above.flatMap((region) => {
    const byLayer = flows.map((flow) => effectsOfLayer(side, flow, region, level, ranges, names, budget));
    return byLayer.reduce((all, parts) => cross(all, parts, stricter, budget));
  });
  return [...allowed, ...excess.map(({ region, effect }) => ({ region, effect: stricter(unknown, effect) }))];
}

function effectsOfLayer(
  side: Side,
  { isOwn, rules }: Flow,
  region: Region,
  level: string,
  ranges: Ranges,
  names: Names,
  budget: Budget,
): readonly Part[] {
  const tests = rules.map(({ rule, match }): FlowTest => {
    const effect = rule.effect === 'redact' && ranges === 'without' ? 'block' : rule.effect;
    return { match, effect, ...(rule.categories && { categories: names.bitsOf(rule.categories) }) };
  });
  const judged = (some: Region) => partition(some, tests, isOwn ? 'block' : 'allow', budget);
  if (!isOwn || side.exceptions.length === 0) return judged(region);
  const { lowered } = side.destination;
  if (lowered === undefined) return [{ region, effect: 'allow' }];
  // No exception reaches above what lower layers lower the clearance to.
  const { within, above } = divide(side, level, lowered, names, region);
  return [...within.map((some): Part => ({ region: some, effect: 'allow' })), ...above.flatMap(judged)];
}

/** Divides a region into what is at or below a label, at this level, and what is not. */
function divide(
  { policy }: Side,
  level: string,
  label: Label,
  names: Names,
  region: Region = { allowed: names.all, needs: [], size: names.size },
): { readonly within: readonly Region[]; readonly above: readonly Region[] } {
  if (!isAtOrBelow(policy.levels, { level, categories: [] }, label)) return { within: [], above: [region] };
  const others = names.all & ~names.bitsOf(label.categories);
  return { within: present(avoiding(region, others)), above: present(meeting(region, others)) };
}

function withRules(side: Side, mayHold: (rule: FlowRule, isOwn: boolean) => boolean): Side {
  const flows = side.flows.map(({ isOwn, rules }) => ({
    isOwn,
    rules: rules.filter(({ rule }) => mayHold(rule, isOwn)),
  }));
  return { ...side, flows };
}

function isAmong(models: readonly string[], named: readonly string[]): boolean {
  return models.length > 0 && models.every((model) => named.includes(model));
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
