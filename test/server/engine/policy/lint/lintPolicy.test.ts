/** The laws of linting: it never throws, its fixes mend, and the policies we ship give no reason for it. */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parsePolicyDocument } from '../../../../../server/engine/policy/document';
import { lintPolicy, lints } from '../../../../../server/engine/policy/lint';
import { parsePolicy } from '../../../../../server/engine/policy/parse';
import type { LayerPolicy } from '../../../../../server/engine/policy/types';
import { policy } from '../../arbitraries';
import { assertFixed, lint } from './marked';

const root = path.resolve(__dirname, '../../../../..');
const files = ['src/a.ts', 'docs/a.md'];

describe('lintPolicy', function () {
  this.timeout(60_000);

  for (const file of [
    'baseline.yaml',
    ...fs.readdirSync(path.join(root, 'policies/packs')).map((name) => `packs/${name}`),
  ]) {
    it(`has nothing to say of ${file}`, () => {
      const text = fs.readFileSync(path.join(root, 'policies', file), 'utf8');
      const found = lint(text, { files }).map(({ line, code, message }) => `${line} ${code} ${message}`);
      assert.deepEqual(found, []);
    });
  }

  it('mends what it warns of, in random policies', () => {
    const codes = new Set<string>();
    const globs = fc
      .subarray(['a/**', '!a/**', '**', '!**', 'a/b', '!a/b', 'secret/*', '!secret/*'], { minLength: 1 })
      .filter((list) => list.some((glob) => !glob.startsWith('!')));
    fc.assert(
      fc.property(policy, globs, fc.constantFrom(80, 1), (document, tools, lineWidth) => {
        const insertions = [
          { tools, effect: 'block' },
          { levels: ['public'], tools, effect: 'warn' },
        ];
        const text = stringify(
          { ...document, insertions },
          { lineWidth, collectionStyle: lineWidth === 1 ? 'flow' : 'any' },
        );
        fc.pre(parsePolicy(text, 'policy.yaml').problems.length === 0);
        for (const warning of lint(text, { files })) {
          codes.add(warning.code);
          assertFixed(text, warning, { files });
        }
      }),
      { numRuns: 60 },
    );
    for (const code of ['IMPOSSIBLE_RULE', 'SHADOWED_RULE', 'COVERED_MODEL', 'IDLE_CLEARANCE'])
      assert.ok(codes.has(code), code);
  });

  it('never throws and says the same twice, whatever layer a policy is taken for', () => {
    fc.assert(
      fc.property(policy, policy, fc.constantFrom('team' as const, 'workspace' as const), (document, below, kind) => {
        const text = stringify(document);
        assert.deepEqual(lint(text, { kind, below, files }), lint(text, { kind, below, files }));
        assert.ok(lint(text, { kind }).every(({ code }) => code !== 'COVERED_MODEL'));
      }),
      { numRuns: 60 },
    );
  });

  it('finds nothing wrong with thousands of rules that differ', () => {
    const rules = Array.from({ length: 1500 }, (_, index) => ({
      id: `r${index}`,
      label: { level: 'internal', categories: [`c${index % 7}`] },
      paths: [`packages/p${index}/**`, `!packages/p${index}/docs/**`],
    }));
    const flow = rules.map(({ id }) => ({ rules: [id], effect: 'ask' }));
    const models = rules.map(({ id }) => ({
      id,
      match: { hosts: [`*.${id}.example`] },
      clearance: { level: 'internal' },
    }));
    const document = parsePolicyDocument(JSON.stringify({ classify: { rules }, flow, models }), 'policy.yaml');
    const value = { levels: ['public', 'internal'], ...(document.value as object) } as unknown as LayerPolicy;
    assert.deepEqual(lintPolicy({ document, policy: value, kind: 'organisation', now: new Date(0) }), []);
  });

  it('names each lint', () => {
    assert.equal(new Set(lints.map(({ title }) => title)).size, lints.length);
  });
});
