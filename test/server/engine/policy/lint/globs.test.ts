/** Path globs that match nothing here, and how one glob is known to cover another. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { minimatch } from 'minimatch';
import { createGlobCover } from '../../../../../server/engine/policy/lint/globCover';
import { assertMarked, fixed, head, lint } from './marked';

describe('globs that match no file', () => {
  const files = ['services/payments/card.ts', 'services/payments/docs/a.md', 'README.md', 'src/a.ts'];
  const text = `
classify:
  rules:
    - id: a
      label: { level: restricted }
      paths: ["servces/payments/**", "services/payments/**"]
      #       ^^^ IDLE_GLOB
    - id: b
      label: { level: restricted }
      paths: ["src/*.ts", "!src/b.ts", "!docs/**", "**/*.pem", "!**/*.p12"]
      #                   ^^^ IDLE_GLOB
      #                                ^^^ IDLE_GLOB
    - id: c
      label: { level: restricted }
      paths: ["services/**", "!services/payments/docs/**", "!README.md"]
      #                                                    ^^^ IDLE_GLOB
exceptions:
  - { id: e, paths: ["old/**"], until: 2027-01-01T00:00:00Z, reason: r, approvedBy: a }
  #                  ^^^ IDLE_GLOB
`;

  it('are found where the files are known', () => {
    const [slip] = assertMarked(text, { files });
    assert.equal(slip?.suggestion, 'services/payments/**');
    assert.match(fixed(text, slip, "write 'services/payments/**'"), /paths: \["services\/payments\/\*\*", "services/);
    assert.deepEqual(lint(head + text), []);
    assert.deepEqual(lint(head + text, { files: [] }), []);
    const exception = '{ id: e, paths: ["servces/**"], until: 2027-01-01T00:00:00Z, reason: r, approvedBy: a }';
    const [lax] = lint(`${head}exceptions: [${exception}]`, { files });
    for (const warning of [slip, lax]) {
      const [write] = warning?.fixes ?? [];
      assert.ok(write?.title.startsWith('write') && !write.isPreferred);
    }
  });

  it('are not removed where the rule would mean something else without them', () => {
    const rule = 'classify: { rules: [{ id: r, label: { level: public }, paths: ["old/*", "!old/b"] }] }';
    const warnings = lint(`${head}${rule}`, { files });
    assert.deepEqual(
      warnings.map(({ fixes }) => fixes.map(({ title }) => title)),
      [[], ["remove '!old/b'"]],
    );
  });

  it('may be meant for other repositories, but not in the layer of this one', () => {
    const rule = 'classify: { rules: [{ id: r, label: { level: public }, paths: ["**/*.pem"] }] }';
    const kinds = (['organisation', 'team', 'workspace'] as const).map(
      (kind) => lint(`${head}${rule}`, { kind, files }).filter(({ code }) => code === 'IDLE_GLOB').length,
    );
    assert.deepEqual(kinds, [0, 0, 1]);
  });

  it('are looked for in one pass', () => {
    const globs = Array.from({ length: 1000 }, (_, index) => `"packages/p${index}/**"`);
    const many = Array.from({ length: 20_000 }, (_, index) => `packages/p${index % 999}/src/f${index}.ts`);
    const rule = `classify: { rules: [{ id: r, label: { level: public }, paths: [${globs.join(', ')}] }] }`;
    const warnings = lint(`${head}${rule}`, { files: many });
    assert.deepEqual(
      warnings.map(({ pointer }) => pointer),
      ['/classify/rules/0/paths/999'],
    );
  });
});

describe('globCover', () => {
  const cases: readonly [string, string, boolean][] = [
    ['**', 'a/b*/{c,d}', true],
    ['docs/**', 'docs/*.md', true],
    ['docs/**', 'docs/**/a', true],
    ['docs/**', 'docs', false],
    ['docs/**', '**/docs/a', false],
    ['**/*.md', 'docs/a.md', true],
    ['**/*.md', 'a.md', true],
    ['**/b', 'a/**/b', true],
    ['a/*', 'a/**', false],
    ['a/**/b', 'a/b', true],
    ['{a,b}/**', '{b,a}/c', true],
    ['{a,b}/**', '{b,c}/c', false],
    ['gpt-*', 'gpt-5*', true],
    ['gpt-5*', 'gpt-*', false],
    ['*.example', '*.a.example', true],
    ['secret/*', 'secret/aws-*', true],
    ['*', 'a/b', false],
  ];
  for (const [outer, inner, covers] of cases) {
    it(`${outer} ${covers ? 'covers' : 'may not cover'} ${inner}`, () => {
      assert.equal(createGlobCover().covers(outer, inner), covers);
    });
  }

  const segment = fc.oneof(
    fc.constantFrom('**', '*', 'a', 'b', 'a*', '*b', 'a*b', '{a,b}', '?', '[ab]', 'ab', '.a', '!(a)'),
  );
  const glob = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  const path = fc
    .array(fc.constantFrom('a', 'b', 'ab', 'aab', '.a', 'c'), { minLength: 1, maxLength: 5 })
    .map((segments) => segments.join('/'));
  const matches = (candidate: string, pattern: string) => minimatch(candidate, pattern, { dot: true, nonegate: true });

  it('is right about everything it says it covers', () => {
    let covered = 0;
    fc.assert(
      fc.property(glob, glob, fc.array(path, { minLength: 1, maxLength: 20 }), (outer, inner, paths) => {
        if (!createGlobCover().covers(outer, inner)) return;
        covered++;
        for (const candidate of paths) {
          assert.ok(!matches(candidate, inner) || matches(candidate, outer), `${outer} ${inner} ${candidate}`);
        }
      }),
      { numRuns: 10_000 },
    );
    assert.ok(covered > 200, String(covered));
  });
});
