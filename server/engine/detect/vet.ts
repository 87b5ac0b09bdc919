/**
 * Refuses expressions that may backtrack without limit, whoever wrote them.
 *
 * The analysis (vet/inspect.ts) is static and exact for what a backtracking matcher can try, and comes before any text is
 * seen. This file tells what was found, and must not know how.
 */

import { type Defect, inspect } from './vet/inspect';

const longestPattern = 4000;
const longestPart = 60;
const longestRepeated = 24;

export interface UnsafePattern {
  readonly message: string;
  readonly hint: string;
  /** The offending part's place in the pattern, where there is one. */
  readonly at?: { readonly start: number; readonly end: number };
  /** A text of which many repeats take the time, and one that stands before them. */
  readonly repeated?: string;
  readonly lead?: string;
}

/** Returns why a well-formed expression may take more than linear time, or `undefined` where it can't. */
export function vetPattern(pattern: string, flags = ''): UnsafePattern | undefined {
  if (pattern.length > longestPattern) {
    return {
      message: `the expression is longer than ${longestPattern} characters`,
      hint: 'split it into several detectors',
    };
  }
  const defect = inspect(pattern, flags);
  if (defect !== undefined) return tell(defect);
  if (new RegExp(`|(?:${pattern})`, flags).test('') && new RegExp(`^(?:${pattern})$`, flags).test('')) {
    return { message: 'the expression matches the empty text', hint: 'require at least one character' };
  }
  return undefined;
}

function tell(defect: Defect): UnsafePattern {
  const { kind, repeat, other, reads } = defect;
  const place = repeat === undefined ? '' : ` (${placeOf(repeat)})`;
  const part = repeat === undefined ? 'the expression' : `'${shorten(repeat.raw, longestPart)}'`;
  const on = `on many repeats of ${JSON.stringify(shorten(reads, longestRepeated))}`;
  const found = {
    repeated: reads,
    lead: defect.lead,
    ...(repeat === undefined ? {} : { at: { start: repeat.start, end: repeat.end } }),
  };
  switch (kind) {
    case 'exponential':
      return {
        message: `${part} repeats something that it can match in more than one way${place}, which may take exponential time ${on}`,
        hint: 'repeat only parts that begin with a character the repeat inside cannot match, or give the inner repeat a fixed count',
        ...found,
      };
    case 'polynomial':
      return {
        message: `${part} repeats something that ${other === undefined ? 'what comes before it' : `the repeat before it (${placeOf(other)})`} also matches${place}, which may take more than linear time ${on}`,
        hint: 'let repeats that follow each other have no character in common, or give them short fixed bounds',
        ...found,
      };
    case 'search':
      return {
        message: `${part} repeats something in which a match can begin again${place}, which may take more than linear time ${on}`,
        hint: 'begin the expression with a boundary such as \\b or (?<!\\w), so that it is not tried at every character, or give the repeat a short fixed bound',
        ...found,
      };
    case 'ways':
      return {
        message: `the expression can match one text in thousands of ways, such as one that begins with ${JSON.stringify(shorten(reads, longestRepeated))}`,
        hint: 'let parts that may be left out or repeated have no character in common with what follows them',
      };
    case 'complex':
      return {
        message: 'the expression is too complex to be checked for the time it may take',
        hint: 'split it into several detectors, or give its repeats smaller bounds',
      };
  }
}

function placeOf({ start, end }: { readonly start: number; readonly end: number }): string {
  return `characters ${start + 1} to ${end}`;
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
