/** Rules that can never match, or never decide. */

import assert from 'node:assert/strict';
import { assertMarked, fixed, head, lint } from './marked';

const rules = `
classify:
  default: internal
  rules:
    - { id: docs, label: { level: public }, paths: ["docs/**"] }
    - { id: payments, label: { level: restricted, categories: [pci] }, paths: ["payments/**"] }
    - { id: secrets, label: { level: restricted, categories: [secret] }, detectors: ["secret/*"] }
models:
  - { id: chat, match: { hosts: ["chat.example"] }, clearance: { level: internal } }
`;

describe('lists of globs that match nothing', () => {
  it('are found in every kind of rule', () => {
    assertMarked(`
classify:
  rules:
    - id: a
      label: { level: public }
      paths: ["docs/**", "!**"]
      #      ^^^^^^^^^^^^ IMPOSSIBLE_RULE
    - id: b
      label: { level: public }
      paths: ["docs/*.md", "docs/a/**", "!docs/**"]
      #      ^^^^^^^^^^^^ IMPOSSIBLE_RULE
    - id: c
      label: { level: public }
      paths: ["docs/*.md", "!*.md"]
    - id: d
      label: { level: restricted }
      detectors: ["secret/aws-*", "!secret/*"]
      #          ^^^^^^^^^ IMPOSSIBLE_RULE
    - id: e
      label: { level: restricted }
      detectors: ["secret/*", "!secret/aws-*"]
models:
  - id: any
    match: { names: ["a-cloud", "!*-cloud"] }
    #               ^^^^^^^^^^ IMPOSSIBLE_RULE
    clearance: { level: internal }
insertions:
  - { tools: ["github.*", "!*"], effect: block }
  #          ^^^^^^ IMPOSSIBLE_RULE
  - { detectors: ["pii/*", "!pii/*"], effect: warn }
  #              ^^^^ IMPOSSIBLE_RULE
exceptions:
  - { id: E, paths: ["a/**", "!a/**"], until: 2027-01-01T00:00:00Z, reason: r, approvedBy: a }
  #                 ^^^^ IMPOSSIBLE_RULE
`);
  });

  it('are mended by taking less away', () => {
    const text = 'models:\n  - { id: m, match: { names: ["a*", "!*"] }, clearance: { level: internal } }\n';
    const [warning] = lint(head + text);
    assert.equal(fixed(text, warning, "remove '!*'"), text.replace(', "!*"', ''));
    assert.equal(fixed(text, warning, 'remove it'), '');
  });

  it('are not removed where something names them', () => {
    const rule = 'classify: { rules: [{ id: r, label: { level: restricted }, paths: ["a", "!**"] }] }';
    const [warning] = lint(`${head}${rule}\nflow: [{ rules: [r], effect: block }]\n`);
    assert.deepEqual(
      warning?.fixes.map(({ title }) => title),
      ["remove '!**'"],
    );
  });
});

describe('flow rules that never match', () => {
  it('contradict what their rules give, or are about what may go anywhere', () => {
    assertMarked(`${rules}
flow:
  - { rules: [payments], levels: [confidential], effect: ask }
  # ^^^ IMPOSSIBLE_RULE
  - { rules: [payments], categories: [secret], effect: ask }
  # ^^^ IMPOSSIBLE_RULE
  - { rules: [docs], effect: ask }
  # ^^^ IMPOSSIBLE_RULE
  - { levels: [public], effect: ask }
  # ^^^ IMPOSSIBLE_RULE
  - { rules: [payments, secrets], categories: [secret], effect: ask }
  - { levels: [confidential], effect: ask }
  - { rules: [default], effect: ask }
`);
  });

  it('redact only where something was found', () => {
    assertMarked(`${rules}
flow:
  - { channels: [chat], rules: [payments], effect: redact }
  #                                                ^^^^^^ IMPOSSIBLE_RULE
  - { channels: [mcp], categories: [pci], effect: redact }
  #                                               ^^^^^^ IMPOSSIBLE_RULE
  - { channels: [chat], categories: [pci, secret], effect: redact }
  - { channels: [mcp], effect: redact }
`);
  });
});

