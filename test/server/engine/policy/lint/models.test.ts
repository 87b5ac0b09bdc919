/** Model entries, clearances and exceptions that count for nothing. */

import assert from 'node:assert/strict';
import type { Policy } from '../../../../../server/engine/policy/types';
import { assertMarked, fixed, head, lint } from './marked';

describe('model entries that another covers', () => {
  it('are those with the laxer clearance, or the later of two alike', () => {
    const warnings = assertMarked(`
models:
  - { id: any-host, match: { hosts: ["*.example"] }, clearance: { level: internal } }
  - { id: wide, match: { hosts: ["*.acme.example"] }, clearance: { level: restricted } }
  #                                                              ^^^ COVERED_MODEL
  - { id: narrow, match: { hosts: ["a.b.example"] }, clearance: { level: public } }
  - { id: alike, match: { hosts: ["*.b.example"], names: ["m"] }, clearance: { level: internal } }
  # ^^^ COVERED_MODEL
  - { id: other, match: { hosts: ["*.example", "x.test"] }, clearance: { level: restricted } }
  - { id: first, match: { tools: ["t"] }, clearance: { level: internal } }
  - { id: second, match: { tools: ["t"] }, clearance: { level: internal } }
  # ^^^ COVERED_MODEL
  - { id: named, match: { tools: ["t"] }, clearance: { level: internal } }
  - { id: slash, match: { endpoints: ["http://a.test/"] }, clearance: { level: internal } }
  - { id: no-slash, match: { endpoints: ["http://a.test"] }, clearance: { level: internal } }
  # ^^^ COVERED_MODEL
flow:
  - { models: [named], levels: [confidential], effect: ask }
`);
    assert.match(warnings[0]?.message ?? '', /restricted of 'wide' never counts: 'any-host' .* up to internal/);
  });

  it('are not those that match what the other takes away', () => {
    assertMarked(`
models:
  - { id: any, match: { names: ["**", "!local/*"] }, clearance: { level: public } }
  - { id: local, match: { names: ["local/*"] }, clearance: { level: internal } }
  - { id: less, match: { names: ["**", "!local/*", "!cloud/*"] }, clearance: { level: internal } }
  #                                                                          ^^^ COVERED_MODEL
  - { id: weighed, match: { weights: ["sha256:1", "sha256:2"] }, clearance: { level: internal } }
  - { id: one, match: { weights: ["sha256:2"], tools: ["t"] }, clearance: { level: confidential } }
  #                                                                       ^^^ COVERED_MODEL
`);
  });
});

describe('categories that stand in a clearance or a flow rule for nothing', () => {
  const rules = `
classify:
  rules:
    - { id: r, label: { level: confidential, categories: [pii, pci, payroll] }, paths: ["a/**"] }
`;
  it('are those that no rule gives, or not with so low a level', () => {
    const warnings = assertMarked(`${rules}
models:
  - { id: m, match: { tools: [t] }, clearance: { level: restricted, categories: [pii, hr] } }
  #                                                                                   ^^ IDLE_CLEARANCE
  - { id: n, match: { tools: [u] }, clearance: { level: internal, categories: [pii, export, pcii] } }
  #                                                                            ^^^ IDLE_CLEARANCE
  #                                                                                         ^^^ IDLE_CLEARANCE
  - { id: o, match: { tools: [v] }, clearance: { level: restricted, categories: [export] } }
flow:
  - { categories: [payrol], effect: ask }
  #                ^^^^ IDLE_CLEARANCE
  - { categories: [pci, secret], effect: block }
  #                     ^^^^^^ IDLE_CLEARANCE
`);
    const flow = warnings.filter(({ message }) => message.startsWith('flow'));
    assert.deepEqual(
      flow.map(({ suggestion, hint }) => [suggestion, hint?.startsWith('did you mean')]),
      [
        ['payroll', true],
        [undefined, false],
      ],
    );
    assert.deepEqual(
      flow.map(({ fixes }) => fixes.map(({ title, isPreferred = false }) => [title, isPreferred])),
      [
        [
          ["write 'payroll'", false],
          ['remove the flow rule', false],
        ],
        [["remove 'secret'", true]],
      ],
    );
  });

  it('are not taken for one another, nor cleared without a look', () => {
    const given =
      'classify: { rules: [{ id: r, label: { level: restricted, categories: [pci, secrets, payroll] }, paths: [a] }] }';
    const clearance = (category: string, level = 'restricted') => {
      const text = `${given}\nmodels: [{ id: m, match: { tools: [t] }, clearance: { level: ${level}, categories: [${category}] } }]\n`;
      const [warning] = lint(head + text);
      return [warning?.suggestion, warning?.fixes.map(({ title, isPreferred = false }) => [title, isPreferred])];
    };
    const removal = (category: string) => [undefined, [[`remove '${category}'`, false]]];
    for (const category of ['pii', 'phi', 'pcii', 'secret']) assert.deepEqual(clearance(category), removal(category));
    assert.deepEqual(clearance('payrol'), [
      'payroll',
      [
        ["write 'payroll'", false],
        ["remove 'payrol'", false],
      ],
    ]);
    assert.deepEqual(clearance('pci', 'internal'), removal('pci'));
  });

  it('are preferred in a rule that blocks', () => {
    const given = 'classify: { rules: [{ id: r, label: { level: restricted, categories: [payroll] }, paths: [a] }] }';
    const preferred = (['ask', 'block'] as const).map((effect) => {
      const [warning] = lint(`${head}${given}\nflow: [{ categories: [payrol], effect: ${effect} }]\n`);
      return warning?.fixes[0]?.isPreferred ?? false;
    });
    assert.deepEqual(preferred, [false, true]);
  });
});

