/** The service's part in sinks and evidence: what policy says is done, what becomes of it is in the status. */

import assert from 'node:assert/strict';
import type { ProvenanceSpec, SinkSpec } from '../../../server/engine/policy/types';
import { openLog } from '../../../server/provenance/log';
import type { Sink } from '../../../server/provenance/sinks/sink';
import { createEntryLog, type OpenLog } from '../../../server/service/entryLog';
import { createEvidenceKeeper } from '../../../server/service/evidence';
import { createSinks } from '../../../server/service/sinks';
import { deterministic, MemoryFiles, readAll, sampleInput } from '../provenance/sample';

const sinkA: SinkSpec = { id: 'a', type: 'otlp', url: 'https://a.example', maxBehind: 2 };
const sinkB: SinkSpec = { id: 'b', type: 'webhook', url: 'https://b.example', paths: true };

describe('sinks and evidence of the service', () => {
  async function create(provenance: ProvenanceSpec) {
    const files = new MemoryFiles();
    const log = await openLog(files, deterministic());
    const state = { provenance, isDown: false, notes: [] as string[] };
    const sent: string[] = [];
    const cursors = new Map<string, unknown>();
    const sinks = createSinks({
      version: '1.2.3',
      files,
      size: () => log.size,
      specs: () => state.provenance.sinks ?? [],
      createSink: ({ id }): Sink => ({
        async send(items) {
          if (state.isDown) throw new Error('out of order');
          sent.push(...items.map(({ index, path }) => `${id} ${index} ${path ?? '-'}`));
        },
      }),
      cursors: {
        load: async (name) => cursors.get(name),
        save: async (name, record) => void cursors.set(name, record),
      },
      random: () => 0,
      wait: () => new Promise((resolve) => setImmediate(resolve)),
      note: (event) => void state.notes.push(event),
    });
    await sinks.update();
    const evidence = createEvidenceKeeper({
      spec: () => state.provenance,
      loadKey: async () => ({ key: Buffer.alloc(32, 1) }),
    });
    const open: OpenLog = {
      append: (entry) => log.append(entry),
      describe: () => ({ size: log.size, root: log.root }),
      publish: () => log.publish(),
      close: () => log.close(),
    };
    return { state, sent, sinks, files, entries: createEntryLog(open, '/log', { evidence, sinks }) };
  }

  it('send each entry to every sink, with its path only where policy says so', async () => {
    const { entries, sent, sinks } = await create({ sinks: [sinkA, sinkB] });
    await entries.appendSoon(sampleInput(1));
    await until(() => sinks.status().every(({ behind }) => behind === 0));
    assert.deepEqual(sent.toSorted(), ['a 0 -', `b 0 ${sampleInput(1).target.path}`]);
    assert.deepEqual(entries.status().sinks?.[0], { id: 'a', type: 'otlp', delivered: 1, behind: 0, lost: 0 });
    await entries.close();
  });

  it('say in the status what is down, and when it is too far behind', async () => {
    const { entries, state, sinks } = await create({ sinks: [sinkA] });
    state.isDown = true;
    for (let i = 0; i < 3; i++) await entries.appendSoon(sampleInput(i));
    await until(() => sinks.status()[0]?.error !== undefined);
    assert.deepEqual(entries.status().sinks, [
      { id: 'a', type: 'otlp', delivered: 0, behind: 3, lost: 0, error: 'out of order', overdue: true },
    ]);
    assert.deepEqual(state.notes, ['sink a: out of order']);
    state.isDown = false;
    await until(() => sinks.status()[0]?.behind === 0);
    assert.equal(sinks.status()[0]?.overdue, undefined);
    await entries.close();
  });

  it('follow the policy: what it drops stops, and goes on there when it comes back', async () => {
    const { entries, state, sinks, sent } = await create({ sinks: [sinkA] });
    await entries.appendSoon(sampleInput(1));
    await until(() => sent.length === 1);
    state.provenance = {};
    await sinks.update();
    await entries.appendSoon(sampleInput(2));
    assert.deepEqual(sinks.status(), []);
    state.provenance = { sinks: [sinkA] };
    await sinks.update();
    await until(() => sent.length === 2);
    assert.deepEqual(sent, ['a 0 -', 'a 1 -']);
    await entries.close();
  });

  it('keep evidence as policy says, and never lose an entry over it', async () => {
    const { entries, state, files } = await create({ evidence: 'hash' });
    await entries.appendSoon(sampleInput(1));
    const card = ['4111', '1111', '1111', '1111'].join(' ');
    await entries.appendSoon({ ...sampleInput(2), target: { path: 'a.ts', text: `const card = "${card}";` } });
    state.provenance = { evidence: 'sealed' };
    await entries.appendSoon(sampleInput(3));
    assert.match(entries.status().evidence?.error ?? '', /provenance\.recipients/);
    assert.deepEqual(
      (await readAll(files)).map(({ entry }) => entry.evidence?.kind),
      ['hash', undefined, undefined],
    );
    await entries.close();
  });
});

/** Resolves once the condition holds, looked at after every turn of the event loop. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
