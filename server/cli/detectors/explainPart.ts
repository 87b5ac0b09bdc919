/**
 * What detectors saw at a place or under a fingerprint, and what they looked at there without taking it for a finding.
 *
 * What it returns never holds a value, only how one is shown.
 */

import type { Evidence } from '../../engine/detect/extractors';
import { parseSuppressions, suppressionOf } from '../../engine/detect/suppression';
import type { Confidence, Finding, Scanner } from '../../engine/detect/types';
import { fingerprintOf } from '../scan/findings';
import { createLineCounter } from '../scan/lookInto';
import { type Candidate, candidatesIn } from './candidates';
import { mask } from './mask';

/** Lines and columns are 1-based, columns count UTF-16 code units. */
export type Target = { readonly line: number; readonly column?: number } | { readonly fingerprint: string };

/** `covered`: a more specific finding of its family stands for it. `none`: something rules it out. */
export type Standing = 'found' | 'covered' | 'none';

export interface ExplainedValue {
  readonly detector: string;
  readonly title: string;
  readonly standing: Standing;
  readonly confidence?: Confidence;
  /** The reason of the comment that quiets it. */
  readonly suppressed?: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** As it may be shown. */
  readonly value: string;
  readonly fingerprint: string;
  /** Weights above zero speak for it; what rules it out by itself has `null`. */
  readonly evidence: readonly { readonly what: string; readonly weight: number | null }[];
}

export interface ExplainInput {
  readonly scanner: Scanner;
  readonly text: string;
  readonly path: string;
  /** Until when suppressions have to hold, epoch milliseconds. */
  readonly now: number;
  readonly key: Uint8Array;
}

const mostRejected = 20;
const ranks: Readonly<Record<Standing, number>> = { found: 0, covered: 1, none: 2 };

/** Returns the values, findings first; `undefined` where the text has no such line. */
export function explainPart(input: ExplainInput, target: Target): readonly ExplainedValue[] | undefined {
  const { scanner, text, path, key } = input;
  const { findings, covered = [] } = scanner.scan(text, path);
  const all = [...findings, ...covered];
  const parts =
    'fingerprint' in target
      ? all.filter((finding) => fingerprintOf(sliceOf(text, finding), key) === target.fingerprint).map(toPart)
      : [lineIn(text, target.line, target.column)];
  if (parts.some((part) => part === undefined)) return undefined;
  const values = new Map<string, ExplainedValue>();
  for (const part of parts.filter((each) => each !== undefined)) {
    const seen = all.filter(({ offset, length }) => offset <= part.to && offset + length >= part.from);
    const candidates = candidatesIn(scanner.detectors, { text, path, ...part });
    for (const each of join(seen, candidates)) {
      const standing = findings.includes(each.finding as Finding) ? 'found' : each.finding ? 'covered' : 'none';
      if ('fingerprint' in target && standing === 'none') continue;
      values.set(`${each.detector} ${each.offset} ${each.length}`, toValue(input, each, standing));
    }
  }
  const sorted = [...values.values()].sort(
    (a, b) => ranks[a.standing] - ranks[b.standing] || a.line - b.line || a.column - b.column,
  );
  const rejected = sorted.findIndex(({ standing }) => standing === 'none');
  return rejected < 0 ? sorted : sorted.slice(0, rejected + mostRejected);
}

interface Joined {
  readonly detector: string;
  readonly offset: number;
  readonly length: number;
  readonly finding?: Finding;
  readonly evidence: readonly Evidence[];
}

/** Puts findings and what was weighed for them together. */
function join(findings: readonly Finding[], candidates: readonly Candidate[]): Joined[] {
  const isSame = (finding: Finding, { detector, offset, length }: Candidate): boolean =>
    finding.detector === detector.id && finding.offset === offset && finding.length === length;
  const found = findings.map((finding): Joined => {
    const { detector, offset, length } = finding;
    const evidence = candidates.find((candidate) => isSame(finding, candidate))?.evidence ?? [farEvidence];
    return { detector, offset, length, finding, evidence };
  });
  const rest = candidates
    .filter((candidate) => !findings.some((finding) => isSame(finding, candidate)))
    .map(({ detector, offset, length, evidence }): Joined => ({ detector: detector.id, offset, length, evidence }));
  return [...found, ...rest];
}

const farEvidence: Evidence = { what: 'it stands in encoded text, or the text as a whole shows it', weight: 1 };

function toValue(input: ExplainInput, joined: Joined, standing: Standing): ExplainedValue {
  const { scanner, text, key, now } = input;
  const { detector: id, offset, length, finding, evidence } = joined;
  const detector = scanner.detectors.find((each) => each.id === id);
  const value = sliceOf(text, joined);
  const suppressed =
    finding === undefined ? undefined : suppressionOf(finding, parseSuppressions(text, now).suppressions)?.reason;
  return {
    detector: id,
    title: detector?.title ?? id,
    standing,
    ...(finding === undefined ? {} : { confidence: finding.confidence }),
    ...(suppressed === undefined ? {} : { suppressed }),
    ...createLineCounter(text)(offset),
    length,
    value: mask(value),
    fingerprint: fingerprintOf(value, key),
    evidence: evidence.map(({ what, weight }) => ({ what, weight: Number.isFinite(weight) ? weight : null })),
  };
}

function sliceOf(text: string, { offset, length }: Pick<Finding, 'offset' | 'length'>): string {
  return text.slice(offset, offset + length);
}

function toPart({ offset, length }: Finding): { from: number; to: number } {
  return { from: offset, to: offset + length - 1 };
}

/** Returns a line's range, or one place in it. */
function lineIn(text: string, line: number, column?: number): { from: number; to: number } | undefined {
  let from = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', from);
    if (end < 0) return undefined;
    from = end + 1;
  }
  const end = text.indexOf('\n', from);
  const to = end < 0 ? text.length : end;
  if (line < 1 || (column !== undefined && (column < 1 || from + column - 1 > to))) return undefined;
  return column === undefined ? { from, to } : { from: from + column - 1, to: from + column - 1 };
}
