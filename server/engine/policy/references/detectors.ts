/**
 * Detectors that don't compile, could take too long, or whose examples say otherwise.
 *
 * Vetting takes milliseconds each, and policies are read at every key an author presses: what was vetted is kept.
 */

import { compileDetectors, type DetectorProblem } from '../../detect/compile';
import type { Detector } from '../../detect/types';
import type { PathSegments } from '../document';
import { readInlineFlags } from '../inlineFlags';
import type { Advice } from '../problem';
import { plain } from '../quoted';
import { type Check, eachAt, fieldOf } from './check';

/** Work of vetting all detectors of a policy, in characters of which each takes some ten microseconds. */
const mostWork = 150_000;
const mostRepeats = 100;
const mostKept = 2000;
const kept = new Map<string, readonly DetectorProblem[]>();

export const checkDetectors: Check = ({ value, isRefused }, report) => {
  let work = 0;
  eachAt(value, 'detectors/*', (detector, segments) => {
    if (typeof fieldOf(detector, 'pattern') !== 'string' || isRefused(segments)) return;
    const field = (['pattern', 'trigger'] as const).find((name) => countRepeats(fieldOf(detector, name)) > mostRepeats);
    if (field !== undefined) {
      report([...segments, field], 'UNSAFE_PATTERN', () => ({
        message: `the expression has more than ${mostRepeats} repeats`,
        hint: 'split it into several detectors',
      }));
      return;
    }
    const before = work;
    work += workOf(detector as Detector);
    if (work > mostWork) {
      if (before <= mostWork) report(segments, 'TOO_LARGE', () => tooMuch);
      return;
    }
    for (const problem of vetOnce(detector as Detector))
      report(placeOf(problem, segments), problem.code, () => advise(problem, detector as Detector));
  });
};

const tooMuch: Advice = {
  message: 'vetting the expressions of the detectors up to here takes too long',
  hint: 'use fewer detectors, or expressions with fewer repeats',
};

function vetOnce(detector: Detector): readonly DetectorProblem[] {
  const key = JSON.stringify(detector);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const { problems } = compileDetectors([detector], { vet: true });
  if (kept.size >= mostKept) kept.clear();
  // Unknown validators are told with their own place.
  const own = problems.filter(({ field }) => field !== 'validate');
  kept.set(key, own);
  return own;
}

function placeOf({ field, exampleList, exampleIndex }: DetectorProblem, segments: PathSegments): PathSegments {
  const place = [...segments, field];
  return exampleList === undefined || exampleIndex === undefined ? place : [...place, exampleList, exampleIndex];
}

/** The engine's own words for an expression that is none stand behind the expression, which is not to be shown. */
function advise({ code, field, message, hint }: DetectorProblem, { pattern = '' }: Detector): Advice {
  const says = code === 'BAD_PATTERN' ? `the expression is not valid: ${reasonOf(message)}` : withoutQuotes(message);
  // They count for the pattern alone.
  const inline = code === 'BAD_PATTERN' && field === 'pattern' ? readInlineFlags(pattern) : undefined;
  if (inline !== undefined) {
    const { flags, group } = inline;
    return { message: plain(says), hint: `leave '${group}' out, and write 'flags: ${flags}' beside it` };
  }
  return { message: plain(says), hint: plain(hint ?? 'compare it with the detectors under policies/detectors') };
}

function reasonOf(message: string): string {
  const reason = message.slice(message.lastIndexOf(': ') + 2);
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}

function withoutQuotes(message: string): string {
  return message
    .replace(/^detector '[^']*': /, '')
    .replace(/^'.*' repeats something/s, 'a part of the expression repeats something');
}

/** Repeats are compared with one another, each pair with what lies between. */
function workOf({ pattern = '', trigger = '', keywords = [], examples }: Detector): number {
  const texts = [...(examples?.match ?? []), ...(examples?.ignore ?? [])];
  const read = pattern.length + trigger.length + lengthOf(keywords) + lengthOf(texts) / 2;
  // With `i` and `u` a property escape stands for all of Unicode in both cases.
  const escapes = 60 * (pattern.match(/\\p\{/gi)?.length ?? 0);
  return 30 + read + escapes + (countRepeats(pattern) ** 3 + countRepeats(trigger) ** 3) / 25;
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function countRepeats(pattern: unknown): number {
  return typeof pattern === 'string' ? (pattern.match(/[*+]|(?<!\()\?|(?<!\\[pPu])\{/g)?.length ?? 0) : 0;
}
