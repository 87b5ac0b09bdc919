/** What the service does for the log now and then: each of it by itself, whatever else fails. */

import assert from 'node:assert/strict';
import type { Policy } from '../../../server/engine/policy/types';
import { createSigner, formatVerifier } from '../../../server/provenance/note';
import { createLogKeeper } from '../../../server/service/logKeeper';
import { earlierKeys, type MemoryFiles, sampleLog } from '../provenance/sample';
import { TestWitness } from '../provenance/testWitness';

/** Entries of the samples are this old. */
const start = 1_795_000_000_000;

describe('log keeper', () => {
  let files: MemoryFiles;
  let witness: TestWitness;
  let provenance: Policy['provenance'];
  let now = start;
  let put: string[];
  let faults: string[];
  const done: string[] = [];
  beforeEach(async () => {
    files = await sampleLog(600, earlierKeys);
    const [origin = ''] = (files.contents.get('checkpoint') as Buffer).toString().split('\n');
    witness = new TestWitness(formatVerifier(createSigner(origin, earlierKeys.current).verifier));
    provenance = {
      witnesses: [{ url: 'https://witness.example/w', key: witness.vkey }],
      anchors: ['/share'],
      retentionDays: 2,
    };
    [now, put, faults] = [start, [], []];
    done.length = 0;
  });

  const create = (changes: Partial<Parameters<typeof createLogKeeper>[0]> = {}) =>
    createLogKeeper({
      files,
      publish: async () => void done.push('published'),
      loadKeys: async () => earlierKeys,
      policy: () => provenance,
      post: witness.post,
      anchorAt: (place) => async (name) => void put.push(`${place}/${name.slice(-26)}`),
      whilePruning: (work) => work(),
      now: () => now,
      fault: (during, error) => void faults.push(`${during}: ${error}`),
      ...changes,
    });

  it('publishes, has checkpoints confirmed and anchored once each, and prunes what is old', async () => {
    const keeper = create();
    await Promise.all([keeper.tend(), keeper.tend()]);
    await keeper.tend();
    assert.deepEqual([done.length, witness.statuses, put], [2, [200], ['/share/000000000000600.checkpoint']]);
    assert.ok(files.contents.has('tile/entries/000'));
    now = start + 3 * 86_400_000;
    await keeper.tend();
    assert.ok(!files.contents.has('tile/entries/000'));
    assert.deepEqual(faults, []);
  });

  it('does the rest where one thing fails', async () => {
    now = start + 3 * 86_400_000;
    const fail = () => Promise.reject(new Error('oops'));
    await create({ publish: fail, post: fail, anchorAt: () => fail }).tend();
    assert.deepEqual(
      faults.map((fault) => fault.split(':')[0]),
      ['making a checkpoint', 'asking a witness', 'anchoring a checkpoint'],
    );
    assert.ok(!files.contents.has('tile/entries/000'));
  });

  it('does nothing more where policy says nothing', async () => {
    provenance = undefined;
    await create().tend();
    assert.deepEqual([done, witness.statuses, put], [['published'], [], []]);
  });
});
