/** Erasing what is kept beside entries: gone from every file, with the tree as it was. */

import assert from 'node:assert/strict';
import { countErased, eraseEntries } from '../../../server/provenance/erasure';
import { openLog } from '../../../server/provenance/log';
import { matchSubject } from '../../../server/provenance/subject';
import { verifyLog } from '../../../server/provenance/verifyLog';
import { appendSamples, deterministic, MemoryFiles, readAll, sampleInput, sampleLog } from './sample';

const pathsOf = async (files: MemoryFiles) => (await readAll(files)).map(({ path }) => path);
const all = (files: MemoryFiles) => Buffer.concat([...files.contents.values()]).toString();

describe('erasure', () => {
  it('leaves a log that verifies with the same root, and nothing of the values', async () => {
    const files = await sampleLog(600);
    const before = await verifyLog(files);
    const chosen = (index: number) => index % 5 === 0;
    assert.equal(await eraseEntries(files, ({ index }) => chosen(index)), 120);
    const after = await verifyLog(files);
    assert.deepEqual([after.ok, after.root, after.size], [true, before.root, 600]);
    (await pathsOf(files)).forEach((path, i) => {
      assert.equal(path, chosen(i) ? undefined : sampleInput(i).target.path);
    });
    assert.ok(!all(files).includes('file595.ts') && all(files).includes('file596.ts'));
    assert.equal(await countErased(files), 120);
    assert.equal(await eraseEntries(files, () => true), 480);
    assert.equal(await eraseEntries(files, () => true), 0);
    assert.ok(!all(files).includes('.ts'));
  });

  it('reaches the journal of a log whose writer was killed, and holds when the log goes on', async () => {
    const files = new MemoryFiles();
    await appendSamples(await openLog(files, deterministic()), 300);
    const killed = files.copy();
    const { root } = await verifyLog(killed);
    await eraseEntries(killed, ({ index }) => index < 299);
    assert.ok(!all(killed).includes('file298.ts') && all(killed).includes('file299.ts'));
    const log = await openLog(killed, deterministic('next'));
    assert.equal(log.root, root);
    await appendSamples(log, 10, 300);
    await log.close();
    const report = await verifyLog(killed);
    assert.deepEqual([report.ok, report.size, await countErased(killed)], [true, 310, 299]);
    assert.ok(!all(killed).includes('file298.ts'));
  });

  it('stops at openings that are damaged, and changes nothing of them', async () => {
    const files = await sampleLog(3);
    const damaged = (files.contents.get('openings/000') as Buffer).subarray(0, -5);
    files.contents.set('openings/000', damaged);
    await assert.rejects(
      eraseEntries(files, () => true),
      { code: 'LOG_OPENING_MISMATCH' },
    );
    assert.deepEqual(files.contents.get('openings/000'), damaged);
  });

  it('finds a subject by a name in the path, or by a glob', async () => {
    const [item] = await readAll(await sampleLog(1));
    const names = (subject: string, path: string) =>
      matchSubject(subject)({ index: 0, entry: item?.entry as never, path });
    assert.ok(names('alice', '/home/Alice/a.ts') && names('alice', 'C:\\Users\\alice\\a.ts'));
    assert.ok(!names('alice', '/home/malice/alice.ts'));
    assert.ok(names('/home/alice/**', '/home/alice/x/a.ts') && !names('/home/alice/**', '/home/bob/a.ts'));
    assert.ok(!matchSubject('**')({ index: 0, entry: item?.entry as never }));
  });
});
