/**
 * From candidates to findings: one finding per value.
 *
 * Only detectors of one family compete, so that a finding of one kind never hides another kind's.
 */

import type { Candidate } from './trace';
import type { Detector, Finding } from './types';

const confidenceRank = { low: 0, medium: 1, high: 2 } as const;
const defaultSpecificity = 50;

/** Returns the findings left of `candidates`, sorted by offset; the result does not depend on their order. */
export function resolveOverlaps(candidates: readonly Candidate[], detectors: readonly Detector[]): Finding[] {
  const families = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const family = familyOf(detectors[candidate.detector]!.id);
    const members = families.get(family);
    if (members) members.push(candidate);
    else families.set(family, [candidate]);
  }
  const findings: Finding[] = [];
  for (const members of families.values()) {
    for (const { detector, offset, length } of resolveFamily(members, detectors)) {
      const { id, confidence = 'medium' } = detectors[detector]!;
      findings.push({ detector: id, offset, length, confidence });
    }
  }
  return findings.sort((a, b) => a.offset - b.offset || a.length - b.length || compareText(a.detector, b.detector));
}

/** Returns the part of a detector id before the last slash. */
export function familyOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}

/** Resolves each cluster of candidates that touch one another by itself; most clusters have one member. */
function resolveFamily(members: Candidate[], detectors: readonly Detector[]): Candidate[] {
  members.sort((a, b) => a.offset - b.offset);
  const accepted: Candidate[] = [];
  for (let from = 0; from < members.length; ) {
    let to = from + 1;
    let end = endOf(members[from]!);
    for (; to < members.length && members[to]!.offset < end; to++) end = Math.max(end, endOf(members[to]!));
    if (to === from + 1) accepted.push(members[from]!);
    else accepted.push(...resolveCluster(members.slice(from, to), detectors));
    from = to;
  }
  return accepted;
}

function resolveCluster(members: Candidate[], detectors: readonly Detector[]): Candidate[] {
  const ranked = members.sort(
    (a, b) =>
      rank(detectors[b.detector]!) - rank(detectors[a.detector]!) ||
      b.length - a.length ||
      a.offset - b.offset ||
      compareText(detectors[a.detector]!.id, detectors[b.detector]!.id),
  );
  const accepted: Candidate[] = [];
  for (const candidate of ranked) {
    const at = insertionPoint(accepted, candidate.offset);
    const before = accepted[at - 1];
    const after = accepted[at];
    if (before && endOf(before) > candidate.offset) continue;
    if (after && after.offset < endOf(candidate)) continue;
    accepted.splice(at, 0, candidate);
  }
  return accepted;
}

function endOf(candidate: Candidate): number {
  return candidate.offset + candidate.length;
}

function rank(detector: Detector): number {
  return (detector.specificity ?? defaultSpecificity) * 4 + confidenceRank[detector.confidence ?? 'medium'];
}

function insertionPoint(accepted: readonly Candidate[], offset: number): number {
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
