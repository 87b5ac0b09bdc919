/** `diffPolicies` by example: what its statements look like, and how much it can take. */

import assert from 'node:assert/strict';
import { compilePolicy } from '../../../../server/engine/policy/compile';
import { diffPolicies, isSame } from '../../../../server/engine/policy/diff';
import type { FlowRule, Policy } from '../../../../server/engine/policy/types';

const now = new Date('2026-11-21T00:00:00Z');
const base: Policy = {
  apiVersion: 'portcullis/v1',
  metadata: { name: 'base', version: '1' },
  levels: ['public', 'internal', 'restricted'],
  models: [
    { id: 'alpha', match: { tools: ['acme.a'] }, clearance: { level: 'internal' } },
    { id: 'beta', match: { tools: ['acme.b'] }, clearance: { level: 'internal' } },
  ],
};
const diff = (before: Policy, after: Policy) =>
  diffPolicies(compilePolicy(before, { digest: 'sha256:a' }), compilePolicy(after, { digest: 'sha256:b' }), now);

describe('diffPolicies by example', () => {
  it('finds no difference in a new version that says the same', () => {
    const renamed = { ...base, metadata: { name: 'base', version: '2', owner: 'me' }, tests: [] };
    assert.ok(isSame(diff(base, { ...renamed, mode: 'enforce', flow: [], unknown: { level: 'public' } })));
  });

  it('says in one statement what one flow rule changes', () => {
    const { flows, parts } = diff(base, {
      ...base,
      flow: [{ channels: ['chat'], categories: ['pii'], effect: 'redact' }],
    });
    assert.deepEqual(parts, []);
    assert.deepEqual(flows, [
      {
        models: ['alpha', 'beta', undefined],
        channels: ['chat'],
        levels: ['public', 'internal', 'restricted'],
        categories: [{ allowed: { notIn: [] }, needs: [{ in: ['pii'] }] }],
        rules: { notIn: [] },
        origins: ['organisation'],
        ranges: ['with'],
        before: 'block',
        after: 'redact',
        direction: 'laxer',
      },
    ]);
  });

  it('says what a higher clearance lets pass', () => {
    const [alpha, beta] = base.models ?? [];
    assert.ok(alpha !== undefined && beta !== undefined);
    const raised = { ...alpha, clearance: { level: 'restricted', categories: ['pci'] } };
    const { flows, parts } = diff(base, { ...base, models: [raised, beta] });
    assert.deepEqual(
      flows.map(({ models, levels, categories, before, after }) => ({ models, levels, categories, before, after })),
      [
        {
          models: ['alpha'],
          levels: ['public', 'internal'],
          categories: [{ allowed: { in: ['pci'] }, needs: [{ in: ['pci'] }] }],
          before: 'block',
          after: 'allow',
        },
        {
          models: ['alpha'],
          levels: ['restricted'],
          categories: [{ allowed: { in: ['pci'] }, needs: [] }],
          before: 'block',
          after: 'allow',
        },
      ],
    );
    assert.deepEqual(parts, [
      {
        part: 'model',
        id: 'alpha',
        change: 'changed',
        before: 'internal',
        after: 'restricted [pci]',
        direction: 'neutral',
      },
    ]);
  });

  it('tells what stands in the policy otherwise, and whether that is laxer', () => {
    const exception = { id: 'EX-1', until: '2026-12-31T00:00:00Z', reason: 'r', approvedBy: 'a' };
    const rule = { id: 'docs', label: { level: 'public' }, paths: ['docs/**'] };
    const { parts } = diff(base, {
      ...base,
      mode: 'observe',
      levels: ['public', 'internal', 'secret', 'restricted'],
      classify: { default: 'public', rules: [rule] },
      exceptions: [exception, { ...exception, id: 'EX-2', until: '2026-01-01T00:00:00Z' }],
      settings: { 'chat.autoApprove': false },
    });
    assert.deepEqual(
      parts.map(({ part, id = '', change, direction }) => [part, id, change, direction].join(' ')),
      [
        'mode  changed laxer',
        'levels  changed neutral',
        'default  changed laxer',
        'rule docs added neutral',
        'exception EX-1 added laxer',
        'exception EX-2 added neutral',
        'section settings added neutral',
      ],
    );
  });

  it('tells what may be inserted otherwise', () => {
    const { insertions } = diff(base, { ...base, insertions: [{ levels: ['restricted'], effect: 'block' }] });
    assert.equal(insertions.length, 1);
    const [{ levels, before, after, direction, findings } = assert.fail()] = insertions;
    assert.deepEqual([levels, before, after, direction], [['restricted'], 'allow', 'block', 'stricter']);
    assert.ok(findings.includes(undefined) && findings.includes('secret/aws-access-key'));
  });

  it('is exact for hundreds of categories that each have a rule of their own', () => {
    const rules = Array.from(
      { length: 300 },
      (_, index): FlowRule => ({ categories: [`c${index}`], effect: 'redact' }),
    );
    const { flows, complete } = diff({ ...base, flow: rules }, { ...base, flow: rules.slice(1) });
    assert.ok(complete);
    assert.deepEqual(
      flows.map(({ categories, before, after }) => [categories.length, before, after]),
      [[1, 'redact', 'block']],
    );
  });

  it('ends and says so where policies are too large to compare', () => {
    const rules = Array.from(
      { length: 2000 },
      (_, index): FlowRule => ({
        categories: [`c${index}`],
        channels: [index % 2 === 0 ? 'chat' : 'mcp'],
        effect: (['redact', 'ask', 'block'] as const)[index % 3] ?? 'ask',
      }),
    );
    const { complete } = diff({ ...base, flow: rules }, { ...base, flow: [...rules].reverse() });
    assert.equal(complete, false);
  });
});