describe('rules behind one that always matches first', () => {
  it('are found in flow', () => {
    assertMarked(`${rules}
flow:
  - { channels: [chat, mcp], levels: [confidential, restricted], effect: block }
  - { channels: [chat], levels: [restricted], categories: [pci], effect: ask }
  # ^^^ SHADOWED_RULE
  - { channels: [chat], rules: [payments], effect: ask }
  # ^^^ SHADOWED_RULE
  - { channels: [chat], categories: [pci], effect: ask }
  - { channels: [inline], levels: [restricted], effect: ask }
  - { categories: [pci, secret], models: [chat], effect: ask }
  - { categories: [pci], effect: ask }
  - { rules: [secrets], models: [chat], effect: redact }
  # ^^^ SHADOWED_RULE
`);
  });

  it('are found in insertions, whose detectors and tools are compared by what they match', () => {
    assertMarked(`${rules}
insertions:
  - { detectors: ["secret/*", "pii/*"], tools: ["github.*"], effect: warn }
  - { detectors: ["pii/email"], tools: ["github.copilot"], effect: block }
  # ^^^ SHADOWED_RULE
  - { detectors: ["pii/email"], effect: block }
  - { detectors: ["pii/email"], checks: ["injection/*"], effect: block }
  - { tools: ["github.copilot"], effect: block }
  - { levels: [restricted], detectors: ["pii/email"], effect: block }
  # ^^^ SHADOWED_RULE
`);
  });

  it('are moved before it, or removed where they say the same', () => {
    const text = `flow:
  # Nothing leaves.
  - effect: block
  # But a person may decide.
  - channels: [chat]
    effect: ask
  - { channels: [mcp], effect: block }
`;
    const [ask, block] = lint(head + text);
    assert.deepEqual(
      [ask, block].map((warning) => warning?.fixes.map(({ title, isPreferred = false }) => [title, isPreferred])),
      [
        [
          ['move it before flow[0]', false],
          ['remove it', false],
        ],
        [
          ['remove it', true],
          ['move it before flow[0]', false],
        ],
      ],
    );
    assert.equal(
      fixed(text, ask, 'move it before flow[0]'),
      `flow:
  # But a person may decide.
  - channels: [chat]
    effect: ask
  # Nothing leaves.
  - effect: block
  - { channels: [mcp], effect: block }
`,
    );
    assert.equal(fixed(text, block, 'remove it'), text.replace(/.*mcp.*\n/, ''));
  });

  it('are moved without a look only where nothing gets laxer', () => {
    const isPreferred = (list: string, earlier: string, later: string): boolean => {
      const narrow = list === 'flow' ? 'channels: [chat]' : 'levels: [restricted]';
      const warnings = lint(`${head}${list}: [{ effect: ${earlier} }, { ${narrow}, effect: ${later} }]`);
      const move = warnings.flatMap(({ fixes }) => fixes).find(({ title }) => title.startsWith('move'));
      assert.ok(move);
      return move.isPreferred ?? false;
    };
    assert.ok(isPreferred('flow', 'ask', 'block') && isPreferred('flow', 'redact', 'block'));
    assert.ok(!isPreferred('flow', 'ask', 'redact'));
    // What can't be redacted is blocked.
    assert.ok(!isPreferred('flow', 'redact', 'ask'));
    assert.ok(isPreferred('insertions', 'warn', 'ask') && !isPreferred('insertions', 'block', 'warn'));
  });

  it('are not moved before their like', () => {
    const [warning] = lint(`${head}flow: [{ channels: [chat], effect: ask }, { channels: [chat], effect: block }]`);
    assert.deepEqual(
      warning?.fixes.map(({ title }) => title),
      ['remove it'],
    );
  });
});
