/**
 * Says in words what the engine weighs about a value that has a detector's form: checks, entropy, words near it, its path.
 *
 * Only tells; whether the value is a finding is the scanner's to say.
 */

import { shannonEntropy } from '../../engine/detect/entropy';
import type { Evidence } from '../../engine/detect/extractors';
import { reachOf, surroundings } from '../../engine/detect/judge';
import type { Detector } from '../../engine/detect/types';
import { validators } from '../../engine/detect/validators';
import { compileGlobs } from '../../engine/glob';

export interface Judged {
  readonly text: string;
  readonly path: string | undefined;
  readonly offset: number;
  readonly value: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** Returns what speaks for (positive weights) and against a value; `-Infinity` marks what rules it out by itself. */
export function judgeEvidence(detector: Detector, judged: Judged): Evidence[] {
  return [
    ...checkEvidence(detector, judged),
    ...entropyEvidence(detector, judged),
    ...contextEvidence(detector, judged),
    ...pathEvidence(detector, judged),
  ];
}

const ruledOut = Number.NEGATIVE_INFINITY;

function checkEvidence({ validate = [] }: Detector, { value, groups }: Judged): Evidence[] {
  return validate.map((name) => {
    const holds = validators[name]?.(value, groups) === true;
    return { what: `the check ${name} ${holds ? 'holds' : 'fails'}`, weight: holds ? 1 : ruledOut };
  });
}

function entropyEvidence({ entropy }: Detector, { value }: Judged): Evidence[] {
  if (entropy === undefined) return [];
  const is = shannonEntropy(value);
  const compared = is >= entropy ? 'at least' : 'less than';
  const what = `its entropy is ${is.toFixed(2)} bits a character, ${compared} ${entropy}`;
  return [{ what, weight: is >= entropy ? 1 : ruledOut }];
}

function contextEvidence({ context }: Detector, { text, offset, value }: Judged): Evidence[] {
  if (context === undefined) return [];
  const { required = false } = context;
  const around = surroundings(text, offset, value.length, context);
  const near = (words: readonly string[] = []): string[] => words.filter((word) => around.includes(word));
  const quote = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
  const speaksFor = near(context.for);
  const speaksAgainst = near(context.against);
  const within = `within ${reachOf(context)} characters`;
  return [
    ...(speaksFor.length > 0 ? [{ what: `${quote(speaksFor)} stands ${within}`, weight: 1 }] : []),
    ...(speaksFor.length === 0 && required
      ? [{ what: `none of ${quote(context.for ?? [])} stands ${within}`, weight: ruledOut }]
      : []),
    ...(speaksAgainst.length > 0 ? [{ what: `${quote(speaksAgainst)} stands ${within}`, weight: -1 }] : []),
  ];
}

function pathEvidence({ paths }: Detector, { path }: Judged): Evidence[] {
  if (paths === undefined || path === undefined) return [];
  const matching = (globs: readonly string[] = []): string | undefined =>
    globs.find((glob) => compileGlobs([glob], { caseInsensitive: true })(path));
  const likely = matching(paths.likely);
  const unlikely = matching(paths.unlikely);
  return [
    ...(likely === undefined
      ? []
      : [{ what: `its path matches ${likely}, where such values are likelier`, weight: 1 }]),
    ...(unlikely === undefined
      ? []
      : [{ what: `its path matches ${unlikely}, where such values are rarely real`, weight: -1 }]),
  ];
}
