/** The checksums in tokens: published examples hold, and a change of any one character is noticed. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { githubChecksum, hasGithubChecksum } from '../../../../../../server/engine/detect/validate/github';
import { bech32Checksum, isBech32 } from '../../../../../../server/engine/detect/validate/tokens/bech32';
import {
  hasCloudflareChecksum,
  hasGitlabChecksum,
  hasGrafanaChecksum,
} from '../../../../../../server/engine/detect/validate/tokens/checksums';
import { crc32, toBase62 } from '../../../../../../server/engine/detect/validate/tokens/crc32';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const alphanumeric = fc.constantFrom(...letters, ...letters.toUpperCase(), ...'0123456789');
const body = (length: number) =>
  fc.array(alphanumeric, { minLength: length, maxLength: length }).map((all) => all.join(''));

function toHex(sum: number): string {
  return sum.toString(16).padStart(8, '0');
}

function toGitlab(prefix: string, payload: string, version: string): string {
  const token = `${prefix}${payload}.${version}${payload.length.toString(36).padStart(2, '0')}`;
  return token + crc32(token).toString(36).padStart(7, '0');
}

const formats: readonly [name: string, holds: (value: string) => boolean, tokens: fc.Arbitrary<string>][] = [
  ['GitHub', hasGithubChecksum, body(30).map((random) => `ghp_${random}${githubChecksum(random)}`)],
  ['Cloudflare', hasCloudflareChecksum, body(40).map((random) => `cfut_${random}${toHex(crc32(random))}`)],
  [
    'Grafana',
    hasGrafanaChecksum,
    body(32).map((random) => {
      const sum = toHex(crc32(`glsa_${random}`));
      return `glsa_${random}_${sum.slice(6)}${sum.slice(4, 6)}${sum.slice(2, 4)}${sum.slice(0, 2)}`;
    }),
  ],
  ['GitLab', hasGitlabChecksum, body(40).map((payload) => toGitlab('glpat-', payload, ''))],
  ['GitLab, versioned', hasGitlabChecksum, body(51).map((payload) => toGitlab('glpat-', payload, '01.'))],
  ['GitLab runner', hasGitlabChecksum, body(38).map((payload) => toGitlab('glrt-t1_', payload, ''))],
  [
    'age',
    isBech32,
    fc
      .array(fc.constantFrom(...'qpzry9x8gf2tvdw0s3jn54khce6mua7l'), { minLength: 52, maxLength: 52 })
      .map((data) => `age-secret-key-1${data.join('')}${bech32Checksum('age-secret-key-', data.join(''))}`),
  ],
];

describe('checksums in tokens', () => {
  for (const [name, holds, tokens] of formats) {
    it(`${name}: hold, and not after any change of a letter or digit`, () => {
      fc.assert(
        fc.property(tokens, fc.nat(), alphanumeric, (token, where, other) => {
          assert.ok(holds(token), token);
          const from = token.length - 30;
          const at = from + (where % 30);
          if (token[at]!.toLowerCase() === other.toLowerCase() || !/[A-Za-z\d]/.test(token[at]!)) return;
          const changed = token.slice(0, at) + other + token.slice(at + 1);
          assert.ok(!holds(changed), changed);
        }),
        { numRuns: 200, seed: 7 },
      );
    });

    it(`${name}: say no to any text without failing`, () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => assert.ok(!holds(text))),
        { numRuns: 300, seed: 7 },
      );
    });
  }

  it('are those of ISO 3309, as in the check text of its catalogues', () => {
    assert.equal(crc32('123456789'), 0xcbf43926);
    assert.equal(crc32(''), 0);
    assert.equal(toBase62(61, 2), '0z');
    assert.equal(toBase62(62, 1), '10');
  });

  it("know the example in Grafana's own tests", () => {
    assert.ok(hasGrafanaChecksum('glsa_yscW25imSKJIuav8zF37RZmnbiDvB05G_fcaaf58a'));
    assert.ok(!hasGrafanaChecksum('glsa_yscW25imSKJIuav8zF37RZmnbiDvB05G_8af5aafc'));
  });

  it('know the valid and invalid texts of BIP 173', () => {
    for (const text of [
      'A12UEL5L',
      'an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs',
      'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw',
      'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w',
    ])
      assert.ok(isBech32(text), text);
    for (const text of ['A12uEL5L', 'x1b4n0q5v', 'li1dgmt3', 'A1G7SGD8', '10a06t8', '1qzzfhee', 'pzry9x0s0muk'])
      assert.ok(!isBech32(text), text);
  });

  it('of GitLab tell a wrong length from a right one', () => {
    const token = `glpat-${'c3Rvcm0'.repeat(5)}.02`;
    assert.ok(!hasGitlabChecksum(token + crc32(token).toString(36).padStart(7, '0')));
  });
});
