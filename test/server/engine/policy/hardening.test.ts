/**
 * Policies made to harm: each ends within bounded work, with a problem at its place, and what only looks harmful passes.
 *
 * Time is bounded by counts (characters, tokens, alternatives, repeats), so that the tests ask for what is told, not for
 * seconds; without the bounds most of them would run for minutes.
 */

import assert from 'node:assert/strict';
import { parsePolicy } from '../../../../server/engine/policy/parse';
import { maxProblems, type Problem } from '../../../../server/engine/policy/problem';

const head = 'apiVersion: portcullis/v1\nmetadata: { name: acme, version: "1" }\nlevels: [public, internal]\n';

function problemsOf(text: string): readonly Problem[] {
  const { policy, layer, problems } = parsePolicy(text, 'policy.yaml');
  assert.equal(policy === undefined && layer === undefined, problems.length > 0);
  for (const { hint, line, column } of problems) assert.ok(hint && line >= 1 && column >= 1);
  return problems;
}

function places(text: string): string[] {
  return problemsOf(text).map(({ line, column, code }) => `${line}:${column} ${code}`);
}

function many(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

describe('policies made to harm', function () {
  this.timeout(60_000);

  const refused: readonly [string, string, readonly string[]][] = [
    ['10 MB of comment', `${head}# ${'x'.repeat(10_000_000)}`, ['1:1 TOO_LARGE']],
    ['10 MB of rules', head + '  - { id: a }\n'.repeat(800_000), ['1:1 TOO_LARGE']],
    ['many tokens', `${head}tests:\n${'  - x\n'.repeat(100_000)}`, ['49997:3 TOO_LARGE']],
    ['lists in lists', '['.repeat(200_000), ['1:65 TOO_DEEP']],
    ['mappings in mappings', '{a: '.repeat(100_000), ['1:257 TOO_DEEP']],
    ['lists in lists on one line', `${'- '.repeat(100_000)}x`, ['1:129 TOO_DEEP']],
    ['keys in keys', `${'? '.repeat(100_000)}x`, ['1:129 TOO_DEEP']],
    ['values in values', ': '.repeat(100_000), ['1:129 TOO_DEEP']],
    ['deep indentation', many(1500, (index) => `${' '.repeat(index)}a:\n`), ['65:65 TOO_DEEP']],
    ['deep within a policy', `${head}settings: { a: ${'['.repeat(100)}${']'.repeat(100)} }`, ['4:78 TOO_DEEP']],
    [
      'aliases that double',
      `${head}settings:\n  a0: &a0 [x, x]\n${many(40, (i) => `  a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)}`,
      ['16:14 TOO_MANY_ALIASES'],
    ],
    [
      'aliases that nest',
      `${head}settings:\n  a0: &a0 [x]\n${many(62, (i) => `  a${i + 1}: &a${i + 1} [*a${i}]\n`)}`,
      ['67:14 TOO_DEEP'],
    ],
    [
      'braces in all globs',
      `${head}classify:\n  rules:\n    - id: a\n      label: { level: public }\n      paths:\n${many(200, (i) => `        - "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}${i}"\n`)}`,
      ['87:11 TOO_LARGE'],
    ],
  ];
  for (const [name, text, expected] of refused) it(name, () => assert.deepEqual(places(text), expected));

  it('a key that is a mapping, over and over', () => {
    const problems = problemsOf(`${head}settings: ${'{'.repeat(50)}x${'}: 1'.repeat(50)}`);
    assert.ok(problems.length > 0 && problems.every(({ code }) => code === 'YAML_SYNTAX'));
  });

  it('detectors that take long to vet', () => {
    const text = `${head}detectors:\n${many(300, (i) => `  - { id: acme/a${i}, pattern: "${'.*a'.repeat(60)}${i}" }\n`)}`;
    const codes = problemsOf(text).map(({ code }) => code);
    assert.equal(codes.at(-1), 'TOO_LARGE');
    assert.ok(codes.length < 30 && codes.slice(0, -1).every((code) => code === 'UNSAFE_PATTERN'));
  });

  it('globs whose braces have no end', () => {
    const text = `${head}classify: { rules: [{ id: a, label: { level: public }, paths: ["${'{a,b}'.repeat(200)}", "{1..999999999}"] }] }`;
    assert.deepEqual(places(text), ['4:64 BAD_GLOB', '4:1068 BAD_GLOB']);
  });
});

describe('policies with a hundred thousand problems', function () {
  this.timeout(60_000);

  const cases: readonly [string, string, string][] = [
    ['unknown fields', head + many(12_000, (index) => `k${index}: 1\n`), 'UNKNOWN_FIELD'],
    ['the same key', head + 'mode: enforce\n'.repeat(12_000), 'DUPLICATE_KEY'],
    ['wrong types', `${head}tests: [${'1,'.repeat(7_999)}1]`, 'WRONG_TYPE'],
    ['empty rules', `${head}classify: { rules: [${'{},'.repeat(7_999)}{}] }`, 'MISSING_FIELD'],
    ['unknown levels', `${head}flow: [{ effect: ask, levels: [${many(20_000, (i) => `k${i},`)}a] }]`, 'UNKNOWN_LEVEL'],
    ['unknown rules', `${head}flow: [{ effect: ask, rules: [${many(20_000, (i) => `k${i},`)}a] }]`, 'UNKNOWN_RULE'],
    ['aliases of nothing', `${head}settings: [${'*a,'.repeat(20_000)}1]`, 'YAML_SYNTAX'],
    ['syntax errors', `[${','.repeat(60_000)}]`, 'YAML_SYNTAX'],
    ['two tags', '! '.repeat(30_000), 'YAML_SYNTAX'],
    ['two anchors', '&a '.repeat(30_000), 'YAML_SYNTAX'],
    ['directives', '%x\n'.repeat(30_000), 'YAML_SYNTAX'],
  ];
  for (const [name, text, code] of cases) {
    it(`tells the first of them: ${name}`, () => {
      const problems = problemsOf(text);
      assert.ok(problems.length >= 100 && problems.length <= maxProblems + 1, `${problems.length}`);
      assert.ok(problems.slice(1, -1).every((problem) => problem.code === code));
      const sorted = problems.map(({ line, column }) => line * 1e7 + column);
      assert.deepEqual(
        sorted,
        sorted.toSorted((a, b) => a - b),
      );
      if (problems.length > maxProblems) assert.equal(problems.at(-1)?.code, 'TOO_MANY_PROBLEMS');
    });
  }
});

describe('policies that only look harmful', function () {
  this.timeout(60_000);

  const accepted: readonly [string, string][] = [
    ['brackets in a text', `${head}tests: [{ name: "${'['.repeat(50_000)}", expect: allow }]`],
    ['brackets in a comment', `${head}# ${'[{- ? '.repeat(50_000)}`],
    ['a text far to the right', `${head}tests:\n  - name: |\n${' '.repeat(5000)}a\n    expect: allow`],
    ['a value far to the right', `${head}mode:${' '.repeat(100_000)}enforce`],
    ['sixty levels of settings', `${head}settings: { a: ${'['.repeat(60)}${']'.repeat(60)} }`],
    ['an anchor used often', `${head}settings:\n  a: &a x\n  b: [${'*a,'.repeat(5000)}x]`],
    [
      'thousands of rules',
      `${head}classify:\n  rules:\n${many(1000, (i) => `    - { id: r${i}, label: { level: internal }, paths: ["src/m${i}/**"] }\n`)}`,
    ],
    ['words of JavaScript', `${head}settings: { toString: 1, hasOwnProperty: 2, valueOf: 3, "__proto": 4 }`],
  ];
  for (const [name, text] of accepted) it(name, () => assert.deepEqual(problemsOf(text), []));
});

describe('what a policy can do to the program that reads it', () => {
  it('changes no prototype, whatever its keys', () => {
    const text = `${head}settings: { a: { __proto__: { polluted: 1 } }, constructor: { prototype: { polluted: 1 } } }`;
    assert.deepEqual(places(text), ['4:18 FORBIDDEN_KEY', '4:48 FORBIDDEN_KEY']);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });

  it('has no unprintable character in a message or hint', () => {
    const text = `${head}"a\\u001b[31m\\u202e${'x'.repeat(500)}": 1\nmode: "\\u001b]0;title\\u0007"\n`;
    for (const { message, hint = '' } of problemsOf(text)) {
      assert.match(message + hint, /^[^\p{Cc}\p{Cf}]*$/u);
      assert.ok(message.length < 200);
    }
  });
});
