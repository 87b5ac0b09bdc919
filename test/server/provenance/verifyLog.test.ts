/**
 * Whatever is changed in a stored log is reported with its place. The full sweep over every byte is test/soak/logCorrupt.
 */

import assert from 'node:assert/strict';
import { openLog } from '../../../server/provenance/log';
import { formatBundle, parseBundle } from '../../../server/provenance/tile';
import { verifyLog } from '../../../server/provenance/verifyLog';
import { corruptBytes } from '../../soak/logCorrupt';
import { appendSamples, deterministic, MemoryFiles, sampleLog } from './sample';

const bundle = 'tile/entries/000.p/100';

describe('verifyLog', function () {
  this.timeout(30_000);
  let files: MemoryFiles;
  before(async () => {
    files = await sampleLog(100);
  });

  it('finds nothing in a whole log, and nothing in none', async () => {
    assert.deepEqual((await verifyLog(files)).problems, []);
    assert.deepEqual((await verifyLog(new MemoryFiles())).problems, []);
  });

  it('locates a changed byte in every file', async () => {
    assert.deepEqual((await corruptBytes(files.copy(), 397)).missed, []);
  });

  it('locates every changed byte of a journal that was never published', async () => {
    const killed = await killedLog(0, 2);
    const { tried, missed } = await corruptBytes(killed, 1);
    assert.ok(tried > 1500);
    assert.deepEqual(missed, []);
  });

  it('locates every file that was cut short, emptied or removed', async () => {
    for (const [name, bytes] of files.contents) {
      for (const size of [0, 1, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const copy = files.copy();
        copy.contents.set(name, bytes.subarray(0, size));
        const { ok, problems } = await verifyLog(copy);
        assert.ok(!ok && problems.some((problem) => problem.file === name), `${name} cut to ${size}`);
      }
      const copy = files.copy();
      copy.contents.delete(name);
      assert.ok(
        (await verifyLog(copy)).problems.some((problem) => problem.file === name),
        `${name} removed`,
      );
    }
  });

  it('locates entries that were reordered, doubled, dropped, added or exchanged', async () => {
    const { entries } = parseBundle(files.contents.get(bundle) as Buffer);
    const [a, b] = [entries[40] as Buffer, entries[41] as Buffer];
    const head = entries.slice(0, 40);
    const rest = entries.slice(42);
    for (const [changed, index] of [
      [[...head, b, a, ...rest], 40],
      [[...head, a, a, b, ...rest], 41],
      [[...head, b, ...rest], 40],
      [[...entries, a], 99],
      [entries.slice(0, 99), 99],
      [[a, ...entries.slice(1)], 0],
    ] as const) {
      const copy = files.copy();
      copy.contents.set(bundle, formatBundle(changed));
      const [problem] = (await verifyLog(copy)).problems;
      assert.deepEqual([problem?.code, problem?.file, problem?.index], ['LOG_LEAF_MISMATCH', bundle, index]);
    }
  });

  it('blames the bundle where an entry and its hash were exchanged together, by the root', async () => {
    const copy = files.copy();
    const donor = await killedLog(100, 0);
    for (const name of [bundle, 'tile/0/000.p/100']) copy.contents.set(name, donor.contents.get(name) as Buffer);
    assert.ok((await verifyLog(copy)).problems.some((problem) => problem.code === 'LOG_ROOT_MISMATCH'));
  });

  it('checks full tiles and those above them', async () => {
    const large = await sampleLog(520);
    for (const [name, index] of [
      ['tile/0/001', 256 + 3],
      ['tile/1/000.p/2', 256],
      ['tile/entries/001', 256],
    ] as const) {
      const copy = large.copy();
      const bytes = copy.contents.get(name) as Buffer;
      bytes[100] = (bytes[100] as number) ^ 1;
      if (name === 'tile/1/000.p/2') bytes[100 % 32] = 0;
      const { problems } = await verifyLog(copy);
      assert.ok(problems.length >= 1);
      assert.equal(problems[0]?.file, name);
      assert.equal(problems[0]?.index, name === 'tile/1/000.p/2' ? 0 : index);
    }
  });

  it('reports files that are no part of the log', async () => {
    const copy = files.copy();
    copy.contents.set('tile/0/007', Buffer.alloc(8192));
    assert.deepEqual((await verifyLog(copy)).problems, [
      { code: 'LOG_FILE_UNKNOWN', file: 'tile/0/007', message: 'no part of this log' },
    ]);
  });
});

/** Returns a log with `published` entries in tiles and `pending` ones only in the journal, as a kill leaves it. */
async function killedLog(published: number, pending: number): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const log = await openLog(files, deterministic('other'));
  await appendSamples(log, published);
  await log.publish();
  for (let i = 0; i < pending; i++) await appendSamples(log, 1, published + i);
  return files.copy();
}
