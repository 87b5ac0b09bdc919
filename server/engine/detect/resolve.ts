/**
 * From everything detectors saw to one finding per value.
 *
 * Only detectors of one family compete, so that a finding of one kind never hides another kind's. Which findings compete
 * is the caller's choice: what one rule names must not be hidden by what another names.
 */

import type { Detector, Finding } from './types';

/** Findings with those among them that another covers; both sorted by offset. */
export interface Resolved {
  readonly kept: readonly Finding[];
  readonly covered: readonly Finding[];
}

const confidenceRank = { low: 0, medium: 1, high: 2 } as const;
const defaultSpecificity = 50;

/** Resolves overlaps; the result does not depend on the order of `findings`. */
export function resolveOverlaps(findings: readonly Finding[], detectors: ReadonlyMap<string, Detector>): Resolved {
  if (findings.length < 2) return { kept: findings, covered: [] };
  const families = new Map<string, Finding[]>();
  for (const finding of findings) {
    const family = familyOf(finding.detector);
    const members = families.get(family);
    if (members) members.push(finding);
    else families.set(family, [finding]);
  }
  const kept: Finding[] = [];
  const covered: Finding[] = [];
  const rankOf = (finding: Finding): number => rank(detectors.get(finding.detector), finding);
  for (const members of families.values()) resolveFamily(members, rankOf, kept, covered);
  return { kept: kept.sort(byPlace), covered: covered.sort(byPlace) };
}

/** Compares findings by offset, then length, then detector. */
export function byPlace(a: Finding, b: Finding): number {
  return a.offset - b.offset || a.length - b.length || compareText(a.detector, b.detector);
}

/** Returns the part of a detector id before the last slash. */
export function familyOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}

type Rank = (finding: Finding) => number;

/** Resolves each cluster of findings that touch one another by itself; most clusters have one member. */
function resolveFamily(members: Finding[], rankOf: Rank, kept: Finding[], covered: Finding[]): void {
  members.sort((a, b) => a.offset - b.offset);
  for (let from = 0; from < members.length; ) {
    let to = from + 1;
    let end = endOf(members[from]!);
    for (; to < members.length && members[to]!.offset < end; to++) end = Math.max(end, endOf(members[to]!));
    if (to === from + 1) kept.push(members[from]!);
    else resolveCluster(members.slice(from, to), rankOf, kept, covered);
    from = to;
  }
}

function resolveCluster(members: Finding[], rankOf: Rank, kept: Finding[], covered: Finding[]): void {
  const ranked = members.sort((a, b) => rankOf(b) - rankOf(a) || b.length - a.length || byPlace(a, b));
  const accepted: Finding[] = [];
  for (const finding of ranked) {
    const at = insertionPoint(accepted, finding.offset);
    const before = accepted[at - 1];
    const after = accepted[at];
    if ((before && endOf(before) > finding.offset) || (after && after.offset < endOf(finding))) covered.push(finding);
    else accepted.splice(at, 0, finding);
  }
  kept.push(...accepted);
}

function endOf({ offset, length }: Finding): number {
  return offset + length;
}

function rank(detector: Detector | undefined, { confidence }: Finding): number {
  return (detector?.specificity ?? defaultSpecificity) * 4 + confidenceRank[confidence];
}

function insertionPoint(accepted: readonly Finding[], offset: number): number {
  let low = 0;
  let high = accepted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (accepted[middle]!.offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
