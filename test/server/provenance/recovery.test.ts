/**
 * Crashes and failing disks: what was acknowledged stays, what was not is dropped and reported, damage is never mended
 * silently. Failures are injected between the log and real or in-memory files.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogFiles } from '../../../server/host/logFiles';
import type { LogFiles } from '../../../server/provenance/files';
import { openLog } from '../../../server/provenance/log';
import type { LogError } from '../../../server/provenance/logError';
import { verifyLog } from '../../../server/provenance/verifyLog';
import { killWriters } from '../../soak/logKill';
import { appendSamples, deterministic, MemoryFiles, sampleInput } from './sample';

describe('recovery', function () {
  this.timeout(30_000);
  it('drops a group cut off at any byte, reports it, and goes on', async () => {
    const { files, acknowledged } = await withUnfinishedGroup();
    const whole = files.contents.get('journal') as Buffer;
    for (let size = acknowledged; size < whole.length; size++) {
      const copy = files.copy();
      copy.contents.set('journal', whole.subarray(0, size));
      const verifies = size % 16 === 0 || size === acknowledged;
      const before = verifies ? await verifyLog(copy) : undefined;
      assert.deepEqual(
        before?.problems.map(({ code }) => code),
        !verifies ? undefined : size === acknowledged ? [] : ['LOG_TORN_TAIL'],
      );
      const log = await openLog(copy, deterministic('again'));
      assert.deepEqual([log.size, log.recovered?.offset], [12, size === acknowledged ? undefined : acknowledged]);
      if (!verifies) continue;
      await appendSamples(log, 1, 12);
      assert.deepEqual(await verifyLog(copy), { ok: true, size: 13, root: log.root, problems: [] });
    }
  });

  it('drops blocks of zeros that a power cut leaves', async () => {
    const { files, acknowledged } = await withUnfinishedGroup();
    const journal = Buffer.from(files.contents.get('journal') as Buffer);
    journal.fill(0, acknowledged + 100, acknowledged + 612);
    files.contents.set('journal', journal);
    const log = await openLog(files, deterministic('again'));
    assert.deepEqual([log.size, log.recovered?.code], [12, 'LOG_TORN_TAIL']);
  });

  it('refuses to open, and changes nothing, where acknowledged bytes have changed', async () => {
    const { files } = await withUnfinishedGroup();
    for (const [name, original] of files.contents) {
      if (name.startsWith('tile/entries/') && original.length > 20_000) continue;
      for (let offset = 0; offset < original.length; offset += 13) {
        const copy = files.copy();
        (copy.contents.get(name) as Buffer)[offset] = (original[offset] as number) ^ 0x55;
        const before = copy.copy().contents;
        await assert.rejects(openLog(copy, deterministic('again')), { name: 'LogError' }, `${name} byte ${offset}`);
        assert.deepEqual(copy.contents, before);
      }
    }
  });

  it('opens after a crash between any two file operations, with everything acknowledged', async () => {
    for (let operations = 0, finished = false; !finished; operations++) {
      const memory = new MemoryFiles();
      const failing = failWith(memory, { left: operations });
      let acknowledged = 0;
      try {
        const log = await openLog(failing, deterministic());
        for (let i = 0; i < 3; i++) {
          await appendSamples(log, 90, i * 90);
          acknowledged = log.size;
          await log.publish();
        }
        finished = true;
      } catch (error) {
        assert.equal((error as LogError).code, 'LOG_IO_ERROR');
      }
      const log = await openLog(memory, deterministic('again'));
      assert.ok(log.size >= acknowledged);
      await appendSamples(log, 1);
      await log.close();
      assert.deepEqual((await verifyLog(memory)).problems, [], `crash after ${operations} operations`);
    }
  });

  it('rejects appends while the disk is full and goes on when there is space', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-full-'));
    const disk = { full: false };
    const files = failWhile(createLogFiles(folder), disk);
    const log = await openLog(files, deterministic());
    await appendSamples(log, 3);
    disk.full = true;
    const results = await Promise.allSettled([1, 2, 3].map((i) => log.append(sampleInput(i))));
    for (const result of results) {
      assert.equal(result.status === 'rejected' && (result.reason as LogError).code, 'LOG_DISK_FULL');
    }
    await assert.rejects(log.append(sampleInput(4)), { code: 'LOG_DISK_FULL' });
    assert.deepEqual([log.size, (await verifyLog(files)).size, (await verifyLog(files)).ok], [3, 3, true]);
    disk.full = false;
    assert.equal((await log.append(sampleInput(5))).index, 3);
    await log.close();
    assert.deepEqual(await verifyLog(files), { ok: true, size: 4, root: log.root, problems: [] });
    rmSync(folder, { recursive: true });
  });

  it('begins on a full disk, and keeps what it acknowledges once there is space', async () => {
    const memory = new MemoryFiles();
    const disk = { full: true };
    const problems: string[] = [];
    const options = { ...deterministic(), onProblem: ({ code }: LogError) => problems.push(code) };
    const log = await openLog(failWhile(memory, disk), options);
    await assert.rejects(log.append(sampleInput(0)), { code: 'LOG_DISK_FULL' });
    assert.deepEqual([problems, memory.contents.size], [['LOG_DISK_FULL'], 0]);
    disk.full = false;
    await appendSamples(log, 2);
    const again = await openLog(memory, deterministic('again'));
    assert.equal(again.size, 2);
    assert.deepEqual((await verifyLog(memory)).problems, []);
  });

  it('leaves no partial tile behind when publishing fails at any step', async () => {
    for (let operations = 0; operations < 12; operations++) {
      const memory = new MemoryFiles();
      const log = await openLog(memory, deterministic());
      await appendSamples(log, 10);
      await log.close();
      const failing = { left: Number.POSITIVE_INFINITY };
      const second = await openLog(failWith(memory, failing), deterministic('second'));
      await appendSamples(second, 10, 10);
      failing.left = operations;
      await second.publish().catch(() => undefined);
      failing.left = Number.POSITIVE_INFINITY;
      await appendSamples(second, 10, 20);
      await second.close();
      const names = ['checkpoint', 'journal', 'openings/000', 'tile/0/000.p/30', 'tile/entries/000.p/30'];
      assert.deepEqual(await memory.list(), names, `${operations}`);
      assert.deepEqual((await verifyLog(memory)).problems, []);
    }
  });

  it('writes a file only once at a time, also after another one failed', async () => {
    const files = new MemoryFiles();
    const writing = new Set<string>();
    let failing = false;
    const slow: LogFiles = {
      read: (name) => files.read(name),
      list: () => files.list(),
      remove: (name) => files.remove(name),
      openTail: (name) => files.openTail(name),
      async replace(name, bytes) {
        assert.ok(!writing.has(name), `${name} is being written`);
        if (failing && name.startsWith('tile/0/')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        writing.add(name);
        await new Promise((resolve) => setImmediate(resolve));
        await files.replace(name, bytes);
        writing.delete(name);
      },
    };
    const log = await openLog(slow, deterministic());
    await appendSamples(log, 3);
    failing = true;
    await assert.rejects(log.publish(), { code: 'LOG_DISK_FULL' });
    failing = false;
    await log.publish();
    assert.deepEqual((await verifyLog(files)).problems, []);
  });

  it('acknowledges nothing and writes nothing more once fenced', async () => {
    const files = new MemoryFiles();
    let held = true;
    const log = await openLog(files, { ...deterministic(), fence: () => held });
    await appendSamples(log, 2);
    const before = files.copy().contents;
    held = false;
    await assert.rejects(log.append(sampleInput(2)), { code: 'LOG_WRITER_FENCED' });
    await assert.rejects(log.append(sampleInput(3)), { code: 'LOG_WRITER_FENCED' });
    held = true;
    await assert.rejects(log.append(sampleInput(4)), { code: 'LOG_WRITER_FENCED' });
    await log.close();
    assert.deepEqual(files.contents, before);
  });

  it('keeps every acknowledged entry when its writer is killed', async () => {
    const plan = { appends: 1000, callers: 8, killAfter: [1, 300, 700], fullEvery: 0 };
    const { acknowledged, lost, problems } = await killWriters(plan);
    assert.ok(acknowledged >= 1001 && acknowledged < 3000);
    assert.deepEqual([lost, problems], [[], []]);
  });

  it('keeps them also on a slow disk that is full at times', async () => {
    const plan = { appends: 200, callers: 8, killAfter: [40, 100], fullEvery: 30 };
    const { lost, problems } = await killWriters(plan);
    assert.deepEqual([lost, problems], [[], []]);
  });
});

/** Returns a log of 10 published and 2 more acknowledged entries, and where in the journal 1 more is not yet. */
async function withUnfinishedGroup(): Promise<{ files: MemoryFiles; acknowledged: number }> {
  const files = new MemoryFiles();
  const log = await openLog(files, deterministic());
  await appendSamples(log, 10);
  await log.publish();
  await appendSamples(log, 2, 10);
  const acknowledged = (files.contents.get('journal') as Buffer).length;
  await appendSamples(log, 1, 12);
  return { files, acknowledged };
}

