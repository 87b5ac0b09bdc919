/** Tokens that are base64 of something: made here, broken here. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isBase64Json,
  isBase64Jwt,
  isDiscordToken,
  isSecretEntry,
  isUnsignedJwt,
} from '../../../../../../server/engine/detect/validate/tokens/encoded';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const header = base64url(JSON.stringify({ alg: 'RS256', kid: 'k7' }));
const claims = base64url(JSON.stringify({ iss: 'acme', sub: '4711' }));
const signature = base64url('a signature of some bytes, none of them signed');

describe('encoded tokens', () => {
  it('are JSON behind a prefix', () => {
    const object = base64(JSON.stringify({ o: '5123', n: 'ci', k: 'Kq3dLm82xQw8zxAb3d' }));
    assert.ok(isBase64Json(`glc_${object}`));
    assert.ok(isBase64Json(object));
    assert.ok(!isBase64Json(`glc_${object.slice(0, -8)}`));
    assert.ok(!isBase64Json(base64('{"one":1}')));
    assert.ok(!isBase64Json(base64('[1,2,3,4]')));
    assert.ok(!isBase64Json('glc_eyJ'));
  });

  it('are JSON Web Tokens, once more in base64', () => {
    assert.ok(isBase64Jwt(base64(`${header}.${claims}.${signature}`)));
    assert.ok(!isBase64Jwt(base64(`${header}.${claims}.`)));
    assert.ok(!isBase64Jwt(base64(`${header}.plain.${signature}`)));
    assert.ok(!isBase64Jwt(`${header}.${claims}.${signature}`));
  });

  it('are JSON Web Tokens without a signature', () => {
    assert.ok(isUnsignedJwt(`${header}.${claims}`));
    assert.ok(isUnsignedJwt(`${header}.${claims}.`));
    assert.ok(!isUnsignedJwt(`${claims}.${claims}`));
    assert.ok(!isUnsignedJwt(header));
  });

  it("begin with a Discord application's number", () => {
    assert.ok(isDiscordToken(`${base64url('271828182845904523')}.GqwErt.${signature}`));
    assert.ok(!isDiscordToken(`${base64url('2718281828')}.GqwErt.${signature}`));
    assert.ok(!isDiscordToken(`${base64url('27182818284590452e')}.GqwErt.${signature}`));
    assert.ok(!isDiscordToken('MTk4NjIyNDgz'));
  });

  it('are entries of a Secret, long enough to matter', () => {
    assert.ok(isSecretEntry(base64('k9vLq2x7Wq')));
    assert.ok(isSecretEntry(Buffer.from([...Array(24).keys()].map((i) => i * 9)).toString('base64')));
    for (const text of ['bar\n', 'admin', '        ', 'aaaaaaaaaaaa']) assert.ok(!isSecretEntry(base64(text)), text);
    assert.ok(!isSecretEntry('not base64!'));
  });

  it('are none of any other text, without failing', () => {
    const checks = [isBase64Json, isBase64Jwt, isUnsignedJwt, isDiscordToken];
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        for (const check of checks) assert.ok(!check(text));
        assert.equal(typeof isSecretEntry(text), 'boolean');
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
