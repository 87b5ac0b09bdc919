/**
 * Signed logs: keys come into the log, are rotated and lost; whatever is not signed by a key that follows from a trusted
 * one is named. What whoever rewrites a log can do is tried here: sign with another key, leave the signature out.
 */

import assert from 'node:assert/strict';
import { readKeys } from '../../../server/provenance/keys';
import { openLog } from '../../../server/provenance/log';
import { createSigner, createVerifier } from '../../../server/provenance/note';
import { verifyLog } from '../../../server/provenance/verifyLog';
import { deterministic, earlierKeys, extendLog, laterKeys, type MemoryFiles, sampleLog } from './sample';

const other = { current: Buffer.alloc(32, 9) };
const keyOf = (seed: Uint8Array) => createVerifier('any', createSigner('any', seed).verifier.publicKey);
const codes = async (...args: Parameters<typeof verifyLog>) => {
  const { problems } = await verifyLog(...args);
  return problems.map(({ code, file }) => `${code} ${file}`);
};

describe('signed log', function () {
  this.timeout(30_000);
  it('is signed from its first checkpoint, and verifies with its key', async () => {
    const files = await sampleLog(300, earlierKeys);
    const { ok, key } = await verifyLog(files, { trusted: [keyOf(earlierKeys.current)] });
    assert.ok(ok);
    assert.match(key ?? '', /^portcullis\/log\/[0-9a-f]{32}\+[0-9a-f]{8}\+/);
    assert.deepEqual(await codes(files, { trusted: [keyOf(other.current)] }), [
      'LOG_SIGNATURE_INVALID keys/1',
      'LOG_SIGNATURE_INVALID checkpoint',
    ]);
  });

  it('goes on signed where it was not before, with all that was', async () => {
    const files = await sampleLog(40);
    const before = files.contents.get('checkpoint') as Buffer;
    await extendLog(files, 40, earlierKeys);
    const against = [{ file: 'before', bytes: before }];
    assert.deepEqual(await codes(files, { against, trusted: [keyOf(earlierKeys.current)] }), []);
    assert.equal((await readKeys(files)).keys[0]?.since.size, 40);
  });

  it('verifies after a rotation, with checkpoints from before it, by either key', async () => {
    const files = await sampleLog(30, earlierKeys);
    const before = files.contents.get('checkpoint') as Buffer;
    await extendLog(files, 30, laterKeys);
    const against = [{ file: 'before', bytes: before }];
    for (const seed of [earlierKeys.current, laterKeys.current]) {
      assert.deepEqual(await codes(files, { against, trusted: [keyOf(seed)] }), []);
    }
  });

  it('names a key that took the place of a lost one until it is trusted by itself', async () => {
    const files = await sampleLog(30, earlierKeys);
    await extendLog(files, 30, other);
    assert.deepEqual(await codes(files), ['LOG_SIGNATURE_INVALID keys/2', 'LOG_SIGNATURE_INVALID checkpoint']);
    const both = [keyOf(earlierKeys.current), keyOf(other.current)];
    assert.deepEqual(await codes(files, { trusted: both }), []);
  });

  it('refuses to open without its key, and changes nothing', async () => {
    const files = await sampleLog(30, earlierKeys);
    const before = files.copy().contents;
    await assert.rejects(openLog(files, deterministic()), { code: 'LOG_KEY_MISSING' });
    assert.deepEqual(files.contents, before);
  });

  it('begins again after a first start that ended between key and checkpoint', async () => {
    const files = await sampleLog(0, earlierKeys);
    for (const name of ['checkpoint', 'journal']) files.contents.delete(name);
    await extendLog(files, 5, earlierKeys, 'again');
    assert.deepEqual(await codes(files, { trusted: [keyOf(earlierKeys.current)] }), []);
  });

  it('finds a signature that was left out, exchanged, or is of a retired key', async () => {
    const files = await sampleLog(30, earlierKeys);
    const atRotation = files.contents.get('checkpoint') as Buffer;
    await extendLog(files, 30, earlierKeys);
    const later = files.contents.get('checkpoint') as Buffer;
    const stripped = Buffer.from(`${later.toString().split('\n').slice(0, 3).join('\n')}\n`);
    assert.deepEqual(await codes(withFile(files, 'checkpoint', stripped)), ['LOG_SIGNATURE_INVALID checkpoint']);
    await assert.rejects(openLog(withFile(files, 'checkpoint', stripped), { ...deterministic(), keys: earlierKeys }));

    const rotated = await sampleLog(30, earlierKeys);
    assert.deepEqual(rotated.contents.get('checkpoint'), atRotation);
    await extendLog(rotated, 30, laterKeys);
    assert.deepEqual(await codes(withFile(rotated, 'checkpoint', later)), ['LOG_SIGNATURE_INVALID checkpoint']);
  });

  it('finds a log that lost its signature and its keys, where a key is trusted', async () => {
    const files = await sampleLog(30, earlierKeys);
    const checkpoint = files.contents.get('checkpoint') as Buffer;
    files.contents.set('checkpoint', Buffer.from(`${checkpoint.toString().split('\n').slice(0, 3).join('\n')}\n`));
    files.contents.delete('keys/1');
    assert.deepEqual(await codes(files, { trusted: [keyOf(earlierKeys.current)] }), [
      'LOG_SIGNATURE_INVALID checkpoint',
    ]);
  });
});

function withFile(files: MemoryFiles, name: string, bytes: Buffer): MemoryFiles {
  const copy = files.copy();
  copy.contents.set(name, bytes);
  return copy;
}
