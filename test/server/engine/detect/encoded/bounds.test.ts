/**
 * What hostile text can make the pass do: the work it counts and the text it decodes stay in proportion.
 */

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { runPass } from './passTools';

const length = 1 << 20;
const secret = /AKIA[A-Z0-9]{16}/g;

function fill(unit: string, most = length): string {
  return unit.repeat(Math.ceil(most / unit.length)).slice(0, most);
}

function some(unit: string): string {
  return fill(unit, length / 8);
}

function nested(times: number): string {
  let text = 'some words of text '.repeat(20_000);
  for (let i = 0; i < times; i++) text = Buffer.from(text).toString('base64');
  return text.slice(0, length);
}

const bomb = gzipSync(Buffer.alloc(50_000_000, 'a')).toString('base64');

const hostile: Readonly<Record<string, string>> = {
  'one base64 character': fill('A'),
  'one hexadecimal character': fill('4'),
  'hexadecimal text': fill('41'),
  '\\x41': fill('\\x41'),
  backslashes: fill('\\'),
  'escaped names': some('\\na='),
  quotes: some('"'),
  'seams of literals': some('"a"+'),
  'a literal and spaces': `"a"${some(' ')}`,
  'open placeholders': some('${"'),
  placeholders: some(`\${'a'}`),
  'joins of nothing': some('].join("")'),
  'percent signs': some('%'),
  'percent-encoded text': some('%41'),
  references: some('&#65;'),
  'soft line breaks': some('=3D=\n'),
  'character codes': some('65, '),
  'base64 in base64': nested(4),
  'a zip bomb': `"${bomb}"`,
  'many zip bombs': fill(`"${gzipSync(Buffer.alloc(1_000_000, 'a')).toString('base64')}" `),
  'broken gzip': fill('H4sIAAAAAAAAA'),
};

describe('encoded text: bounds', () => {
  for (const [name, text] of Object.entries(hostile)) {
    it(`counts work in proportion to ${name}`, () => {
      const { spent, scanned } = runPass(text, secret);
      assert.ok(spent <= text.length * 4 + 3 * 300_000, `spent ${spent} on ${text.length}`);
      assert.ok(scanned <= 3 * 300_000, `decoded ${scanned}`);
    });
  }

  it('stops where the budget ends', () => {
    const text = some(`"${Buffer.from('AKIAQRZT4MWPX7BNKD2V and more').toString('base64')}"\n`);
    const whole = runPass(text, secret);
    const part = runPass(text, secret, text.length / 4);
    assert.ok(part.findings.length < whole.findings.length);
    assert.ok(part.spent < whole.spent / 2);
  });

  it('gives the same answer each time', () => {
    const text = `${nested(3).slice(0, 20_000)} "${gzipSync(settings()).toString('base64')}"`;
    assert.deepEqual(runPass(text, /words|AKIA/g), runPass(text, /words|AKIA/g));
  });
});

function settings(): string {
  return Array.from({ length: 50 }, (_, i) => `KEY_${i}=AKIAQRZT4MWPX7BNKD2V`).join('\n');
}
