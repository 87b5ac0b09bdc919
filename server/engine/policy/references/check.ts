/** What a check of references is given and how it reports. Types, and how to walk values nobody has checked. */

import type { PathSegments } from '../document';
import type { NameUse } from '../names';
import { type Advice, type Defect, maxDefects, type ProblemCode } from '../problem';
import type { Policy } from '../types';

/** A policy's value that may have any shape, and what may be referred to in it. */
export interface Subject {
  readonly value: unknown;
  readonly names: readonly NameUse[];
  /** Whether it is a lower layer. */
  readonly isLayer: boolean;
  /** The organisation's policy, for a lower layer, where it is known. */
  readonly below?: Policy;
  /** Reports whether the schema refuses the value at a place, or one within it. */
  isRefused(segments: PathSegments): boolean;
}

export type Report = (segments: PathSegments, code: ProblemCode, advise: () => Advice) => void;

/** One kind of check; one file beside this one and a line in index.ts. */
export type Check = (subject: Subject, report: Report) => void;

/** Returns a report that collects. What is more than anyone reads is left out. */
export function collectInto(defects: Defect[]): Report {
  return (segments, code, advise) => {
    if (defects.length < maxDefects) defects.push({ segments, at: 'value', code, advise });
  };
}

/** Calls `visit` with every value at a place; `*` in the pattern stands for any item of a list. */
export function eachAt(value: unknown, pattern: string, visit: (value: unknown, segments: PathSegments) => void): void {
  walk(value, pattern.split('/'), [], visit);
}

/** Returns an object's own field, `undefined` where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function walk(
  value: unknown,
  pattern: readonly string[],
  segments: PathSegments,
  visit: (value: unknown, segments: PathSegments) => void,
): void {
  const [part, ...rest] = pattern;
  if (part === undefined) visit(value, segments);
  else if (part === '*') {
    if (Array.isArray(value)) value.forEach((item, index) => void walk(item, rest, [...segments, index], visit));
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, part)) {
    walk((value as Record<string, unknown>)[part], rest, [...segments, part], visit);
  }
}
