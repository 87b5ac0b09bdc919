/**
 * The log's writer on real files: what was appended is there after any sequence of appends, publications and openings.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createLogFiles } from '../../../server/host/logFiles';
import { openLog } from '../../../server/provenance/log';
import { type ReadEntry, readEntries, readLogSize } from '../../../server/provenance/readEntries';
import { verifyLog } from '../../../server/provenance/verifyLog';
import { appendSamples, deterministic, MemoryFiles, sampleInput } from './sample';

describe('log', function () {
  this.timeout(30_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps entries, paths and root across openings, in files of the user alone', async () => {
    const files = createLogFiles(join(folder, 'log'));
    let log = await openLog(files, deterministic());
    assert.deepEqual(await log.append(sampleInput(1)), {
      index: 0,
      id: (await collect(readEntries(files)))[0]?.entry.id,
    });
    await appendSamples(log, 599, 2);
    const { root } = log;
    await log.close();
    await assert.rejects(log.append(sampleInput(1)), { code: 'LOG_CLOSED' });
    log = await openLog(files, deterministic());
    assert.deepEqual([log.size, log.root, log.recovered], [600, root, undefined]);
    await log.close();

    const entries = await collect(readEntries(files));
    assert.deepEqual(
      entries.map((read) => read.path),
      Array.from({ length: 600 }, (_, i) => sampleInput(i + 1).target.path),
    );
    assert.deepEqual(
      entries.map((read) => read.index),
      [...entries.keys()],
    );
    assert.deepEqual(
      (await collect(readEntries(files, 254, 259))).map((read) => read.index),
      [254, 255, 256, 257, 258],
    );
    assert.deepEqual(await verifyLog(files), { ok: true, size: 600, root, problems: [] });
    assert.deepEqual(await readLogSize(files), { size: 600, root });
    if (process.platform !== 'win32') {
      assert.equal(statSync(join(folder, 'log')).mode & 0o777, 0o700);
      for (const name of await files.list()) assert.equal(statSync(join(folder, 'log', name)).mode & 0o777, 0o600);
    }
  });

  it('names its files as C2SP tlog-tiles does, without leftovers', async () => {
    const files = createLogFiles(folder);
    let log = await openLog(files, deterministic());
    await appendSamples(log, 100);
    await log.publish();
    await appendSamples(log, 200);
    await log.close();
    log = await openLog(files, deterministic());
    await log.close();
    assert.deepEqual(await files.list(), [
      'checkpoint',
      'journal',
      'openings/000',
      'openings/001',
      'tile/0/000',
      'tile/0/001.p/44',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/44',
    ]);
  });

  it('is the same log however appends, publications, closings and kills are mixed', async () => {
    const step = fc.oneof(fc.nat({ max: 280 }), fc.constantFrom('publish', 'reopen', 'kill'));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const files = new MemoryFiles();
        let log = await openLog(files, deterministic());
        let count = 0;
        for (const [i, what] of steps.entries()) {
          if (typeof what === 'number') {
            await appendSamples(log, what, count);
            count += what;
            continue;
          }
          if (what === 'publish') await log.publish();
          if (what === 'reopen') await log.close();
          if (what !== 'publish') log = await openLog(files, deterministic(`${i}`));
        }
        assert.equal(log.size, count);
        assert.deepEqual(await verifyLog(files), { ok: true, size: count, root: log.root, problems: [] });
        const paths = (await collect(readEntries(files))).map((read) => read.path);
        assert.deepEqual(
          paths,
          Array.from({ length: count }, (_, i) => sampleInput(i).target.path),
        );
      }),
      { numRuns: 15, seed: 2 },
    );
  });

  it('shares one fsync among concurrent appends and answers in order', async () => {
    const files = createLogFiles(folder);
    let syncs = 0;
    const counting: typeof files = {
      ...files,
      openTail: async (name) => {
        const tail = await files.openTail(name);
        return {
          ...tail,
          sync: () => {
            syncs++;
            return tail.sync();
          },
        };
      },
    };
    const log = await openLog(counting, deterministic());
    const appended = await Promise.all(Array.from({ length: 500 }, (_, i) => log.append(sampleInput(i))));
    assert.equal(syncs, 1);
    assert.deepEqual(
      appended.map(({ index }) => index),
      [...appended.keys()],
    );
    assert.deepEqual(
      appended.map(({ id }) => id).sort(),
      appended.map(({ id }) => id),
    );
    await log.close();
  });

  it('verifies and reads while it is being written', async () => {
    const files = createLogFiles(folder);
    const log = await openLog(files, deterministic());
    let writing = true;
    const writer = (async () => {
      for (let i = 0; i < 12; i++) {
        await appendSamples(log, 40, i * 40);
        if (i % 5 === 0) await log.publish();
      }
      writing = false;
    })();
    while (writing) {
      const acknowledged = log.size;
      const report = await verifyLog(files);
      assert.deepEqual(report.problems, []);
      assert.ok(report.size >= acknowledged);
      assert.ok((await collect(readEntries(files))).length >= acknowledged);
    }
    await writer;
    await log.close();
  });
});

async function collect(entries: AsyncIterable<ReadEntry>): Promise<ReadEntry[]> {
  const all: ReadEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}
