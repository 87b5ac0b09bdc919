/** Tokens with an inner structure: macaroons of PyPI and organisation tokens of Sentry, whole and corrupted. */

import assert from 'node:assert/strict';
import { isMacaroon, isSentryOrgToken } from '../../../../../../server/engine/detect/validate/keys/tokens';

const field = (type: number, text: string) => Buffer.concat([Buffer.from([type, text.length]), Buffer.from(text)]);
const end = Buffer.from([0]);
const signature = Buffer.concat([Buffer.from([6, 32]), Buffer.alloc(32, 0xa7)]);
const head = [Buffer.from([2]), field(1, 'pypi.org'), field(2, '579352')];
const caveat = [field(2, '[2,"0123456789abcdef"]'), end];
const token = (parts: readonly Buffer[]) => `pypi-${Buffer.concat(parts).toString('base64url')}`;

describe('tokens with an inner structure', () => {
  it('are macaroons where all fields fit', () => {
    assert.ok(isMacaroon(token([...head, end, ...caveat, end, signature])));
    assert.ok(isMacaroon(token([...head, end, end, signature])));
  });

  it('are no macaroons when cut off, prolonged or of other fields', () => {
    const whole = token([...head, end, ...caveat, end, signature]);
    for (let length = 5; length < whole.length - 1; length += 3)
      assert.ok(!isMacaroon(whole.slice(0, length)), `${length}`);
    assert.ok(!isMacaroon(`${whole}AAAA`));
    assert.ok(!isMacaroon(token([Buffer.from([2]), field(2, 'pypi.org'), field(1, '579352'), end, end, signature])));
    assert.ok(!isMacaroon(token([Buffer.from([1]), field(1, 'pypi.org'), field(2, '579352'), end, end, signature])));
    assert.ok(!isMacaroon('pypi-'));
    assert.ok(!isMacaroon(''));
  });

  it("are Sentry's where the middle names an organisation", () => {
    const made = (json: object) => `sntrys_${Buffer.from(JSON.stringify(json)).toString('base64')}_c2lnbmF0dXJl`;
    assert.ok(isSentryOrgToken(made({ iat: 1690000000, url: 'https://sentry.io', org: 'acme' })));
    assert.ok(!isSentryOrgToken(made({ iat: 1690000000 })));
    assert.ok(!isSentryOrgToken('sntrys_eyJpYXQiOjE2_sig'));
    assert.ok(!isSentryOrgToken('sntrys'));
  });
});