/** Passes on as many changes as are left and fails the others; a write that fails has written half. */
function failWith(files: MemoryFiles, budget: { left: number }): LogFiles {
  const spend = () => {
    if (budget.left-- <= 0) throw Object.assign(new Error('EIO'), { code: 'EIO' });
  };
  return failOn(files, spend);
}

/** A disk that takes half of a write and no new file while it is full. */
function failWhile(files: LogFiles, disk: { full: boolean }): LogFiles {
  const check = () => {
    if (disk.full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  };
  return failOn(files, check, () => {});
}

function failOn(files: LogFiles, check: () => void, checkTruncate = check): LogFiles {
  return {
    read: (name) => files.read(name),
    list: () => files.list(),
    replace: async (name, bytes) => {
      check();
      return files.replace(name, bytes);
    },
    remove: async (name) => {
      check();
      return files.remove(name);
    },
    openTail: async (name) => {
      const tail = await files.openTail(name);
      return {
        close: () => tail.close(),
        write: async (bytes, position) => {
          try {
            check();
          } catch (error) {
            await tail.write(bytes.subarray(0, bytes.length / 2), position);
            throw error;
          }
          await tail.write(bytes, position);
        },
        sync: async () => {
          check();
          return tail.sync();
        },
        truncate: async (size) => {
          checkTruncate();
          return tail.truncate(size);
        },
      };
    },
  };
}
