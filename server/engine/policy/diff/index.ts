/**
 * What a new policy changes: who can send what where, what may be inserted, and which parts stand differently.
 *
 * Pure; knows no files. The time matters because exceptions end.
 */

import type { CompiledPolicy } from '../compiled';
import { diffFlows, flowDomain } from './flows';
import { diffInsertions, insertionDomain } from './insertions';
import { holdsName } from './names';
import type { Budget } from './partition';
import { diffParts } from './parts';
import type { FlowChange, FlowPoint, InsertionChange, InsertionPoint, InsertionSource, PolicyDiff } from './types';

export { directionOf } from './flows';
export { insertionEffect } from './insertions';
export type * from './types';

/** Steps of work, about a million a second; what people write needs some thousand. */
const maxWork = 5_000_000;

/**
 * Returns what the policy `after` decides otherwise than `before` at the time `now`.
 *
 * Invariant: an atom of the domain lies in a flow change exactly where `decide` gives it another effect, and in one only;
 * insertions likewise. Levels that one policy lacks are told as parts and not compared.
 */
export function diffPolicies(before: CompiledPolicy, after: CompiledPolicy, now: Date): PolicyDiff {
  const flow = flowDomain(before, after);
  const domain = { ...flow, ...insertionDomain(before, after) };
  const budgets: readonly [Budget, Budget] = [{ left: maxWork }, { left: maxWork }];
  return {
    parts: diffParts(before, after, now),
    flows: diffFlows(before, after, flow, now, budgets[0]),
    insertions: diffInsertions(before, after, domain, now, budgets[1]),
    domain,
    complete: budgets.every(({ left }) => left >= 0),
  };
}

/** Reports whether the policies decide and say the same. */
export function isSame({ parts, flows, insertions, complete }: PolicyDiff): boolean {
  return complete && parts.length + flows.length + insertions.length === 0;
}

/** Returns the change that an atom lies in, `undefined` where its effect is the same. */
export function flowChangeAt({ flows }: Pick<PolicyDiff, 'flows'>, point: FlowPoint): FlowChange | undefined {
  return flows.find(
    (change) =>
      change.models.includes(point.model) &&
      change.channels.includes(point.channel) &&
      change.levels.includes(point.level) &&
      change.ranges.includes(point.ranges) &&
      change.origins.includes(point.origin) &&
      holdsName(change.rules, point.rule) &&
      change.categories.some(
        ({ allowed, needs }) =>
          point.categories.every((category) => holdsName(allowed, category)) &&
          needs.every((need) => point.categories.some((category) => holdsName(need, category))),
      ),
  );
}

/** Returns the change that an insertion lies in, `undefined` where its effect is the same. */
export function insertionChangeAt({ insertions }: PolicyDiff, point: InsertionPoint): InsertionChange | undefined {
  return insertions.find(
    ({ levels, findings, sources }) =>
      levels.includes(point.level) &&
      findings.includes(point.finding) &&
      sources.some((source) => isSameSource(source, point.source)),
  );
}

function isSameSource(a: InsertionSource, b: InsertionSource): boolean {
  return a.tool === b.tool && a.name === b.name && a.host === b.host;
}
