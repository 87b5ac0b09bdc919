/**
 * Walks the domain of flows with few steps: one position for all that no rule still open tells apart.
 *
 * From the model over channel, level and rule to the ranges fewer and fewer rules stay open.
 */

import type { CompiledPolicy } from '../compiled';
import { bitOf } from './merge';
import { groupBy, membershipIn, type Names } from './names';
import {
  isOriginOpen,
  isRangesOpen,
  ofChannel,
  ofLevel,
  ofRule,
  openLists,
  type Side,
  standing,
  toModel,
} from './side';
import type { Domain, ModelId, Ranges } from './types';

/** The parts of the domain that flow changes range over. */
export type FlowDomain = Pick<Domain, 'models' | 'channels' | 'levels' | 'origins'>;

export const allRanges: readonly Ranges[] = ['with', 'without'];

/** A part of the domain in which only the categories still make a difference. */
export interface Position {
  /** Sets of ranges, classes of rules, origins, levels, channels and models. */
  readonly dimensions: readonly bigint[];
  /** One of the levels, and one of the ranges, to stand for all. */
  readonly level: string;
  readonly ranges: Ranges;
  readonly sides: Sides;
}

type Sides = readonly [Side, Side];

/** Yields positions that cover the domain without overlap. */
export function* positionsOf(
  before: CompiledPolicy,
  after: CompiledPolicy,
  domain: FlowDomain,
  rules: Names,
  now: Date,
): Generator<Position> {
  const classes = representatives(rules);
  for (const [models, model] of alike(domain.models, modelKey(before, after))) {
    const there: Sides = [toModel(before, model, now), toModel(after, model, now)];
    const through = membership(there, 'channels');
    for (const [channels, channel] of alike(
      domain.channels,
      (name) => `${name === undefined} ${through(name ?? '')}`,
    )) {
      const onTheWay = both(there, (side) => ofChannel(side, channel));
      const named = membership(onTheWay, 'levels');
      const levelKey = (level: string) => [named(level), ...onTheWay.map((side) => standing(side, level))].join(' ');
      for (const [levels, level] of alike(domain.levels, levelKey)) {
        const atLevel = both(onTheWay, (side) => ofLevel(side, level));
        const origins = atLevel.some(isOriginOpen) ? (origin: string) => origin : () => '';
        for (const [ids, id] of alike(classes, membership(atLevel, 'rules'))) {
          for (const [from, origin] of alike(domain.origins, origins)) {
            const sides = both(atLevel, (side) => ofRule(side, id, origin));
            for (const [with_, ranges] of alike(allRanges, sides.some(isRangesOpen) ? (some) => some : () => '')) {
              yield { dimensions: [with_, ids, from, levels, channels, models], level, ranges, sides };
            }
          }
        }
      }
    }
  }
}

/** Returns the items in groups that have the same key: the set of each group, and its first item. */
function alike<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [bigint, T])[] {
  const groups = groupBy([...items.entries()], ([, item]) => keyOf(item));
  return [...groups.values()].map((group) => {
    const [[, first]] = group as [[number, T]];
    return [group.reduce((bits, [index]) => bits | bitOf(index), 0n), first];
  });
}

function both(sides: Sides, narrow: (side: Side) => Side): Sides {
  return [narrow(sides[0]), narrow(sides[1])];
}

function membership(sides: Sides, field: 'channels' | 'levels' | 'rules'): (name: string) => string {
  return membershipIn(sides.flatMap((side) => openLists(side, field)));
}

function modelKey(before: CompiledPolicy, after: CompiledPolicy): (model: ModelId) => string {
  const lists = [before, after].flatMap(({ layers, exceptions }) => [
    ...layers.flatMap(({ flow }) => flow.map(({ models = [] }) => models)),
    ...exceptions.map(({ exception: { models = [] } }) => models),
  ]);
  const isNamed = membershipIn(lists);
  const standingOf = (policy: CompiledPolicy, model: ModelId) => {
    const { models: known, clearance, lowered } = policy.resolve(model === undefined ? {} : { model });
    return JSON.stringify([known.length, clearance, lowered]);
  };
  return (model) =>
    [standingOf(before, model), standingOf(after, model), model === undefined ? '' : isNamed(model)].join(' ');
}

/** Returns a rule id of each class, in the order of the classes; the first stands for all that are not named. */
function representatives(rules: Names): readonly string[] {
  return Array.from({ length: rules.size }, (_, index) => {
    const set = rules.toSet(bitOf(index));
    return 'in' in set ? (set.in[0] as string) : '';
  });
}
