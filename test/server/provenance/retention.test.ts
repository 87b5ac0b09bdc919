/** Pruning: what is old goes, proofs of the rest and of every old checkpoint stay, and only what was pruned may be missing. */

import assert from 'node:assert/strict';
import type { LogFiles } from '../../../server/provenance/files';
import { checkInclusion } from '../../../server/provenance/proof';
import { proveEntry } from '../../../server/provenance/published';
import { readEntries } from '../../../server/provenance/readEntries';
import { pruneLog } from '../../../server/provenance/retention';
import { verifyLog } from '../../../server/provenance/verifyLog';
import { earlierKeys, extendLog, laterKeys, type MemoryFiles, sampleLog } from './sample';

/** Entries of the samples are this old. */
const start = 1_795_000_000_000;
const options = { before: start + 250, keys: earlierKeys, now: start };

describe('retention', function () {
  this.timeout(30_000);
  let whole: MemoryFiles;
  let files: MemoryFiles;
  before(async () => {
    whole = await sampleLog(1000, earlierKeys);
  });
  beforeEach(() => {
    files = whole.copy();
  });

  it('drops whole bundles that are old enough, with what opens them', async () => {
    assert.deepEqual(await pruneLog(files, options), { dropped: 512, firstKept: 512 });
    const gone = [...whole.contents.keys()].filter((name) => !files.contents.has(name));
    assert.deepEqual(gone.sort(), ['openings/000', 'openings/001', 'tile/entries/000', 'tile/entries/001']);
    const { ok, pruned, problems } = await verifyLog(files);
    assert.deepEqual([ok, pruned, problems], [true, 512, []]);
    const indexes: number[] = [];
    for await (const { index } of readEntries(files)) indexes.push(index);
    assert.deepEqual([indexes[0], indexes.length], [512, 488]);
    assert.deepEqual(await pruneLog(files, options), { dropped: 0, firstKept: 512 });
  });

  it('keeps all proofs, and consistency with checkpoints from before, at any size', async () => {
    const older = await Promise.all([200, 256, 700].map((size) => sampleLog(size, earlierKeys)));
    await pruneLog(files, options);
    await extendLog(files, 300, laterKeys, 'more');
    const against = older.map((each, i) => ({ file: `older ${i}`, bytes: each.contents.get('checkpoint') as Buffer }));
    assert.deepEqual((await verifyLog(files, { against })).problems, []);
    for (const index of [0, 300, 600, 1299]) {
      const { leaf, path, checkpoint } = await proveEntry(files, index);
      assert.ok(checkInclusion(leaf, index, checkpoint.size, path, checkpoint.root));
    }
  });

  it('names a bundle that is missing without having been pruned', async () => {
    await pruneLog(files, options);
    files.contents.delete('tile/entries/002');
    assert.equal((await verifyLog(files)).problems[0]?.code, 'LOG_FILE_MISSING');
    for (const change of [() => files.contents.delete('pruned'), () => forge(files)]) {
      files = whole.copy();
      await pruneLog(files, options);
      change();
      const missing = (await verifyLog(files)).problems.filter(({ code }) => code === 'LOG_FILE_MISSING');
      assert.deepEqual(missing.map(({ file }) => file).slice(0, 2), ['tile/entries/000', 'openings/000']);
    }
  });

  it('finds each changed byte of the statement and of the tiles that remain', async () => {
    await pruneLog(files, options);
    for (const [name, bytes] of files.contents) {
      const stride = name.startsWith('tile') || name.startsWith('openings') ? 4001 : 29;
      for (let offset = 0; offset < bytes.length; offset += stride) {
        const copy = files.copy();
        (copy.contents.get(name) as Buffer)[offset] = (bytes[offset] as number) ^ 4;
        assert.ok(
          (await verifyLog(copy)).problems.some(({ file }) => file === name),
          `${name} byte ${offset}`,
        );
      }
    }
  });

  it('leaves too much, never damage, where it is cut off', async () => {
    for (let steps = 0; steps < 6; steps++) {
      files = whole.copy();
      await pruneLog(failingAfter(files, steps), options).catch(() => undefined);
      assert.deepEqual((await verifyLog(files)).problems, [], `after ${steps} steps`);
      await pruneLog(files, options);
      assert.equal((await verifyLog(files)).pruned, 512);
      assert.ok(!files.contents.has('tile/entries/001'));
    }
  });

  it('refuses without the key, and where nothing is signed', async () => {
    await assert.rejects(pruneLog(files, { ...options, keys: laterKeys }), { code: 'LOG_KEY_MISSING' });
    await assert.rejects(pruneLog(await sampleLog(300), options), { code: 'LOG_KEY_MISSING' });
  });
});

/** States more than was pruned. */
function forge(files: MemoryFiles): void {
  const statement = (files.contents.get('pruned') as Buffer).toString();
  files.contents.set('pruned', Buffer.from(statement.replace('\n512\n', '\n768\n')));
}

/** Files of which changes fail after the first `steps`. */
function failingAfter(files: MemoryFiles, steps: number): LogFiles {
  let left = steps;
  const step = () => {
    if (left-- <= 0) throw new Error('cut off');
  };
  return {
    read: (name) => files.read(name),
    list: () => files.list(),
    openTail: (name) => files.openTail(name),
    async replace(name, bytes) {
      step();
      await files.replace(name, bytes);
    },
    async remove(name) {
      step();
      await files.remove(name);
    },
  };
}
