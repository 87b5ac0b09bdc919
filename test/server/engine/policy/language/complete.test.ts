/** Tests of completion in policies: half-written ones in block and flow style, JSON, quotes and bare lines. */

import assert from 'node:assert/strict';
import { type Completion, complete } from '../../../../../server/engine/policy/language/complete';
import { parsePolicy } from '../../../../../server/engine/policy/parse';
import { bare, edited, type Marked, policy } from './marked';

const labels = ({ source, cursor }: Marked, isJson = false): string[] =>
  complete(source, cursor, isJson).map(({ label }) => label);

function chosen({ source, cursor }: Marked, label: string, isJson = false): Completion {
  const found = complete(source, cursor, isJson).find((each) => each.label === label);
  assert.ok(found, `${label} is not offered`);
  return found;
}

/** Returns the text after choosing a completion, places to fill in left empty. */
function completed(marked: Marked, label: string, isJson = false): string {
  const { range, text } = chosen(marked, label, isJson);
  return edited(marked, [{ ...range, newText: text }]);
}

describe('completion of policies', () => {
  it('offers the fields of the place that are not there yet', () => {
    const sections = labels(policy('mode: enforce\n|'));
    assert.ok(sections.includes('classify') && sections.includes('tests'));
    for (const there of ['apiVersion', 'metadata', 'levels', 'mode']) assert.ok(!sections.includes(there), there);
    assert.deepEqual(labels(policy('classify:\n  |\n')), ['default', 'rules']);
    assert.deepEqual(labels(policy('classify:\n  rules:\n    - id: a\n      label: { level: secret }\n      |\n')), [
      'description',
      'paths',
      'detectors',
      'atLeast',
    ]);
    assert.deepEqual(labels(policy('flow:\n  - { effect: block, | }\n')).at(0), 'channels');
    assert.ok(!labels(policy('flow:\n  - { effect: block, | }\n')).includes('effect'));
  });

  it('goes by the indentation of an empty line', () => {
    const rule = 'classify:\n  rules:\n    - id: a\n';
    assert.ok(labels(policy(`${rule}      |`)).includes('paths'));
    assert.deepEqual(labels(policy(`${rule}  |`)), ['default']);
    assert.ok(labels(policy(`${rule}|`)).includes('models'));
    assert.ok(labels(policy(`${rule}      |\n    - id: b\n`)).includes('atLeast'));
  });

  it('completes a word without its colon, whatever follows', () => {
    assert.equal(completed(policy('fl|\nmode: enforce\n'), 'flow'), 'flow:\n  - effect: \nmode: enforce\n');
    assert.equal(completed(policy('mo|de: enforce\n'), 'mode'), 'mode: enforce\n');
    assert.equal(completed(policy('mo|# a word'), 'mode'), 'mode: ');
    assert.deepEqual(labels(bare('api|')).slice(0, 3), ['apiVersion', 'metadata', 'levels']);
    assert.ok(labels(bare('|')).includes('apiVersion'));
  });

  it('offers allowed values', () => {
    assert.deepEqual(labels(policy('mode: |')), ['observe', 'enforce']);
    assert.deepEqual(labels(policy('flow:\n  - effect: |\n')), ['redact', 'ask', 'block']);
    assert.deepEqual(labels(policy('insertions: [{ effect: | }]')), ['allow', 'warn', 'ask', 'block']);
    assert.deepEqual(labels(policy('detectors:\n  - id: a/b\n    multiline: t|\n')), ['true', 'false']);
    assert.deepEqual(labels(policy('tests:\n  - name: a\n    expect: |\n')), [
      'allow',
      'warn',
      'redact',
      'ask',
      'block',
      '{…}',
    ]);
    assert.deepEqual(labels(policy('tests:\n  - name: a\n    expect: { effect: ask, | }\n')), ['label']);
    assert.deepEqual(labels(policy('tests:\n  - name: a\n    expect: { | }\n')), ['effect', 'label']);
    assert.deepEqual(labels(policy('tests: [{ name: a, expect: {|} }]')), ['effect', 'label']);
  });

  it('offers what usually stands in a place, where anything may', () => {
    const upstream = (speaks: string): Marked =>
      policy(`gateway:\n  upstreams:\n    x: { baseUrl: a, speaks: ${speaks} }\n`);
    assert.deepEqual(labels(upstream('|')), ['openai', 'anthropic', 'ollama', 'gemini']);
    const { problems } = parsePolicy(
      upstream('of-our-own|').text.replace('baseUrl: a', 'baseUrl: "http://a"'),
      'p.yaml',
    );
    assert.deepEqual(problems, []);
  });

  it('takes names from an earlier version, and all else from the text', () => {
    const rules = 'classify:\n  rules:\n    - { id: pay, label: { level: secret }, paths: [x] }\n';
    const { source } = policy(`${rules}|`);
    const { text, cursor } = policy(`${rules}flow:\n  - { channels: [chat, mcp], rules: [pay, |] }\n`);
    const offered = (at: number): string[] => complete(source, at, false, text).map(({ label }) => label);
    assert.deepEqual(offered(cursor), ['default']);
    assert.ok(!offered(text.indexOf('mcp')).includes('chat'));
  });

  it('offers names where they are referred to', () => {
    const rules = 'classify:\n  rules:\n    - { id: pay, label: { level: secret, categories: [pci] }, paths: [x] }\n';
    const models = 'models:\n  - { id: copilot, match: { names: [a] }, clearance: { level: internal } }\n';
    assert.deepEqual(labels(policy('classify: { default: | }')), ['public', 'internal', 'secret']);
    assert.deepEqual(labels(policy(`${rules}flow:\n  - rules: [|]\n`)), ['pay', 'default']);
    assert.deepEqual(labels(policy(`${rules}flow:\n  - categories:\n      - |\n`)), ['pci']);
    assert.deepEqual(labels(policy(`${models}tests:\n  - name: a\n    destination: { model: c|`)), ['copilot']);
    assert.ok(labels(policy('detectors: [{ id: a/b, validate: [|] }]')).includes('luhn'));
    assert.ok(labels(policy('insertions: [{ checks: [|] }]')).includes('injection/*'));
    const detectors = labels(
      policy('detectors:\n  - { id: acme/badge, pattern: B }\nclassify:\n  rules:\n    - detectors: [|'),
    );
    for (const id of ['secret/*', 'acme/*', 'acme/badge', 'secret/aws-access-key'])
      assert.ok(detectors.includes(id), id);
  });

  it('never offers what the list holds already, nor a name to define', () => {
    assert.ok(!labels(policy('flow:\n  - { channels: [chat, |] }\n')).includes('chat'));
    assert.ok(labels(policy('flow:\n  - { channels: [cha|t, mcp] }\n')).includes('chat'));
    assert.deepEqual(labels(policy('models:\n  - id: |\n')), []);
  });

  it('keeps quotes, closes an open one, and quotes what needs it', () => {
    const start = 'classify:\n  rules:\n    - id: a\n      ';
    assert.equal(completed(policy(`${start}detectors: ["sec|"]\n`), 'secret/*'), `${start}detectors: ["secret/*"]\n`);
    assert.equal(completed(policy(`${start}detectors: ['|']\n`), 'pii/*'), `${start}detectors: ['pii/*']\n`);
    assert.equal(
      completed(policy(`${start}detectors: ["sec|\nmode: enforce`), 'secret/*').split('\n')[3],
      '      detectors: ["secret/*"',
    );
    const { source, cursor } = bare('levels: ["1", a]\nclassify: { default: | }');
    assert.equal(complete(source, cursor, false)[0]?.text, '"1"');
  });

  it('writes lists below their name with a dash', () => {
    assert.equal(
      completed(policy('insertions:\n  - levels:\n      |\n'), 'secret'),
      'insertions:\n  - levels:\n      - secret\n',
    );
    assert.equal(
      completed(policy('insertions:\n  - levels:\n    - s|\n'), 'secret'),
      'insertions:\n  - levels:\n    - secret\n',
    );
    assert.equal(
      chosen(policy('models:\n  |\n'), '- …').snippet,
      '- id: $1\n    match: { $2 \\}\n    clearance: { level: $3 \\}',
    );
    assert.equal(chosen(policy('models:\n  - |\n'), 'clearance').snippet, 'clearance: { level: $1 \\}');
  });

  it('writes sections out so far that their form is right', () => {
    for (const section of ['classify', 'flow', 'insertions', 'provenance', 'unknown', 'settings']) {
      const { range, snippet } = chosen(policy('|'), section);
      const filled = snippet
        .replace(/\$\{\d+\|([^,|]+)[^}]*\}/g, '$1')
        .replace('$1', '{}')
        .replaceAll('\\}', '}');
      const { problems } = parsePolicy(`${policy('|').text.slice(0, range.offset)}${filled}\n`, 'policy.yaml');
      assert.deepEqual(
        problems.map(({ code }) => code).filter((code) => code === 'YAML_SYNTAX'),
        [],
        snippet,
      );
    }
  });

  it('writes JSON as JSON', () => {
    const json = (inside: string): Marked => bare(`{ "apiVersion": "portcullis/v1", ${inside} }`);
    const choice = ['"mode": $', '{1|"observe","enforce"|}'].join('');
    assert.equal(chosen(json('"mo|"'), 'mode', true).snippet, choice);
    assert.equal(chosen(json('"mo|"'), 'mode', true).filter, '"mode"');
    assert.equal(chosen(json('|'), 'levels', true).snippet, '"levels": ["$1"]');
    assert.equal(chosen(json('"mode": |'), 'enforce', true).text, '"enforce"');
    assert.equal(chosen(json('"mode": "|"'), 'enforce', true).text, 'enforce');
  });

  it('says what is offered', () => {
    assert.match(
      chosen(policy('|'), 'mode').documentation ?? '',
      /`observe` computes.*\n\nOne of `observe`, `enforce`/s,
    );
    assert.match(
      chosen(policy('classify: { rules: [{ detectors: [|] }] }'), 'secret/aws-access-key').documentation ?? '',
      /AWS access key/,
    );
    assert.match(chosen(policy('flow: [{ levels: [|] }]'), 'internal').documentation ?? '', /2 of 3 from the lowest/);
  });

  it('offers nothing in comments, free text and broken places', () => {
    for (const text of [
      '# mo|',
      'mode: enforce # x|',
      'metadata: { owner: a| }',
      'x: {{{{ |',
      'tests:\n  - name: |\n',
      'gateway:\n  port: |',
    ]) {
      assert.deepEqual(labels(policy(text)), [], text);
    }
    assert.deepEqual(labels(bare(`${'['.repeat(5000)}|`)), []);
  });
});
