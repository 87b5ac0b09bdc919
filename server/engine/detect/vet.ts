/**
 * Refuses expressions that may backtrack without limit, whoever wrote them.
 *
 * The analysis is static (scslre, after Davis et al. on super-linear regular expressions) and comes before any text is
 * seen. Long bounded repeats are treated as unbounded ones: in a window they cost the same.
 */

import { analyse } from 'scslre';

/** Bounded repeats with at least this much choice are analysed as unbounded. */
const longRepeat = 64;
const longestPattern = 4000;

export interface UnsafePattern {
  readonly message: string;
  readonly hint: string;
}

/** Returns why a well-formed expression may take more than linear time, or `undefined` where it can't. */
export function vetPattern(pattern: string, flags = ''): UnsafePattern | undefined {
  if (pattern.length > longestPattern) {
    return {
      message: `the expression is longer than ${longestPattern} characters`,
      hint: 'split it into several detectors',
    };
  }
  if (new RegExp(`|(?:${pattern})`, flags).test('') && new RegExp(`^(?:${pattern})$`, flags).test('')) {
    return { message: 'the expression matches the empty text', hint: 'require at least one character' };
  }
  const nested = nestedRepeat(pattern, flags);
  if (nested !== undefined) {
    return {
      message: `'${nested}' repeats something that itself repeats, which may take exponential time`,
      hint: 'repeat only parts that begin with a character the repeat inside cannot match, or give the inner repeat a fixed count',
    };
  }
  const report = analyse({ source: widen(pattern, flags), flags }, { maxReports: 1 }).reports[0];
  if (report === undefined) return undefined;
  const character = JSON.stringify(report.character.pick);
  return {
    message: `the expression may take more than linear time on many repeats of ${character}`,
    hint:
      report.type === 'Move'
        ? 'begin it with a boundary such as \\b or (?<!\\w), so that it is not tried at every character'
        : 'let neighbouring repeats have no character in common, or give them short fixed bounds',
  };
}

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly raw: string };
type Quantifier = Node & { readonly min: number; readonly max: number; readonly element: Node };

function quantifiers(pattern: string, flags: string): Quantifier[] {
  const found: Quantifier[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
    } else if (typeof node === 'object' && node !== null && 'type' in node) {
      if (node.type === 'Quantifier') found.push(node as Quantifier);
      for (const key of ['alternatives', 'elements', 'element'] as const) {
        if (key in node) visit((node as Record<string, unknown>)[key]);
      }
    }
  };
  visit(analyse({ source: pattern, flags }, { maxReports: 0 }).parsed.pattern);
  return found;
}

function widen(pattern: string, flags: string): string {
  let widened = pattern;
  const long = quantifiers(pattern, flags).filter(
    ({ min, max }) => max !== Number.POSITIVE_INFINITY && max - min >= longRepeat,
  );
  for (const { min, end, element } of long.sort((a, b) => b.end - a.end)) {
    const suffix = pattern.slice(element.end, end);
    const lazy = suffix.endsWith('?') ? '?' : '';
    // An outer quantifier ends later, so everything up to this one's end is still as it was.
    widened = `${widened.slice(0, element.end)}{${min},}${lazy}${widened.slice(end)}`;
  }
  return widened;
}

/**
 * Returns a long repeat of a part that holds another long repeat which nothing fixed delimits.
 *
 * The analysis above tries one repeated character only; this closes the door on longer ones such as `(?:(?:ab)+)+`.
 */
function nestedRepeat(pattern: string, flags: string): string | undefined {
  const all = quantifiers(pattern, flags).filter(
    ({ min, max }) => max - min >= longRepeat || max === Number.POSITIVE_INFINITY,
  );
  for (const outer of all) {
    const inner = all.find(
      (each) => each !== outer && each.start >= outer.element.start && each.end <= outer.element.end,
    );
    if (inner !== undefined) return outer.raw;
  }
  return undefined;
}
