/** `formatPolicy` by example. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPolicy } from '../../../../server/engine/policy/format';

const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

/** What is written, and what becomes of it. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'orders keys, and comments go where their keys go',
    lines('mode: observe', '# who we are', 'metadata: {version: "1.0", name: acme} # us', 'apiVersion: portcullis/v1'),
    lines(
      ...['apiVersion: portcullis/v1', '# who we are', '# us'],
      ...['metadata:', '  name: acme', '  version: "1.0"', 'mode: observe'],
    ),
  ],
  [
    'puts what stands beside a key above it, and what stands above a key stays there',
    lines('models:', '  - match: # where', '      # by name', '      names: [a]', '    # what', '    id: a'),
    lines('models:', '  # what', '  - id: a', '    # where', '    # by name', '    match: { names: [a] }'),
  ],
  [
    'writes short rules on one line, long ones on several',
    lines(
      'flow:',
      '  - effect: redact',
      '    channels: ["chat"]',
      `  - {effect: block, categories: [${'category, '.repeat(12)}x]}`,
    ),
    lines(
      'flow:',
      '  - { channels: [chat], effect: redact }',
      '  - categories:',
      ...Array.from({ length: 12 }, () => '      - category'),
      '      - x',
      '    effect: block',
    ),
  ],
  [
    'keeps what has a comment on lines of its own',
    lines('insertions: [ {effect: block, # never', '  levels: [restricted]} ]', '# the end'),
    lines('insertions:', '  - levels: [restricted]', '    effect: block # never', '', '# the end'),
  ],
  [
    'separates sections by one blank line',
    lines('levels: [a]', '', '', '', 'classify:', '  default: a', 'models: []'),
    lines('levels: [a]', '', 'classify:', '  default: a', '', 'models: []'),
  ],
  [
    'quotes only where it has to, and expressions so that they can be read',
    lines('settings:', "  a: 'x'", '  b: "1"', "  c: '*.ts'", "  d: 'yes'", '  e: "\\"\\\\d"', "  f: '\\bE\\d'"),
    lines('settings:', '  a: x', '  b: "1"', '  c: "*.ts"', '  d: "yes"', "  e: '\"\\d'", '  f: \\bE\\d'),
  ],
  ['shows characters that can not be seen', 'mode: "x \u202E y"\n', 'mode: "x \\u202E y"\n'],
  [
    'keeps anchors before their aliases',
    lines('tests: &t [a]', 'flow: *t'),
    lines('tests: &t', '  - a', '', 'flow: *t'),
  ],
  [
    'leaves JSON JSON',
    '{"mode": "observe", "apiVersion": "portcullis/v1"}',
    '{\n  "apiVersion": "portcullis/v1",\n  "mode": "observe"\n}\n',
  ],
  [
    'keeps CRLF, drops a byte order mark',
    '\uFEFFa:   1\r\nb: |\r\n  x\r\n  y\r\n',
    'a: 1\r\n\r\nb: |\r\n  x\r\n  y\r\n',
  ],
  ['leaves an empty file empty', '', ''],
];

describe('formatPolicy', () => {
  for (const [title, written, expected] of cases) {
    it(title, () => {
      const { text, problems } = formatPolicy(written);
      assert.deepEqual(problems, []);
      assert.equal(text, expected);
      assert.equal(formatPolicy(expected).text, expected);
    });
  }

  it('leaves broken YAML alone and says what is wrong with it', () => {
    for (const broken of ['a: [', 'a: 1\na: 2\n', 'a: *b\n', '{"a": 1, "a": 2}', '__proto__: 1\n']) {
      const { text, problems } = formatPolicy(broken, 'policy.yaml');
      assert.equal(text, undefined);
      assert.ok(problems.length > 0 && problems.every(({ path }) => path === 'policy.yaml'));
    }
  });

  it('keeps the baseline to 100 columns but for what can not be broken', () => {
    const baseline = readFileSync(join(__dirname, '../../../../policies/baseline.yaml'), 'utf8');
    const { text = '' } = formatPolicy(baseline);
    const long = text.split('\n').filter((line) => line.length > 100 && !line.trimStart().startsWith('#'));
    assert.deepEqual(long, []);
    assert.match(text, /^# The baseline/);
  });
});
