/**
 * Runs the pass for encoded text alone, over detectors of the tests' own, and counts its work.
 *
 * Does not know the scanner's core: what the pass finds here hangs on nothing but the pass.
 */

import { encodedText } from '../../../../../server/engine/detect/encoded/encodedText';
import type { Finding } from '../../../../../server/engine/detect/types';

export interface Outcome {
  readonly findings: readonly Finding[];
  /** Code units of decoded text that detectors were given. */
  readonly scanned: number;
  readonly spent: number;
}

/** Finds what `expression` (global) matches in decoded text, texts decoded out of that text among them. */
export function runPass(text: string, expression: RegExp, budget = Number.POSITIVE_INFINITY): Outcome {
  let scanned = 0;
  let spent = 0;
  function spend(work: number): boolean {
    spent += work;
    return spent <= budget;
  }
  function run(outer: string, depth: number): Finding[] {
    const findings: Finding[] = [];
    encodedText(outer, {
      path: undefined,
      isAscii: false,
      depth,
      wants: () => true,
      spansIn: (find) => find(outer, 0, outer.length),
      spend,
      found: (finding) => findings.push(finding),
      scan(inner) {
        scanned += inner.length;
        return [...matches(inner, expression), ...(depth < 3 ? run(inner, depth + 1) : [])];
      },
    });
    return findings;
  }
  return { findings: run(text, 0), scanned, spent };
}

/** Returns the distinct texts at the findings of `runPass`, in their order. */
export function foundTexts(text: string, expression: RegExp): string[] {
  const { findings } = runPass(text, expression);
  return [...new Set(findings.map(({ offset, length }) => text.slice(offset, offset + length)))];
}

function matches(text: string, expression: RegExp): Finding[] {
  return [...text.matchAll(expression)].map((match) => ({
    detector: 'test/secret',
    offset: match.index,
    length: match[0].length,
    confidence: 'high',
  }));
}
