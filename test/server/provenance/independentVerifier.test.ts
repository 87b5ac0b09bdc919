/** The independent reader and the product agree on a log on disk: its checkpoint, its tiles, its proofs. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogFiles } from '../../../server/host/logFiles';
import { readKeys } from '../../../server/provenance/keys';
import { openLog } from '../../../server/provenance/log';
import { formatVerifier, type NoteVerifier } from '../../../server/provenance/note';
import { formatProof } from '../../../server/provenance/proofText';
import { proveEntry } from '../../../server/provenance/published';
import { checkProof, openCheckpoint, readLog } from './independentVerifier';
import { appendSamples, deterministic } from './sample';

describe('independent verifier', function () {
  this.timeout(30_000);
  let folder: string;
  let vkey: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-log-'));
    const files = createLogFiles(folder);
    const log = await openLog(files, { ...deterministic(), keys: { current: Buffer.alloc(32, 1) } });
    await appendSamples(log, 300);
    await log.publish();
    await appendSamples(log, 400, 300);
    await log.close();
    vkey = formatVerifier((await readKeys(files)).keys[0]?.verifier as NoteVerifier);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("reads the log's checkpoint, entries and tiles", () => {
    const head = openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), vkey);
    assert.equal(head.size, 700);
    const { root, entries } = readLog(folder, head.size);
    assert.equal(root, head.root);
    assert.ok(entries.every((entry) => JSON.parse(entry.toString()).v === 1));
  });

  it('accepts the proofs of all entries, each for its own entry', async () => {
    const { entries } = readLog(folder, 700);
    for (let index = 0; index < 700; index += 11) {
      const { bytes, path } = await proveEntry(createLogFiles(folder), index);
      const proof = formatProof(index, path, bytes);
      checkProof(proof, entries[index] as Buffer, vkey);
      assert.throws(() => checkProof(proof, entries[(index + 1) % 700] as Buffer, vkey));
      assert.throws(() =>
        checkProof(proof.replace(/\nindex \d+/, `\nindex ${index + 1}`), entries[index] as Buffer, vkey),
      );
    }
  });

  it('refuses a changed tile, entry or checkpoint', () => {
    for (const name of ['tile/0/001', 'tile/1/000.p/2', 'tile/entries/000', 'checkpoint']) {
      const path = join(folder, name);
      const bytes = readFileSync(path);
      const changed = Buffer.from(bytes);
      changed[50] = (changed[50] as number) ^ 1;
      writeFileSync(path, changed);
      assert.throws(() => {
        const head = openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), vkey);
        assert.equal(readLog(folder, head.size).root, head.root);
      }, name);
      writeFileSync(path, bytes);
    }
  });
});
