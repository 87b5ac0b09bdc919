/**
 * From LSP's words to the engine's: checks what came over the wire, where it decides about an insertion.
 */

import { classifyScanned } from '../engine/classify/classify';
import type { Finding, ScanResult } from '../engine/detect/types';
import type { Atom } from '../engine/types';
import { invalid } from './handlers';
import type { View } from './openDocument';
import type { Position, Range } from './protocol';

/** Code units on either side of an insertion that are looked at where the whole document can't be. */
const surroundings = 4096;

/** The inserted text with the findings that touch it; several ranges stand on lines of their own. */
export interface InsertedText {
  readonly text: string;
  readonly findings: readonly Finding[];
  /** True where the text could not be looked through to its end: `findings` are then not all there may be. */
  readonly exhausted: boolean;
  /** The target's atoms without these findings: they are judged themselves, and the target was not theirs before. */
  readonly targetAtoms: readonly Atom[];
}

/** Throws an error response where a value is not a list of ranges. */
export function checkRanges(value: unknown): readonly Range[] {
  if (!Array.isArray(value) || !value.every(isRange)) throw invalid("'ranges' must be a list of ranges");
  return value;
}

/** Reports whether a value is a range. */
export function isRange(value: unknown): value is Range {
  const { start, end } = (value ?? {}) as Partial<Range>;
  return isPosition(start) && isPosition(end);
}

/** Throws an error response where a field is not text. */
export function checkText(value: unknown, field: string): string {
  if (typeof value !== 'string') throw invalid(`'${field}' must be a string`);
  return value;
}

/**
 * Returns what stands in the ranges, seen in its surroundings: a secret that was completed word by word is found as a
 * whole, its offset then being negative or its end beyond the text.
 */
export function insertedText(view: View, ranges: readonly Range[]): InsertedText {
  const parts: string[] = [];
  const findings: Finding[] = [];
  const touching = new Set<Finding>();
  let exhausted = false;
  let base = 0;
  for (const range of ranges) {
    const start = view.document.offsetAt(range.start);
    const end = Math.max(start, view.document.offsetAt(range.end));
    const text = view.document.getText().slice(start, end);
    const scan = scanAt(view, start, end);
    exhausted ||= scan.exhausted;
    for (const finding of [...scan.findings, ...(scan.covered ?? [])]) {
      touching.add(finding);
      findings.push({ ...finding, offset: finding.offset - start + base });
    }
    parts.push(text);
    base += text.length + 1;
  }
  return { text: parts.join('\n'), findings, exhausted, targetAtoms: atomsWithout(view, touching) };
}

/** Returns the 1-based lines that a range covers. */
export function toLines(range: Range): { startLine: number; endLine: number } {
  return { startLine: range.start.line + 1, endLine: range.end.line + 1 };
}

function atomsWithout(
  { compiled, document, location, scan, classification }: View,
  some: Set<Finding>,
): readonly Atom[] {
  if (some.size === 0) return classification.atoms;
  const isLeft = (finding: Finding): boolean => !some.has(finding);
  const left = { ...scan, findings: scan.findings.filter(isLeft), covered: scan.covered?.filter(isLeft) ?? [] };
  return classifyScanned(compiled, { ...location, text: document.getText() }, left).atoms;
}

function scanAt(view: View, start: number, end: number): ScanResult {
  const touches = ({ offset, length }: Finding): boolean => offset < end && offset + length > start;
  if (!view.scan.exhausted) {
    const { findings, covered = [] } = view.scan;
    return { findings: findings.filter(touches), covered: covered.filter(touches), exhausted: false };
  }
  const from = Math.max(0, start - surroundings);
  const near = view.compiled.scanner.scan(view.document.getText().slice(from, end + surroundings), view.location.path);
  const placed = (findings: readonly Finding[]): readonly Finding[] =>
    findings.map((finding) => ({ ...finding, offset: finding.offset + from })).filter(touches);
  return { findings: placed(near.findings), covered: placed(near.covered ?? []), exhausted: near.exhausted };
}

function isPosition(value: Position | undefined): boolean {
  return Number.isInteger(value?.line) && Number.isInteger(value?.character);
}