describe('exceptions that count for nothing', () => {
  const text = `
classify:
  rules:
    - { id: r, label: { level: confidential, categories: [pii] }, paths: ["a/**"] }
    - { id: p, label: { level: public }, paths: ["b/**"] }
models:
  - { id: high, match: { tools: [t] }, clearance: { level: restricted, categories: [pii] } }
  - { id: low, match: { tools: [u] }, clearance: { level: internal } }
exceptions:
  # Agreed with legal.
  - id: past
    rules: [r]
    until: 2026-11-21T00:00:00Z
    #      ^^^^^^^^^^^^^^^^^^^^ EXPIRED_EXCEPTION
    reason: r
    approvedBy: a
  - { id: future, rules: [r], until: 2026-11-21T00:00:01Z, reason: r, approvedBy: a }
  - { id: needless, rules: [r], models: [high], until: 2027-01-01T00:00:00Z, reason: r, approvedBy: a }
  # ^^^ IDLE_EXCEPTION
  - { id: needed, rules: [r], models: [high, low], until: 2027-01-01T00:00:00Z, reason: r, approvedBy: a }
  - { id: free, rules: [p], until: 2027-01-01T00:00:00Z, reason: r, approvedBy: a }
  # ^^^ IDLE_EXCEPTION
`;
  it('are past their time, or for what is allowed anyway', () => void assertMarked(text));

  it('go with their comments', () => {
    const [past] = lint(head + text);
    const [, rest] = text.split('    approvedBy: a\n');
    const before = text.slice(0, text.indexOf('  # Agreed'));
    assert.equal(fixed(text, past, "remove the exception 'past'"), `${before}${rest}`);
  });
});

describe('lower layers', () => {
  const below: Policy = {
    apiVersion: 'portcullis/v1',
    metadata: { name: 'acme', version: '1' },
    levels: ['public', 'internal', 'confidential', 'restricted'],
    classify: { rules: [{ id: 'org', label: { level: 'restricted', categories: ['pci'] }, paths: ['a/**'] }] },
    models: [{ id: 'copilot', match: { tools: ['t'] }, clearance: { level: 'internal' } }],
  };

  it('hold nothing that belongs to the organisation', () => {
    const text = 'mode: observe # really\nsettings:\n  a: 1\nexceptions: []\n';
    const warnings = lint(head + text, { kind: 'team', below });
    assert.deepEqual(
      warnings.map(({ line, column, code, pointer }) => [line, column, code, pointer]),
      [
        [3, 1, 'NOT_IN_LAYER', '/levels'],
        [4, 1, 'NOT_IN_LAYER', '/mode'],
        [5, 1, 'NOT_IN_LAYER', '/settings'],
        [7, 1, 'NOT_IN_LAYER', '/exceptions'],
      ],
    );
    assert.equal(fixed(text, warnings[2], "remove 'settings'"), 'mode: observe # really\nexceptions: []\n');
    assert.deepEqual(lint(head + text), []);
  });

  it('lower the clearance of models that are there', () => {
    const layer = (models: string) =>
      lint(`${head.replace(/^levels.*\n/m, '')}models:\n  - ${models}\n`, { kind: 'workspace', below });
    assert.deepEqual(layer('{ id: copilot, clearance: { level: public } }'), []);
    const [needless] = layer('{ id: copilot, clearance: { level: confidential } }');
    assert.match(needless?.message ?? '', /gives 'copilot' internal: this lowers nothing/);
    const [missing] = layer('{ id: copylot, clearance: { level: public } }');
    assert.deepEqual([missing?.code, missing?.suggestion], ['IDLE_CLEARANCE', 'copilot']);
  });

  it('know the labels of the organisation below', () => {
    const text =
      'flow:\n  - { rules: [org], levels: [internal], effect: ask }\n  - { categories: [pci], effect: ask }\n';
    const body = `${head.replace(/^levels.*\n/m, '')}${text}`;
    assert.deepEqual(
      lint(body, { kind: 'team', below }).map(({ pointer, code }) => `${pointer} ${code}`),
      ['/flow/0 IMPOSSIBLE_RULE'],
    );
    assert.deepEqual(lint(body, { kind: 'team' }), []);
  });
});
