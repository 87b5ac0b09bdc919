/** PEM armour: keys of Node's own making, altered ones, and text that only looks like armour. */

import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import {
  armourBody,
  isOpensshPrivateKey,
  isPemPrivateKey,
  isPgpPrivateKey,
} from '../../../../../../server/engine/detect/validate/keys/pem';

const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const ed = generateKeyPairSync('ed25519').privateKey;
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pem = (key: KeyObject, type: 'pkcs8' | 'sec1' | 'pkcs1', secret = {}) =>
  key.export({ type, format: 'pem', ...secret } as never) as unknown as string;

describe('PEM armour', () => {
  it('holds keys of every common form', () => {
    const under = { cipher: 'aes-128-cbc', passphrase: 'k9vLq2x7' };
    for (const text of [
      pem(ec, 'pkcs8'),
      pem(ec, 'sec1'),
      pem(ed, 'pkcs8'),
      pem(rsa.privateKey, 'pkcs1'),
      pem(ec, 'pkcs8', under),
      pem(ec, 'sec1', under),
    ]) {
      assert.ok(isPemPrivateKey(text), text);
    }
  });

  it('may be written into JSON, YAML and source', () => {
    const text = pem(ec, 'pkcs8');
    assert.ok(isPemPrivateKey(text.replace(/\n/g, '\\n')));
    assert.ok(isPemPrivateKey(text.replace(/^/gm, '    ')));
    assert.ok(isPemPrivateKey(text.replace(/\n/g, '" +\n  "')));
    assert.equal(armourBody(text.replace(/\n/g, '\\r\\n')), armourBody(text));
  });

  it('with a public key, a certificate request or random bytes is no private key', () => {
    const open = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' });
    assert.ok(!isPemPrivateKey(open as string));
    assert.ok(!isPemPrivateKey(`-----BEGIN PRIVATE KEY-----\n${'Ab3d'.repeat(40)}\n-----END PRIVATE KEY-----`));
    assert.ok(!isPemPrivateKey('-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----'));
  });

  it("of OpenSSH begins with ssh-keygen's mark", () => {
    const body = Buffer.concat([Buffer.from('openssh-key-v1\0'), Buffer.alloc(120, 7)]).toString('base64');
    const armoured = (text: string) =>
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${text}\n-----END OPENSSH PRIVATE KEY-----`;
    assert.ok(isOpensshPrivateKey(armoured(body)));
    assert.ok(!isOpensshPrivateKey(armoured(body.slice(4))));
    assert.ok(!isOpensshPrivateKey(armoured(body.slice(0, 40))));
  });

  it('of OpenPGP begins with a secret-key packet, and its checksum holds', () => {
    // CRC-24 of eighty bytes 0x95 0x01 … as gpg --enarmor computes it.
    const packet = Buffer.from([0x95, ...Array.from({ length: 79 }, (_, i) => i)]);
    const armoured = (bytes: Buffer, sum = '') =>
      `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${bytes.toString('base64')}\n${sum}`;
    assert.ok(isPgpPrivateKey(armoured(packet)));
    assert.ok(isPgpPrivateKey(armoured(packet, '=7hq4')));
    assert.ok(!isPgpPrivateKey(armoured(packet, '=AAAA')));
    packet[0] = 0x99;
    assert.ok(!isPgpPrivateKey(armoured(packet)), 'a public key');
  });

  it('is never an error, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.base64String({ maxLength: 300 }), (noise, body) => {
        for (const check of [isPemPrivateKey, isOpensshPrivateKey, isPgpPrivateKey]) {
          for (const text of [noise, body, `-----BEGIN PRIVATE KEY-----${body}`]) {
            assert.equal(typeof check(text), 'boolean');
          }
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});
