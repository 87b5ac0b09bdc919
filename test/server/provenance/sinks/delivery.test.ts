/** Delivery to real receivers that are stopped, restarted and killed: every entry at least once, and in order. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { SinkSpec } from '../../../../server/engine/policy/types';
import { createSink } from '../../../../server/host/sinks';
import { type Log, openLog } from '../../../../server/provenance/log';
import { type Cursor, type Outbox, startOutbox } from '../../../../server/provenance/sinks/outbox';
import { appendSamples, deterministic, MemoryFiles } from '../sample';
import { type Mood, type Receiver, receiverKinds } from './receivers';

/** Shorter than the least pause of the exporter before it tries again by itself: the outbox does that here. */
const timeoutMs = 700;

for (const { type, name, create } of receiverKinds) {
  describe(`delivery to ${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-sink-'));
    const secretFile = join(folder, 'secret');
    writeFileSync(secretFile, 'whsec_c2VjcmV0IG9mIHRoZSB3ZWJob29r\n', { mode: 0o600 });
    after(() => rmSync(folder, { recursive: true, force: true }));

    let receiver: Receiver & { readonly ca?: string };
    let files: MemoryFiles;
    let log: Log;
    let cursor: Cursor | undefined;
    let outbox: Outbox;
    let problems: unknown[];

    beforeEach(async () => {
      receiver = create();
      await receiver.start();
      files = new MemoryFiles();
      log = await openLog(files, deterministic());
      cursor = undefined;
      problems = [];
      outbox = start();
    });
    afterEach(async () => {
      await outbox.close();
      await receiver.stop();
    });

    function start(changes: Partial<Parameters<typeof startOutbox>[0]> = {}): Outbox {
      const spec: SinkSpec = {
        id: 'test',
        type,
        url: receiver.url,
        ...(type !== 'syslog' && { secretFile }),
        ...(receiver.ca !== undefined && { caFile: writeCa(receiver.ca) }),
      };
      return startOutbox({
        files,
        origin: log.origin,
        size: () => log.size,
        sink: createSink(spec, { version: '1.2.3', origin: log.origin }, timeoutMs),
        load: async () => cursor,
        save: async (next) => {
          cursor = next;
        },
        paths: false,
        random: () => 0.5,
        wait: () => new Promise((resolve) => setImmediate(resolve)),
        onProblem: (error) => void problems.push(error),
        ...changes,
      });
    }

    function writeCa(ca: string): string {
      const file = join(folder, 'ca.pem');
      writeFileSync(file, ca);
      return file;
    }

    async function append(count: number): Promise<void> {
      await appendSamples(log, count, log.size);
      outbox.poke();
    }

    const isDelivered = () => outbox.status().behind === 0;

    function assertAllInOrder(count: number): void {
      const arrived = receiver.batches.flat();
      assert.deepEqual(
        [...new Set(arrived)],
        Array.from({ length: count }, (_, i) => i),
      );
      for (const batch of receiver.batches)
        assert.deepEqual(
          batch,
          batch.toSorted((a, b) => a - b),
        );
    }

    it('is complete, in order, and once where nothing fails', async () => {
      await append(600);
      await until(isDelivered);
      await append(1);
      await until(isDelivered);
      assertAllInOrder(601);
      assert.equal(receiver.batches.flat().length, 601);
      assert.deepEqual(outbox.status(), { delivered: 601, behind: 0, lost: 0 });
      assert.deepEqual(problems, []);
      assert.ok(receiver.raw.every(({ body }) => !body.includes('file1.ts')));
    });

    it('waits for a receiver that is stopped, says so, and goes on once it is back', async () => {
      await append(10);
      await until(isDelivered);
      await receiver.stop();
      await append(300);
      await until(() => outbox.status().error !== undefined);
      assert.equal(outbox.status().behind, 300);
      assert.match(outbox.status().error ?? '', /can't be reached|can't take/);
      await receiver.start();
      await until(isDelivered);
      assertAllInOrder(310);
      assert.equal(outbox.status().error, undefined);
    });

    it('sends again what a receiver that was killed may not have, however it dies', async () => {
      const mood = fc.constantFrom<Mood>('take', 'refuse', 'die-reading', 'die-answering');
      await fc.assert(
        fc.asyncProperty(fc.array(mood, { maxLength: 6 }), async (moods) => {
          receiver.moods.push(...moods);
          await append(60);
          await until(isDelivered);
          receiver.moods.length = 0;
          assertAllInOrder(log.size);
        }),
        { numRuns: 5 },
      );
    });

    it('goes on where it was after a restart, and repeats a batch that was not noted', async () => {
      await append(300);
      await until(isDelivered);
      await outbox.close();
      outbox = start();
      await append(100);
      await until(isDelivered);
      assert.equal(receiver.batches.flat().length, 400);
      const noted = cursor;
      await append(5);
      await until(isDelivered);
      await outbox.close();
      cursor = noted;
      outbox = start();
      await until(isDelivered);
      assertAllInOrder(405);
      assert.equal(receiver.batches.flat().length, 410);
    });
  });
}

/** Resolves once the condition holds, looked at after every turn of the event loop. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
