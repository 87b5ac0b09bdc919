/** Tests of the outline, of how a policy's tests are told of and mended, and of which part a problem marks. */

import assert from 'node:assert/strict';
import { analysePolicy, type PolicyAnalysis } from '../../../../../server/engine/policy/language/analyse';
import { describeOutcome, expectActual, failingPart } from '../../../../../server/engine/policy/language/expectation';
import { rangeOfProblem } from '../../../../../server/engine/policy/language/rangeOfProblem';
import { symbolsOf } from '../../../../../server/engine/policy/language/symbols';
import { bare, edited, type Marked, policy } from './marked';

const options = { path: 'policy.yaml', now: new Date('2026-11-21T00:00:00Z'), caseInsensitivePaths: false };
const rules = `classify:
  rules:
    - { id: pay, label: { level: secret, categories: [pci] }, paths: ["pay/**"] }
models:
  - { id: copilot, match: { names: [gpt] }, clearance: { level: internal } }
`;
const analyse = ({ source }: Marked): PolicyAnalysis => analysePolicy(source, options);

/** Returns a test's text after its quick fix, which must then pass. */
function mended(test: string): { title: string; text: string; outcome: string; marked: string } {
  const marked = policy(`${rules}tests:\n${test}|`);
  const [result] = analyse(marked).tests;
  assert.ok(result && !result.passed, JSON.stringify(analyse(marked)));
  const fix = expectActual(marked.source, result);
  assert.ok(fix);
  const text = edited(marked, fix.edits);
  const { problems, tests } = analyse(policy(`${text}|`));
  assert.deepEqual([problems, tests.map(({ passed }) => passed)], [[], [true]], text);
  const range = marked.source.document.rangeOf(failingPart(marked.source, result));
  assert.ok(range);
  return {
    title: fix.title,
    text: text.slice(text.indexOf('tests:\n') + 7),
    outcome: describeOutcome(result),
    marked: marked.text.slice(range.offset, range.offset + range.length),
  };
}

describe("a policy's tests while it is written", () => {
  it('mend an effect', () => {
    const fixed = mended('  - { name: a, path: src/a, destination: { model: copilot }, expect: block }\n');
    assert.deepEqual(fixed, {
      title: "Expect 'allow'",
      text: '  - { name: a, path: src/a, destination: { model: copilot }, expect: allow }\n',
      outcome: '✗ expected block, got allow',
      marked: 'block',
    });
    assert.match(
      mended("  - name: a\n    path: pay/a\n    destination: { model: copilot }\n    expect: 'allow'\n").text,
      /expect: 'block'/,
    );
  });

  it('mend a label, in flow and block style, with and without categories', () => {
    const test = '  - name: a\n    path: pay/a\n    destination: { model: copilot }\n    expect:';
    const flow = mended(`${test} { label: { level: internal } }\n`);
    assert.match(flow.text, /expect: \{ label: \{ level: secret, categories: \[pci\] \} \}/);
    assert.equal(flow.title, "Expect 'secret [pci]'");
    assert.equal(flow.marked, 'internal');
    const block = mended(`${test}\n      effect: allow\n      label:\n        level: secret\n`);
    assert.match(block.text, /effect: block\n {6}label:\n {8}level: secret\n {8}categories: \[pci\]\n/);
    assert.equal(block.title, "Expect 'block' and 'secret [pci]'");
    assert.match(block.outcome, /✗ expected allow, got block by pay; expected secret, got secret \[pci\]/);
    const listed = mended(`${test}\n      label:\n        level: secret\n        categories:\n          - pii\n`);
    assert.match(listed.text, /categories:\n {10}\[pci\]\n/);
  });

  it('say that they pass, and are not run while the policy has problems', () => {
    const test = 'tests:\n  - { name: a, path: pay/a, destination: { model: copilot }, expect: block }\n|';
    assert.deepEqual(analyse(policy(rules + test)).tests.map(describeOutcome), ['✓']);
    const { tests, problems } = analyse(policy(`mode: no\n${rules}${test}`));
    assert.deepEqual([tests, problems.map(({ code }) => code)], [[], ['WRONG_VALUE']]);
  });
});

describe('the part of a policy that a problem marks', () => {
  const parts = (text: string): string[] => {
    const { source, text: all } = policy(`${text}|`);
    return analyse({ source, text: all, cursor: 0 }).problems.map((problem) => {
      const { offset, length } = rangeOfProblem(source.document, problem, source.value);
      return `${problem.code} ${all.slice(offset, offset + length)}`;
    });
  };

  it('is the token', () => {
    assert.deepEqual(parts('modus: enforce\n'), ['UNKNOWN_FIELD modus']);
    assert.deepEqual(parts('mode: "enforced"\n'), ['WRONG_VALUE "enforced"']);
    assert.deepEqual(parts('classify: { default: secrt }\n'), ['UNKNOWN_LEVEL secrt']);
    assert.deepEqual(parts('mode: enforce\nmode: observe\n'), ['DUPLICATE_KEY mode']);
    assert.deepEqual(parts('flow:\n  - effect: block\n    rules: [a, b]\n').length, 2);
  });

  it('is the first line of what spans several', () => {
    assert.deepEqual(parts('models:\n  - id: a\n    clearance: { level: internal }\n'), ['MISSING_FIELD id: a']);
  });

  it('is something for every broken text', () => {
    for (const text of ['{', 'a: [', '*x', '"', '\t- a', '__proto__: 1']) {
      for (const part of parts(text)) assert.match(part, /^[A-Z_]+ /s);
    }
  });
});

describe('the outline of a policy', () => {
  it('has sections, and in them what has a name', () => {
    const { source, text } = policy(
      `${rules}tests:\n  - { name: one, path: a, expect: block }\nflow:\n  - { effect: ask }\n|`,
    );
    const symbols = symbolsOf(source);
    assert.deepEqual(
      symbols.map(({ name, children }) => [
        name,
        children.map((child) => `${child.kind} ${child.name} ${child.detail}`.trim()),
      ]),
      [
        ['apiVersion', []],
        ['metadata', []],
        ['levels', ['level public', 'level internal', 'level secret']],
        ['classify', ['rule pay secret [pci]']],
        ['models', ['model copilot internal']],
        ['tests', ['test one block']],
        ['flow', ['entry ask']],
      ],
    );
    for (const symbol of [...symbols, ...symbols.flatMap(({ children }) => children)]) {
      const { range, selection } = symbol;
      assert.ok(range.offset <= selection.offset && selection.offset + selection.length <= range.offset + range.length);
      assert.ok(range.offset + range.length <= text.length);
    }
  });

  it('is there for half-written texts', () => {
    assert.deepEqual(
      symbolsOf(bare('classify:\n  rules:\n    - id|').source).map(({ name }) => name),
      ['classify'],
    );
    assert.deepEqual(symbolsOf(bare('|').source), []);
    assert.deepEqual(symbolsOf(bare('- a\n- |').source), []);
  });
});
