/** The witness client against a witness in memory that keeps to C2SP tlog-witness, and against ones that don't. */

import assert from 'node:assert/strict';
import { formatTrailer, parseTrailer } from '../../../server/provenance/anchor';
import { parseStoredCheckpoint, type StoredCheckpoint } from '../../../server/provenance/checkpoint';
import { createSigner, formatVerifier, type NoteVerifier, parseVerifier } from '../../../server/provenance/note';
import { verifyLog } from '../../../server/provenance/verifyLog';
import { type PostText, submitToWitness } from '../../../server/provenance/witness';
import { earlierKeys, extendLog, laterKeys, type MemoryFiles, sampleLog } from './sample';
import { TestWitness } from './testWitness';

describe('witness', function () {
  this.timeout(30_000);
  let files: MemoryFiles;
  let witness: TestWitness;
  let address: { url: string; verifier: NoteVerifier };
  beforeEach(async () => {
    files = await sampleLog(300, earlierKeys);
    witness = new TestWitness(logKey(files, earlierKeys.current));
    address = { url: 'https://witness.example/w/', verifier: parseVerifier(witness.vkey) as NoteVerifier };
  });
  const submit = (post: PostText = witness.post) => submitToWitness(files, address, post);

  it('confirms checkpoint after checkpoint, and the log verifies with what it confirmed', async () => {
    assert.equal((await submit()).checkpoint.size, 300);
    assert.deepEqual(await statuses(), [200]);
    await submit();
    assert.deepEqual(await statuses(), []);
    await extendLog(files, 50, earlierKeys, 'more');
    await submit();
    const { ok, witnesses } = await verifyLog(files);
    assert.ok(ok);
    assert.deepEqual(witnesses, [{ name: 'witness.example/w', size: 350, time: '2026-11-21T05:00:00.000Z' }]);
  });

  it('catches up where the witness has seen more than the log remembers', async () => {
    await submit();
    const file = [...files.contents.keys()].find((name) => name.startsWith('witnesses/')) as string;
    files.contents.delete(file);
    await extendLog(files, 50, earlierKeys, 'more');
    await submit();
    assert.deepEqual(await statuses(), [200, 409, 200]);
    assert.ok((await verifyLog(files)).ok);
  });

  it('names a log that was rolled back or rewritten since', async () => {
    const older = files.copy();
    await extendLog(files, 50, earlierKeys, 'more');
    await submit();
    const kept = [...files.contents].find(([name]) => name.startsWith('witnesses/')) as [string, Buffer];

    files = older;
    await assert.rejects(submit(), { code: 'LOG_ROLLED_BACK' });
    files.contents.set(...kept);
    await assert.rejects(submit(), { code: 'LOG_ROLLED_BACK' });
    assert.deepEqual(
      (await verifyLog(files)).problems.map(({ code }) => code),
      ['LOG_ROLLED_BACK'],
    );

    files = await sampleLog(300, earlierKeys);
    await extendLog(files, 60, earlierKeys, 'others');
    await assert.rejects(submit(), { code: 'LOG_HISTORY_REWRITTEN' });
    files.contents.set(...kept);
    await assert.rejects(submit(), { code: 'LOG_HISTORY_REWRITTEN' });
    assert.deepEqual(
      (await verifyLog(files)).problems.map(({ code }) => code),
      ['LOG_HISTORY_REWRITTEN'],
    );
  });

  it('keeps nothing that the witness has not signed', async () => {
    const forged = `— witness.example/w ${Buffer.alloc(76, 1).toString('base64')}\n`;
    const own = createSigner('witness.example/w', Buffer.alloc(32, 5)).sign('anything\n');
    for (const [status, body] of [
      [200, ''],
      [200, forged],
      [200, own],
      [403, ''],
      [404, ''],
      [409, 'many\n'],
      [500, 'oops'],
    ] as const) {
      await assert.rejects(
        submit(async () => ({ status, body })),
        { code: 'LOG_ANCHOR_FAILED' },
      );
    }
    await assert.rejects(
      submit(() => Promise.reject(new Error('no network'))),
      { code: 'LOG_ANCHOR_FAILED' },
    );
    assert.ok([...files.contents.keys()].every((name) => !name.startsWith('witnesses/')));
  });

  it('follows a rotated key once the witness knows it', async () => {
    await submit();
    await extendLog(files, 10, laterKeys, 'more');
    await assert.rejects(submit(), /403/);
    witness.logKeys.push(logKey(files, laterKeys.current));
    await submit();
    assert.ok((await verifyLog(files)).ok);
  });

  it('finds each changed byte of what it keeps', async () => {
    await submit();
    const [name, bytes] = [...files.contents].find(([each]) => each.startsWith('witnesses/')) as [string, Buffer];
    for (let offset = 0; offset < bytes.length; offset += 23) {
      const changed = Buffer.from(bytes);
      changed[offset] = (changed[offset] as number) ^ 1;
      files.contents.set(name, changed);
      const { problems } = await verifyLog(files);
      assert.ok(
        problems.some(({ file }) => file === name),
        `byte ${offset}`,
      );
    }
  });

  it('stands in a git trailer whole', () => {
    const bytes = files.contents.get('checkpoint') as Buffer;
    const trailer = formatTrailer(parseStoredCheckpoint(bytes) as StoredCheckpoint) as string;
    assert.match(trailer, /^Portcullis-Checkpoint: \S+ 300 \S+ \S+$/);
    assert.deepEqual(parseTrailer(`fix: a thing\n\nSigned-off-by: A <a@example.com>\n${trailer}\n`), bytes);
    assert.equal(parseTrailer('fix: a thing\n'), undefined);
  });

  /** What the witness answered since the last call. */
  async function statuses(): Promise<number[]> {
    return witness.statuses.splice(0);
  }
});

function logKey(files: MemoryFiles, seed: Uint8Array): string {
  const [origin = ''] = (files.contents.get('checkpoint') as Buffer).toString().split('\n');
  return formatVerifier(createSigner(origin, seed).verifier);
}
