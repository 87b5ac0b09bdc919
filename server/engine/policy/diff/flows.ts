/**
 * Who can send what where: the flow effects that differ, over every model, channel, level, rule and category set.
 *
 * Exact without listing category sets, and without asking twice what no rule of either policy tells apart.
 */

import type { CompiledPolicy } from '../compiled';
import { isStricter } from '../firstMatch';
import { channels, type Effect } from '../types';
import { type Cell, mergeCells, pick } from './merge';
import { classifyNames, groupBy, type Names } from './names';
import { type Budget, cross } from './partition';
import { allRanges, type FlowDomain, positionsOf } from './positions';
import { coalesce, type Region, regionKey } from './regions';
import { effectsOf, type Side } from './side';
import type { Direction, FlowChange, Ranges } from './types';

/** Returns what flow changes range over. */
export function flowDomain(before: CompiledPolicy, after: CompiledPolicy): FlowDomain {
  const ids = [before, after].flatMap(({ layers }) => layers[0].models.map(({ id }) => id));
  const hasLower = before.layers.length > 1 || after.layers.length > 1;
  return {
    models: [...new Set(ids), undefined],
    channels: [...channels, undefined],
    levels: before.levels.filter((level) => after.levels.includes(level)),
    origins: hasLower ? ['organisation', 'lower'] : ['organisation'],
  };
}

/** Returns all flow changes; stops where the budget is used up. */
export function diffFlows(
  before: CompiledPolicy,
  after: CompiledPolicy,
  domain: FlowDomain,
  now: Date,
  budget: Budget,
): readonly FlowChange[] {
  const lists = listsOf(before, after);
  const names = classifyNames(lists.categories);
  const rules = classifyNames(lists.rules);
  const cells: Cell<Change>[] = [];
  for (const { dimensions, level, ranges, sides } of positionsOf(before, after, domain, rules, now)) {
    const changes = changesAt(sides, level, ranges, names, budget);
    if (budget.left < 0) break;
    for (const change of changes) cells.push({ dimensions, value: change, key: change.key });
  }
  return mergeCells(cells).map(({ dimensions, value }): FlowChange => {
    const [r, ruleBits, o, l, c, m] = dimensions as [bigint, bigint, bigint, bigint, bigint, bigint];
    return {
      models: pick(domain.models, m),
      channels: pick(domain.channels, c),
      levels: pick(domain.levels, l),
      categories: value.regions.map(({ allowed, needs }) => ({
        allowed: names.toSet(allowed),
        needs: needs.map(names.toSet),
      })),
      rules: rules.toSet(ruleBits),
      origins: pick(domain.origins, o),
      ranges: pick(allRanges, r),
      before: value.before,
      after: value.after,
      direction: directionOf(value.before, value.after),
    };
  });
}

/** Returns what a change from one effect to another is. */
export function directionOf(before: Effect, after: Effect): Direction {
  return isStricter(after, before) ? 'stricter' : 'laxer';
}

interface Change {
  readonly before: Effect;
  readonly after: Effect;
  readonly regions: readonly Region[];
  readonly key: string;
}

function changesAt(
  [before, after]: readonly [Side, Side],
  level: string,
  ranges: Ranges,
  names: Names,
  budget: Budget,
): readonly Change[] {
  const differing = cross(
    effectsOf(before, level, ranges, names, budget),
    effectsOf(after, level, ranges, names, budget),
    (was, is) => (was === is ? undefined : { before: was, after: is }),
    budget,
  );
  // To say a region takes all the names in it.
  budget.left -= differing.length * names.size;
  if (budget.left < 0) return [];
  return [...groupBy(differing, ({ effect }) => `${effect.before} ${effect.after}`)].map(([key, alike]) => {
    const regions = coalesce(alike.map(({ region }) => region));
    const { before: was, after: is } = (alike[0] as (typeof alike)[number]).effect;
    return { before: was, after: is, regions, key: `${key} ${regions.map(regionKey).sort().join(' ')}` };
  });
}

/** Returns the lists of names by which a rule, exception or clearance of either policy tells atoms apart. */
function listsOf(before: CompiledPolicy, after: CompiledPolicy) {
  const layers = [before, after].flatMap((policy) => policy.layers);
  const flow = layers.flatMap((layer) => layer.flow);
  const exceptions = [before, after].flatMap((policy) => policy.exceptions.map(({ exception }) => exception));
  const clearances = layers.flatMap(({ models }) => models.map(({ clearance }) => clearance.categories));
  return {
    categories: [...flow.map(({ categories = [] }) => categories), ...clearances],
    rules: [...flow, ...exceptions].map(({ rules = [] }) => rules),
  };
}
