/** The policies that ship: they parse without a problem and pass their own tests. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compilePolicy } from '../../../../server/engine/policy/compile';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import { runPolicyTests } from '../../../../server/engine/policy/runTests';
import { strictestPolicy } from '../../../../server/engine/policy/strictest';
import type { Policy } from '../../../../server/engine/policy/types';

const now = new Date('2026-11-21T00:00:00Z');

describe('the baseline policy', () => {
  const path = 'policies/baseline.yaml';
  const parsed = parsePolicy(readFileSync(path, 'utf8'), path);

  it('has no problem', () => {
    assert.deepEqual(parsed.problems, []);
  });

  for (const { name, passed, message } of parsed.policy === undefined
    ? []
    : runPolicyTests(compilePolicy(parsed.policy, { digest: 'sha256:baseline' }), now)) {
    it(name, () => assert.ok(passed, message));
  }
});

describe('the strictest default', () => {
  it('is a valid policy', () => {
    assert.deepEqual(parsePolicy(JSON.stringify(strictestPolicy), 'strictest').problems, []);
  });

  it('lets nothing flow and nothing in', () => {
    const tests: Policy['tests'] = [
      { name: 'flow', path: 'a.ts', destination: { name: 'any', channel: 'inline' }, expect: 'block' },
      { name: 'flow without a path', text: 'x', destination: {}, expect: 'block' },
      { name: 'insertion', path: 'a.ts', insertion: { text: 'x' }, expect: 'block' },
    ];
    const results = runPolicyTests(compilePolicy({ ...strictestPolicy, tests }, { digest: 'sha256:0' }), now);
    assert.deepEqual(
      results.filter(({ passed }) => !passed),
      [],
    );
  });
});
