/** Runs a policy's own `tests:` against it. */

import { classify } from '../classify/classify';
import { decide } from '../decide';
import { decideInsertion } from '../insertion';
import { createLabel, formatLabel, type Label } from '../label';
import type { CompiledPolicy } from './compiled';
import type { Effect, PolicyTest } from './types';

export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** For a failed test: what was expected and what came. */
  readonly message: string;
  /** Index into `tests`. */
  readonly index: number;
  /** What the policy decides. */
  readonly actual: { readonly effect: Effect; readonly label: Label };
}

/** Runs tests at the time `now`, in their order: the organisation's own, or those of a layer over all layers. */
export function runPolicyTests(
  policy: CompiledPolicy,
  now: Date,
  tests: readonly PolicyTest[] = policy.policy.tests ?? [],
): readonly PolicyTestResult[] {
  return tests.map((test, index) => {
    const expected = typeof test.expect === 'string' ? { effect: test.expect } : test.expect;
    const actual = run(policy, test, now);
    const label =
      expected.label === undefined ? undefined : createLabel(expected.label.level, expected.label.categories);
    const message = [
      expected.effect === undefined || expected.effect === actual.effect
        ? ''
        : `expected the effect ${expected.effect}, got ${actual.effect}${actual.why}`,
      label === undefined || formatLabel(label) === formatLabel(actual.label)
        ? ''
        : `expected the label ${formatLabel(label)}, got ${formatLabel(actual.label)}`,
    ]
      .filter((part) => part !== '')
      .join('; ');
    return { name: test.name, passed: message === '', message, index, actual };
  });
}

/** Returns the content that a test is about. */
export function contentOf({ path, text }: PolicyTest): { readonly path?: string; readonly text?: string } {
  return { ...(path === undefined ? {} : { path }), ...(text === undefined ? {} : { text }) };
}

function run(policy: CompiledPolicy, test: PolicyTest, now: Date): { effect: Effect; label: Label; why: string } {
  const content = contentOf(test);
  const decision =
    test.insertion === undefined
      ? decide(policy, { contents: [content], destination: test.destination ?? {} }, now)
      : decideInsertion(policy, { target: content, ...test.insertion }, now);
  const rules = [...new Set(decision.reasons.map(({ rule }) => rule))];
  return {
    effect: decision.effect,
    label: test.insertion === undefined ? classify(policy, content).label : decision.label,
    why: rules.length === 0 ? '' : ` by ${rules.join(', ')}`,
  };
}
