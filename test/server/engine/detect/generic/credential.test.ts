/** What the classifier weighs, told in words, and how sure it is. */

import assert from 'node:assert/strict';
import { extractors } from '../../../../../server/engine/detect/extractors';
import model from '../../../../../server/engine/detect/generic/model.json';
import { placesOf, readDetector, scanWith } from './scanWith';

const detector = readDetector('secret/generic-credential');

describe('the generic credential classifier', () => {
  it('is surer of a drawn token than of the short password of a test', () => {
    const [token] = scanWith(detector, 'const apiToken = "vGx3Q9rT7mKp2LwZ8sYb4NdJ6hFc1RqXe5Ua";', 'src/a.ts');
    const [word] = scanWith(detector, 'const testPassword = "mukolda";', 'src/a.ts');
    assert.equal(token?.confidence, 'high');
    assert.equal(word?.confidence, 'low');
  });

  it('doubts what has the beginning of a known kind of token and another form, or names a provider of known tokens', () => {
    const confidenceOf = (text: string) => scanWith(detector, text, 'src/a.ts')[0]?.confidence;
    assert.equal(confidenceOf('const token = "ghp_7rpOk3O9QHGslK35";'), undefined);
    assert.equal(confidenceOf('const token = "qhx_7rpOk3O9QHGslK35";'), 'medium');
    assert.equal(confidenceOf('const telegramToken = "53629:Alwm97o8uqp3n8n6cg";'), undefined);
    assert.equal(confidenceOf('const githubToken = "vGx3Q9rT7mKp2LwZ8sYb4NdJ6hFc1RqXe5Ua";'), 'medium');
  });

  it('leaves keys that their vendors have published', () => {
    const published = [
      'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq',
      'K1SZFPTOtr',
      'KBHBeksoGMGw==',
    ];
    const text = (key: string) => `storage_secret = "${key}"`;
    assert.deepEqual(scanWith(detector, text(published.join('/'))), []);
    assert.equal(scanWith(detector, text(published.join('/').replace('Eby8', 'Ebz7'))).length, 1);
  });

  for (const [text, path] of [
    ['const password = "password123";', 'a.js'],
    ['const passwordHint = "mother\'s maiden name";', 'a.js'],
    ['const passwordPath = "/run/secrets/db-9f3k2";', 'a.js'],
    ['const tokenRegex = /^[A-Za-z0-9]{32}$/;', 'a.js'],
    ['const keyboard = "qwertz-de-x7k2";', 'a.js'],
    ['const author = "k9vLq2x7";', 'a.js'],
    ['const bypass = "k9vLq2x7";', 'a.js'],
    ['password: "$2b$12$Qm9vXw1zT5rLk8Yp3sNcUeJh7Gd2Fb6VaZx4Oi0MtRlEyPuKqWnCS"', 'a.yml'],
    ['alphabetKey = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"', 'a.py'],
    ['public_key = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo"', 'a.py'],
    ['setPassword(user.getPassword())', 'a.java'],
    ['encodePassword(password, "utf-8")', 'a.java'],
    ['throw new Error("the token was: " + token)', 'a.js'],
    ['ERROR_BAD_PASSWORD = 0x8007056B,', 'a.cs'],
    ['return password == null ? "" : password', 'a.java'],
  ] as const) {
    it(`leaves ${text}`, () => assert.deepEqual(scanWith(detector, text, path), []));
  }

  it('tells what spoke for and against a value', () => {
    const text = 'TEST_DB_PASSWORD = "k9vLq2x7"';
    const place = placesOf(detector, text, 'settings.py')[0]!;
    const evidence = extractors['credential']!.explain(place, text.indexOf('k9v'));
    const weights = new Map(evidence.map(({ what, weight }) => [what, weight]));
    assert.ok(weights.get('letters as drawn (password)')! > 0);
    assert.ok(weights.get('name says test or variant')! < 0);
    assert.deepEqual(
      evidence.map(({ weight }) => Math.abs(weight)),
      evidence.map(({ weight }) => Math.abs(weight)).sort((a, b) => b - a),
    );
    assert.deepEqual(extractors['credential']!.explain(place, 0), []);
  });

  it('explains a value that it does not find', () => {
    const text = 'passwordFile = "k9vLq2x7.txt"';
    assert.deepEqual(scanWith(detector, text, 'a.py'), []);
    const evidence = extractors['credential']!.explain(placesOf(detector, text, 'a.py')[0]!, text.indexOf('k9v'));
    assert.ok(evidence.some(({ what, weight }) => what === 'name ends in another noun' && weight < 0));
  });

  it('keeps the sign of weights whose meaning is plain', () => {
    const weights: Readonly<Record<string, number>> = model.weights;
    for (const against of ['name says public', 'name ends in id', 'a placeholder', 'a password hash']) {
      assert.ok(weights[against]! < 0, against);
    }
    assert.ok(model.thresholds.low < model.thresholds.medium && model.thresholds.medium < model.thresholds.high);
  });
});
