/**
 * One detector on one short piece of text: expression, structural checks, entropy.
 *
 * The piece is what bounds the work; this file must not know where it comes from.
 */

import { shannonEntropy } from './entropy';
import type { Detector } from './types';
import { type Validator, validators } from './validators';

/** A detector ready to run. */
export interface CompiledDetector {
  readonly detector: Detector;
  readonly expression: RegExp;
  readonly trigger: RegExp | undefined;
  readonly checks: readonly Validator[];
  /** Code units before the end of a keyword, and after it, that a match may lie in. */
  readonly before: number;
  readonly after: number;
}

/** Code units beyond a match's bounds that lookarounds see at most. */
export const margin = 32;

const defaultBefore = 96;
const defaultAfter = 400;

/** Returns the detector ready to run; throws SyntaxError where an expression is malformed. */
export function prepare(detector: Detector): CompiledDetector {
  const longest = Math.max(0, ...(detector.keywords ?? []).map((word) => word.length));
  const { pattern = '(?!)' } = detector;
  const hasValue = pattern.includes('(?<value>');
  return {
    detector,
    expression: new RegExp(pattern, `g${hasValue ? 'd' : ''}${detector.flags ?? ''}`),
    trigger: detector.trigger === undefined ? undefined : new RegExp(detector.trigger, 'g'),
    checks: (detector.validate ?? []).flatMap((name) => validators[name] ?? []),
    before: (detector.window?.before ?? defaultBefore) + longest,
    after: detector.window?.after ?? defaultAfter,
  };
}

/**
 * Calls `found(offset, length)` for each value in `text` from `sliceFrom` to `sliceTo` whose match lies between
 * `from` and `to`; what is outside of those is only seen by lookarounds. Returns how often the expression matched.
 */
export function examine(
  compiled: CompiledDetector,
  text: string,
  slice: { readonly sliceFrom: number; readonly from: number; readonly to: number; readonly sliceTo: number },
  found: (offset: number, length: number) => void,
): number {
  const { expression } = compiled;
  const piece = text.slice(slice.sliceFrom, slice.sliceTo);
  let matches = 0;
  expression.lastIndex = 0;
  for (let match = expression.exec(piece); match !== null; match = expression.exec(piece)) {
    matches++;
    const start = slice.sliceFrom + match.index;
    if (start > slice.to) break;
    if (match[0].length === 0) {
      expression.lastIndex++;
      continue;
    }
    if (start < slice.from || start + match[0].length > slice.to) continue;
    const value = match.groups?.['value'] ?? match[0];
    if (value.length === 0 || !passes(compiled, value, match.groups ?? {})) continue;
    const inside = match.indices?.groups?.['value']?.[0] ?? match.index;
    found(slice.sliceFrom + inside, value.length);
  }
  return matches;
}

function passes(compiled: CompiledDetector, value: string, groups: Record<string, string | undefined>): boolean {
  for (const check of compiled.checks) if (!check(value, groups)) return false;
  const { entropy } = compiled.detector;
  return entropy === undefined || shannonEntropy(value) >= entropy;
}
