/** The structural checks, by published numbers and by breaking each of their digits. */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of other languages.

import assert from 'node:assert/strict';
import { githubChecksum } from '../../../../server/engine/detect/validate/github';
import { decodeBase64 } from '../../../../server/engine/detect/validate/structure';
import { isWordLike } from '../../../../server/engine/detect/validate/words';
import { validators } from '../../../../server/engine/detect/validators';

const good: Readonly<Record<string, readonly string[]>> = {
  luhn: ['79927398713', '4111111111111111'],
  'payment-card': [
    '4111 1111 1111 1111',
    '378282246310005',
    '5555555555554444',
    '6011111111111117',
    '3530111333300000',
    '2223003122003222',
  ],
  'iban-mod97': [
    'DE89370400440532013000',
    'GB29 NWBK 6016 1331 9268 19',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
  ],
  'de-tax-id': ['86095742719', '47036892816', '65929970489'],
  'de-identity-number': ['T220001293', 'L01X00T471'],
  'us-ssn': ['536-22-8726'],
  'uk-nino': ['JG103759A'],
};

describe('structural checks', () => {
  for (const [name, values] of Object.entries(good)) {
    it(`${name} accepts real numbers`, () => {
      for (const value of values) assert.ok(validators[name]!(value, {}), value);
    });
  }

  for (const name of ['luhn', 'payment-card', 'iban-mod97', 'de-tax-id', 'de-identity-number']) {
    it(`${name} refuses every other last digit`, () => {
      const [value] = good[name]!;
      const last = Number(value!.at(-1));
      for (let digit = 0; digit < 10; digit++) {
        if (digit !== last) assert.ok(!validators[name]!(value!.slice(0, -1) + digit, {}), `${value} with ${digit}`);
      }
    });
  }

  it("know GitHub's checksum", () => {
    assert.equal(githubChecksum(''), '000000');
    // CRC-32 of the standard's check text is 0xcbf43926, 3421780262 in base 10.
    assert.equal(githubChecksum('123456789'), base62(0xcbf43926).padStart(6, '0'));
  });

  it('read base64 of both alphabets', () => {
    assert.equal(decodeBase64('dXNlcjpwYXNz'), 'user:pass');
    assert.equal(decodeBase64('_-8='), decodeBase64('/+8'));
    assert.equal(decodeBase64('a'), undefined);
    assert.equal(decodeBase64('a b!'), undefined);
  });

  it('tell words from drawn letters', () => {
    for (const word of ['password', 'authentication', 'refresh', 'container', 'identifier', 'kubernetes'])
      assert.ok(isWordLike(word), word);
    for (const drawn of ['zxqvwpkj', 'wlbhngdq', 'kqjzvxwp', 'hmxkrmhsnnbd']) assert.ok(!isWordLike(drawn), drawn);
  });

  it('refuse what is written in place of a credential', () => {
    const check = validators['literal-value']!;
    for (const value of [
      'changeme',
      'your-api-key-here',
      'xxxxxxxxxxxx',
      '${API_KEY}',
      '{{ apiKey }}',
      '<password>',
      'process.env.TOKEN',
      'null',
      'getToken()',
      'config.password',
      'aaaaaaaaaaaa',
    ]) {
      assert.ok(!check(value, {}), value);
    }
    for (const value of ['k9vLq2x7', 't7Hk2PqLw9ZxVb4N']) assert.ok(check(value, {}), value);
  });
});

function base62(value: number): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return value === 0 ? '' : base62(Math.floor(value / 62)) + digits[value % 62];
}
