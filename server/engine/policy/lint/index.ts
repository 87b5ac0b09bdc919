/**
 * The lints of a policy: what is valid and wrong, each with its place and what mends it.
 *
 * They say only what is certain of the documents given. Nothing here decides: a policy with warnings is in force as it
 * stands.
 */

import type { Problem } from '../problem';
import { plain } from '../quoted';
import { createContext } from './context';
import { coveredModel } from './coveredModel';
import { emptyGlobs } from './emptyGlobs';
import { expiredException } from './expiredException';
import { idleEvidence } from './idleEvidence';
import { idleException } from './idleException';
import { idleGlob } from './idleGlob';
import { impossibleFlow } from './impossibleFlow';
import { layerModel } from './layerModel';
import { lowCategory } from './lowCategory';
import { notInLayer } from './notInLayer';
import { shadowedFlow } from './shadowedFlow';
import { shadowedInsertion } from './shadowedInsertion';
import type { Lint, LintInput, Warning } from './types';
import { unknownCategory } from './unknownCategory';
import { uselessRedaction } from './uselessRedaction';

export type { Fix, Lint, LintInput, Warning } from './types';

/** Every lint. */
export const lints: readonly Lint[] = [
  emptyGlobs,
  impossibleFlow,
  uselessRedaction,
  shadowedFlow,
  shadowedInsertion,
  coveredModel,
  layerModel,
  unknownCategory,
  lowCategory,
  expiredException,
  idleException,
  idleGlob,
  idleEvidence,
  notInLayer,
];

/** How many warnings are told of one policy. */
const maxWarnings = 500;

/** Returns the warnings about a policy in the order of its text. Never throws, and is deterministic. */
export function lintPolicy(input: LintInput): readonly Warning[] {
  const context = createContext(input);
  const warnings = new Map<string, Warning>();
  for (const { code, check } of lints) {
    check(context, (segments, message, { hint, suggestion, fixes = [], at } = {}) => {
      const problem: Problem = input.document.problemAt(segments, code, plain(message), hint && plain(hint), at);
      // What aliases repeat is one place to mend.
      const place = `${code} ${problem.line}:${problem.column}`;
      if (warnings.has(place) || warnings.size >= maxWarnings) return;
      warnings.set(place, {
        ...problem,
        code,
        severity: 'warning',
        ...(suggestion === undefined ? {} : { suggestion }),
        fixes: fixes.filter((fix) => fix !== undefined),
      });
    });
  }
  return [...warnings.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
