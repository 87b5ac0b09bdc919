/**
 * Laws of the pass for encoded text: a secret is found in every encoding and mapped onto exactly what encodes it, twice
 * over too; no text makes it throw.
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asciiEncodings, encodings } from './encodings';
import { foundTexts, runPass } from './passTools';

const secret = /\bseal_[a-z0-9]{24}\b/g;
const alphabet = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const secrets = fc
  .array(fc.constantFrom(...alphabet), { minLength: 24, maxLength: 24 })
  .map((characters) => `seal_${characters.join('')}`);

/** Text that neither lengthens the secret nor is encoded itself. */
const asciiAround = fc
  .array(fc.constantFrom('name', ' ', ': ', '; ', '\n', '()', 'port 80', '"'), { maxLength: 8 })
  .map((words) => words.join(''));
const around = fc
  .array(fc.constantFrom('name', ' ', '\n', 'ä', '名前', '😀', '{', 'port 80'), { maxLength: 8 })
  .map((words) => words.join(''));

function check(name: string, encoding: (typeof encodings)[string], surroundings: fc.Arbitrary<string>): void {
  it(`finds a secret in ${name}`, () => {
    fc.assert(
      fc.property(surroundings, secrets, surroundings, asciiAround, (before, value, after, outside) => {
        const { text, from, to } = encoding(`say ${before} `, value, ` ${after}`);
        const whole = `${outside}\n${text}\n${outside}`;
        const shift = outside.length + 1;
        assert.deepEqual(foundTexts(whole, secret), [text.slice(from, to)]);
        const places = runPass(whole, secret).findings.map(({ offset, length }) => [offset, offset + length]);
        assert.deepEqual(new Set(places.map(String)), new Set([String([from + shift, to + shift])]));
      }),
      { numRuns: 20, seed: 7 },
    );
  });
}

describe('encoded text: laws', () => {
  for (const [name, encoding] of Object.entries(encodings)) check(name, encoding, around);
  for (const [name, encoding] of Object.entries(asciiEncodings)) check(`${name}, ASCII`, encoding, asciiAround);

  it('finds a secret that is encoded twice', () => {
    for (const [outerName, outer] of Object.entries(asciiEncodings)) {
      for (const [innerName, inner] of Object.entries(asciiEncodings)) {
        fc.assert(
          fc.property(asciiAround, secrets, (words, value) => {
            const once = inner(`say ${words} `, value, ' end');
            const { text, from, to } = outer(
              once.text.slice(0, once.from),
              once.text.slice(once.from, once.to),
              once.text.slice(once.to),
            );
            const found = foundTexts(`\n${text}\n`, secret);
            assert.deepEqual(found, [text.slice(from, to)], `${innerName} in ${outerName}`);
          }),
          { numRuns: 1, seed: 11 },
        );
      }
    }
  });

  it('leaves a secret that stands in the clear to the others', () => {
    fc.assert(
      fc.property(asciiAround, secrets, asciiAround, (before, value, after) => {
        assert.deepEqual(foundTexts(`${before} ${value} ${after}`, secret), []);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('stays within the text and never throws', () => {
    const bits = [
      '\\',
      'x41',
      'u0041',
      '&#',
      '65;',
      '%41',
      '"',
      "'",
      '+',
      '`',
      '${',
      '}',
      '\n',
      '\r\n',
      '=3D',
      '=\n',
      'join("")',
      '.',
      '[',
      ']',
      '(',
      ')',
      'H4sIAAAA',
      'eJyr',
      '//5IAGkA',
      '0x41,',
      '65, ',
      '41 ',
      'QUtJ'.repeat(9),
      '41'.repeat(22),
      '<?',
      '.concat("',
    ];
    const pieces = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 6 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        for (const { offset, length } of runPass(text, /[^\n]{3,20}/g).findings) {
          assert.ok(offset >= 0 && length > 0 && offset + length <= text.length);
        }
      }),
      { numRuns: 250, seed: 5 },
    );
  });
});
