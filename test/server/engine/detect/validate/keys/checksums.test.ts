/** Checksums inside tokens and keys, by values whose checksum others computed, and by breaking each character. */

import assert from 'node:assert/strict';
import { hasBase32Crc16, hasBase62Crc32 } from '../../../../../../server/engine/detect/validate/keys/checksums';

/** From SEP 23 of Stellar, the strkey of a secret seed. */
const seed = 'SBU2RRGLXH3E5CQHTD3ODLDF2BWDCYUSSBLLZ5GNW7JXHDIYKXZWHOKR';
/** From the documentation of nkeys of NATS. */
const userSeed = 'SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY';

describe('checksums in keys', () => {
  it('hold for the published ones of Stellar and NATS', () => {
    assert.ok(hasBase32Crc16(seed));
    assert.ok(hasBase32Crc16(userSeed));
  });

  it('fail once any character is another', () => {
    for (const key of [seed, userSeed]) {
      for (let i = 0; i < key.length - 1; i++) {
        const other = key[i] === 'A' ? 'B' : 'A';
        assert.ok(!hasBase32Crc16(key.slice(0, i) + other + key.slice(i + 1)), `${key} at ${i}`);
      }
    }
  });

  it('refuse what is not base 32', () => {
    for (const text of ['', 'S', 'SU', 'sbu2', 'SBU2-RRG', 'S1890']) assert.ok(!hasBase32Crc16(text), text);
  });

  it('of registries are the CRC-32 of the standard, in base 62', () => {
    // CRC-32 of the standard's check text 123456789 is 0xcbf43926.
    assert.ok(hasBase62Crc32('npm_1234567893jZRME'));
    assert.ok(!hasBase62Crc32('npm_1234567883jZRME'));
    assert.ok(!hasBase62Crc32('npm_3jZRME'));
    assert.ok(!hasBase62Crc32('npm_'));
  });
});
