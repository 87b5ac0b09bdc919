/** Runs a policy's own `tests:` against it. */

import { classify } from '../classify/classify';
import { decide } from '../decide';
import { decideInsertion } from '../insertion';
import { createLabel, formatLabel, type Label } from '../label';
import type { Content } from '../types';
import type { CompiledPolicy } from './compile';
import type { Effect, PolicyTest } from './types';

export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** For a failed test: what was expected and what came. */
  readonly message: string;
  /** Index into `tests`. */
  readonly index: number;
}

/** Runs all tests of a policy at the time `now`, in their order. */
export function runPolicyTests(policy: CompiledPolicy, now: Date): readonly PolicyTestResult[] {
  return (policy.policy.tests ?? []).map((test, index) => {
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
    return { name: test.name, passed: message === '', message, index };
  });
}

function run(policy: CompiledPolicy, test: PolicyTest, now: Date): { effect: Effect; label: Label; why: string } {
  const content: Content = {
    ...(test.path === undefined ? {} : { path: test.path }),
    ...(test.text === undefined ? {} : { text: test.text }),
  };
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
