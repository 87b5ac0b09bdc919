/** The key for fingerprints: one a user, made once, for its user alone. */

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFingerprintKey } from '../../../server/host/fingerprintKey';

describe('loadFingerprintKey', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives many who ask at once the same key', async () => {
    const state = join(folder, 'state');
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadFingerprintKey(state)));
    assert.equal(new Set(keys.map(({ key }) => Buffer.from(key).toString('hex'))).size, 1);
    assert.ok(keys.every(({ key, problem }) => key.length === 32 && problem === undefined));
    assert.deepEqual(readdirSync(state), ['fingerprint.key']);
    if (process.platform !== 'win32') assert.equal(statSync(join(state, 'fingerprint.key')).mode & 0o777, 0o600);
  });

  it('goes on with a key of its own where none can be kept', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { key, problem } = await loadFingerprintKey(join(folder, 'file'));
    assert.equal(key.length, 32);
    assert.ok(problem?.includes('file'));
  });

  it('does not use a damaged key', async () => {
    writeFileSync(join(folder, 'fingerprint.key'), 'short');
    const { key, problem } = await loadFingerprintKey(folder);
    assert.equal(key.length, 32);
    assert.match(problem ?? '', /damaged/);
  });
});
