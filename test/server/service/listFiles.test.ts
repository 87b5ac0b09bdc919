/** Tests of the listing of a workspace's files. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listFiles } from '../../../server/service/listFiles';

describe('listing the files of a workspace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pc-list-'));
  before(() => {
    for (const path of ['src/a.ts', 'dist/a.js', '.env', '.gitignore']) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), path === '.gitignore' ? 'dist\n.env\n' : '');
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it('leaves ignored files out, but for those that hold credentials', async () => {
    const list = await listFiles(folder, { isCancellationRequested: false });
    assert.deepEqual(list, { files: ['.env', '.gitignore', 'src/a.ts'], isCut: false });
  });

  it('ends when cancelled, and has none of a folder that is not there', async () => {
    assert.deepEqual(await listFiles(folder, { isCancellationRequested: true }), { files: [], isCut: true });
    const none = await listFiles(join(folder, 'gone'), { isCancellationRequested: false });
    assert.deepEqual(none, { files: [], isCut: false });
  });
});
