/** The log's files on a disk: replaced at once in many folders, also in folders that were removed meanwhile. */

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogFiles } from '../../../server/host/logFiles';

describe('logFiles', () => {
  it('replaces many files at once, in folders that are made as needed, and again where they were removed', async () => {
    const root = await mkdtemp(join(tmpdir(), 'portcullis-files-'));
    try {
      const files = createLogFiles(join(root, 'log'));
      const names = Array.from({ length: 12 }, (_, i) => `tile/${i % 3}/${i}`).sort();
      for (const round of ['one', 'two']) {
        await Promise.all(names.map((name) => files.replace(name, Buffer.from(`${round} ${name}`))));
        assert.deepEqual(await files.list(), names);
        for (const name of names) assert.equal(`${await files.read(name)}`, `${round} ${name}`);
        await rm(join(root, 'log', 'tile'), { recursive: true });
      }
      assert.equal(await files.read(names[0] as string), undefined);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
