/** The outbox at its edges: pruned logs, other logs, cursors that are damaged or can't be saved. */

import assert from 'node:assert/strict';
import { createSigner } from '../../../../server/provenance/note';
import { formatPruned, prunedPath } from '../../../../server/provenance/pruned';
import { readLogOrigin } from '../../../../server/provenance/readEntries';
import { type OutboxOptions, startOutbox } from '../../../../server/provenance/sinks/outbox';
import { sampleLog } from '../sample';

describe('outbox', () => {
  /** Delivers a log of 300 entries; returns what the sink got, the last cursor and the status. */
  async function deliver(saved: unknown, changes: Partial<OutboxOptions> = {}, count = 300) {
    const files = changes.files ?? (await sampleLog(count));
    const sent: number[] = [];
    let cursor = saved;
    const outbox = startOutbox({
      files,
      origin: await readLogOrigin(files),
      size: () => count,
      sink: { send: async (items) => void sent.push(...items.map(({ index }) => index)) },
      load: async () => saved,
      save: async (next) => {
        cursor = next;
      },
      paths: false,
      random: () => 0,
      wait: async () => undefined,
      onProblem: () => undefined,
      ...changes,
    });
    while (outbox.status().behind > 0) await new Promise((resolve) => setImmediate(resolve));
    await outbox.close();
    return { sent, cursor, status: outbox.status() };
  }

  const from = (first: number, end = 300) => Array.from({ length: end - first }, (_, i) => first + i);

  it('says how many entries were gone before they could be delivered, and goes on behind them', async () => {
    const files = await sampleLog(300);
    const origin = await readLogOrigin(files);
    const statement = { origin, firstKept: 256, time: '2026-11-21T00:00:00.000Z' };
    files.contents.set(prunedPath, formatPruned(statement, createSigner(origin, Buffer.alloc(32, 1))));
    files.contents.delete('tile/entries/000');
    files.contents.delete('openings/000');
    const { sent, status } = await deliver({ origin, next: 100, lost: 0 }, { files });
    assert.deepEqual(sent, from(256));
    assert.deepEqual(status, { delivered: 144, behind: 0, lost: 156 });
  });

  it('begins anew with another log, or a cursor that is none', async () => {
    for (const saved of [undefined, null, 'x', {}, { origin: 'portcullis/log/other', next: 7, lost: 0 }]) {
      assert.deepEqual((await deliver(saved)).sent, from(0));
    }
    const origin = await readLogOrigin(await sampleLog(1));
    for (const next of [-1, 0.5, '7', Number.NaN])
      assert.deepEqual((await deliver({ origin, next, lost: 0 })).sent, from(0));
  });

  it('waits at the end of a log that is shorter than what was sent', async () => {
    const origin = await readLogOrigin(await sampleLog(1));
    assert.deepEqual((await deliver({ origin, next: 1000, lost: 0 })).sent, []);
  });

  it('repeats nothing within a process that can not save its cursor', async () => {
    const full = async () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const problems: unknown[] = [];
    const { sent } = await deliver(undefined, { save: full, onProblem: (error) => void problems.push(error) });
    assert.deepEqual(sent, from(0));
    assert.equal(problems.length, 2);
  });

  it('never sends what is not durable yet', async () => {
    const files = await sampleLog(300);
    assert.deepEqual((await deliver(undefined, { files }, 10)).sent, from(0, 10));
  });
});
