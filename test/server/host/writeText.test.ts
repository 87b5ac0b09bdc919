/** Files are written in one step: whole or not at all. */

import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTextFile } from '../../../server/host/writeText';

describe('writing a text file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-write-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes and replaces a file, and leaves nothing beside it', async () => {
    const file = join(folder, 'a.yaml');
    await writeTextFile(file, 'one\n');
    await writeTextFile(file, 'zwölf\n');
    assert.equal(readFileSync(file, 'utf8'), 'zwölf\n');
    assert.deepEqual(readdirSync(folder), ['a.yaml']);
  });

  it('keeps the permissions of the file', async () => {
    if (process.platform === 'win32') return;
    const file = join(folder, 'a.yaml');
    writeFileSync(file, 'one\n');
    chmodSync(file, 0o600);
    await writeTextFile(file, 'two\n');
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('replaces a link and not what it leads to', async () => {
    const outside = join(folder, 'outside');
    writeFileSync(outside, 'mine');
    symlinkSync(outside, join(folder, 'link'));
    await writeTextFile(join(folder, 'link'), 'new');
    assert.equal(readFileSync(outside, 'utf8'), 'mine');
    assert.equal(readFileSync(join(folder, 'link'), 'utf8'), 'new');
  });

  it('rejects where it cannot be written, and leaves nothing behind', async () => {
    mkdirSync(join(folder, 'taken'));
    await assert.rejects(writeTextFile(join(folder, 'taken'), 'x'));
    await assert.rejects(writeTextFile(join(folder, 'none', 'a.yaml'), 'x'), { code: 'ENOENT' });
    assert.deepEqual(readdirSync(folder), ['taken']);
  });
});
