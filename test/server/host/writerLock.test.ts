/**
 * The writer lock: one holder at any time, among calls and among processes, with holders that die at the worst moment.
 */

import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess, isAlive } from '../../../server/host/processIdentity';
import { acquireWriterLock, lockName, type WriterLock } from '../../../server/host/writerLock';

const dead = { pid: 2 ** 30, started: 'long ago' };

describe('writerLock', function () {
  this.timeout(30_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is held by one until released', async () => {
    const lock = await acquire(join(folder, 'new'));
    assert.deepEqual(await acquireWriterLock(join(folder, 'new')), { heldBy: process.pid });
    assert.equal(await lock.isHeld(), true);
    await lock.release();
    assert.equal(await lock.isHeld(), false);
    const next = await acquire(join(folder, 'new'));
    assert.ok(next.generation > lock.generation);
    await lock.release();
    assert.equal(await next.isHeld(), true);
  });

  it('is taken over from the dead, who then no longer hold it, and leaves one number behind', async () => {
    const former = await acquire(folder, dead);
    const lock = await acquire(folder);
    assert.deepEqual([await former.isHeld(), await lock.isHeld()], [false, true]);
    assert.equal(readdirSync(join(folder, lockName)).length, 1);
  });

  it('tells a process from a later one with the same number', async () => {
    if ((await identifyProcess()).started === undefined) return;
    assert.equal(await isAlive(await identifyProcess()), true);
    assert.equal(await isAlive({ pid: process.pid, started: 'another boot 1' }), false);
    assert.equal(await isAlive({ pid: process.pid, booted: 0 }), false);
    assert.equal(await isAlive(dead), false);
  });

  it('is lost when the lock is removed by hand', async () => {
    const lock = await acquire(folder);
    rmSync(join(folder, lockName), { recursive: true });
    assert.equal(await lock.isHeld(), false);
    const next = await acquire(folder);
    assert.deepEqual(
      [next.generation === lock.generation, await lock.isHeld(), await next.isHeld()],
      [true, false, true],
    );
  });

  it('is taken over where its content was lost', async () => {
    const path = join(folder, lockName, '000000000007');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'owner.json'), '');
    assert.equal((await acquire(folder)).generation, 8);
  });

  it('goes to one of many calls at a time, stale or not', async () => {
    for (let round = 0; round < 10; round++) {
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => acquireWriterLock(folder)));
      const won = outcomes.filter((outcome) => outcome.heldBy === undefined);
      assert.equal(won.length, 1);
      assert.equal(await won[0]?.isHeld(), true);
      await won[0]?.release();
      await acquire(folder, dead);
    }
  });

  it('gives way when held up between looking and taking while others came and went', async () => {
    await acquire(folder, dead);
    let others: WriterLock | undefined;
    const late = await acquireWriterLock(folder, {
      isAlive: async (identity) => {
        if (identity.pid !== dead.pid) return isAlive(identity);
        if (!others) {
          // Two generations pass, and the numbers in between are removed.
          await (await acquire(folder)).release();
          others = await acquire(folder);
        }
        return false;
      },
    });
    assert.deepEqual(late, { heldBy: process.pid });
    assert.equal(await others?.isHeld(), true);
  });

  it('goes to one of many processes that find it stale at once', async () => {
    const racers = Array.from({ length: 4 }, () =>
      fork(join(__dirname, 'writerLockRacer.ts'), { execArgv: ['--require', 'tsx/cjs'] }),
    );
    try {
      await Promise.all(racers.map((racer) => once(racer, 'message')));
      for (let round = 0; round < 20; round++) {
        await acquire(folder, dead);
        const outcomes = await Promise.all(racers.map((racer) => ask(racer, { acquire: folder })));
        const winners = racers.filter((_, i) => outcomes[i]?.['heldBy'] === null);
        assert.equal(winners.length, 1);
        const winner = winners[0] as ChildProcess;
        for (const { heldBy } of outcomes) assert.ok(heldBy === null || heldBy === winner.pid);
        await ask(winner, {});
      }
      const [last] = racers;
      assert.equal((await ask(last as ChildProcess, { acquire: folder }))['heldBy'], null);
      last?.kill('SIGKILL');
      await once(last as ChildProcess, 'exit');
      assert.equal(await (await acquire(folder)).isHeld(), true);
    } finally {
      for (const racer of racers) racer.kill('SIGKILL');
    }
  });
});

async function acquire(folder: string, identity?: { pid: number; started: string }): Promise<WriterLock> {
  const outcome = await acquireWriterLock(folder, identity ? { identity } : {});
  assert.equal(outcome.heldBy, undefined);
  return outcome as WriterLock;
}

async function ask(racer: ChildProcess, message: object): Promise<Record<string, unknown>> {
  const answer = once(racer, 'message');
  racer.send(message);
  return (await answer)[0];
}
