/**
 * Defects of a policy file, each with a position, a code and what to do.
 *
 * A defect is told only once it is known to be among those shown: finding the nearest name for each of a hundred
 * thousand would take minutes.
 */

import type { PathSegments } from './document';

export type ProblemCode =
  | 'NOT_TEXT'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'TOO_MANY_PROBLEMS'
  | 'YAML_SYNTAX'
  | 'DUPLICATE_KEY'
  | 'TOO_MANY_ALIASES'
  | 'FORBIDDEN_KEY'
  | 'WRONG_VERSION'
  | 'UNKNOWN_FIELD'
  | 'MISSING_FIELD'
  | 'WRONG_TYPE'
  | 'WRONG_VALUE'
  | 'DUPLICATE_ID'
  | 'UNKNOWN_LEVEL'
  | 'UNKNOWN_RULE'
  | 'UNKNOWN_MODEL'
  | 'UNKNOWN_DETECTOR'
  | 'UNKNOWN_NOT_STRICTER'
  | 'BAD_GLOB'
  | 'BAD_PATTERN'
  | 'UNSAFE_PATTERN'
  | 'BAD_EXAMPLE'
  | 'CYCLIC_ALIAS'
  | 'BAD_TIME'
  | 'NOT_FORMATTABLE';

/** What is valid and says something other than its author can have meant. */
export type WarningCode =
  | 'IMPOSSIBLE_RULE'
  | 'SHADOWED_RULE'
  | 'COVERED_MODEL'
  | 'IDLE_CLEARANCE'
  | 'EXPIRED_EXCEPTION'
  | 'IDLE_EXCEPTION'
  | 'IDLE_GLOB'
  | 'IDLE_EVIDENCE'
  | 'NOT_IN_LAYER';

/** The shape of contract.md: line and column are 1-based, `pointer` is a JSON Pointer (RFC 6901). */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly code: ProblemCode | WarningCode;
  /** Absent for a defect. A warning leaves the policy valid. */
  readonly severity?: 'warning';
  readonly message: string;
  readonly hint?: string;
  /** What to write at the place instead, where one name for another mends it. */
  readonly suggestion?: string;
}

/** How many problems are told of one policy. */
export const maxProblems = 500;
/** How many of one check are counted: each takes time. */
export const maxDefects = 10_000;

/** What is said of a problem: `hint` is what to do about it. */
export interface Advice {
  readonly message: string;
  readonly hint: string;
  readonly suggestion?: string;
}

/** A problem that was found and not told yet. */
export interface Defect {
  readonly segments: PathSegments;
  readonly at: 'key' | 'value';
  readonly code: ProblemCode;
  advise(): Advice;
}
