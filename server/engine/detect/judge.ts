/**
 * Whether a value that has the form is a finding, and how sure: structural checks, entropy, words around it, its path.
 *
 * Looks no further around the value than the detector says.
 */

import { compileGlobs } from '../glob';
import { shannonEntropy } from './entropy';
import type { Confidence, ContextWords, Detector } from './types';
import { validators } from './validators';

/** Returns the confidence, `undefined` where the value is none; `before` is that of whoever found it. */
export type Judge = (
  value: string,
  groups: Readonly<Record<string, string | undefined>>,
  text: string,
  offset: number,
  path: string | undefined,
  before?: Confidence,
) => Confidence | undefined;

const steps: readonly Confidence[] = ['low', 'medium', 'high'];
const defaultReach = 60;

/** Returns how many code units before and after a value its context words may stand; 0 without any. */
export function reachOf(context: ContextWords | undefined): number {
  return context === undefined ? 0 : (context.reach ?? defaultReach);
}

/** Returns the judge of one detector's values. */
export function createJudge({ validate = [], entropy, confidence = 'medium', context, paths }: Detector): Judge {
  const checks = validate.flatMap((name) => validators[name] ?? []);
  const isLikely = compileGlobs(paths?.likely, { caseInsensitive: true });
  const isUnlikely = compileGlobs(paths?.unlikely, { caseInsensitive: true });
  return (value, groups, text, offset, path, before = confidence) => {
    for (const check of checks) if (!check(value, groups)) return undefined;
    if (entropy !== undefined && shannonEntropy(value) < entropy) return undefined;
    let step = steps.indexOf(before);
    if (context !== undefined) {
      const around = surroundings(text, offset, value.length, context);
      const speaksFor = (context.for ?? []).some((word) => around.includes(word));
      if (context.required === true && !speaksFor) return undefined;
      const speaksAgainst = (context.against ?? []).some((word) => around.includes(word));
      step = Math.min(2, step + (speaksFor && context.required !== true ? 1 : 0)) - (speaksAgainst ? 1 : 0);
      if (step < 0) return undefined;
    }
    if (paths !== undefined && path !== undefined) {
      if (isLikely(path)) step = Math.min(2, step + 1);
      if (isUnlikely(path)) step = Math.max(0, step - 1);
    }
    return steps[step];
  };
}

/** Returns what stands before and after a value, in lower case, without the value itself. */
export function surroundings(text: string, offset: number, length: number, context: ContextWords): string {
  const reach = reachOf(context);
  const before = text.slice(Math.max(0, offset - reach), offset);
  const after = text.slice(offset + length, offset + length + reach);
  return `${before}\n${after}`.toLowerCase();
}
