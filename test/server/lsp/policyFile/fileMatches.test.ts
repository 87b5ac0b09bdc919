/** Tests of which files some globs match: listed once in a while, matched in steps, and given up when cancelled. */

import assert from 'node:assert/strict';
import { createFileMatches, describeCount } from '../../../../server/lsp/policyFile/fileMatches';
import type { FileList } from '../../../../server/lsp/services';
import type { Session } from '../../../../server/lsp/session';

const going = { isCancellationRequested: false };

/** A session of which only the folders, the clock and the listing matter. */
class Folders {
  time = 0;
  listed: string[] = [];
  files: Record<string, FileList> = {};

  readonly session = {
    closed: false,
    folderUris: ['file:///one', 'file:///two'],
    services: {
      hasCaseInsensitivePaths: false,
      now: () => new Date(this.time),
      fault: (_: string, error: unknown) => assert.fail(String(error)),
      listFiles: async (folder: string) => {
        this.listed.push(folder);
        return this.files[folder] ?? { files: [], isCut: false };
      },
    },
  } as unknown as Session;
}

describe('files that globs match', () => {
  it('are counted over all folders, or in its own for a workspace layer', async () => {
    const folders = new Folders();
    folders.files = {
      '/one': { files: ['a.ts', 'b.md', 'docs/a.ts'], isCut: false },
      '/two': { files: ['c.ts'], isCut: false },
    };
    const matches = createFileMatches(folders.session);
    const found = await matches.find('file:///p.yaml', ['**/*.ts', '!docs/**'], going);
    assert.deepEqual(found, {
      count: 2,
      isCut: false,
      first: [
        { folder: 'file:///one', path: 'a.ts' },
        { folder: 'file:///two', path: 'c.ts' },
      ],
    });
    const own = await matches.find('file:///two/.portcullis/policy.yaml', ['**'], going);
    assert.deepEqual([own.count, folders.listed], [1, ['/one', '/two']]);
    assert.equal((await matches.find('file:///p.yaml', ['**'], going, 3)).first.length, 3);
  });

  it('are listed again after a while, and a change is told', async () => {
    const folders = new Folders();
    const matches = createFileMatches(folders.session);
    let changes = 0;
    matches.onChange(() => changes++);
    const count = async (): Promise<number> =>
      (await matches.find('file:///one/.portcullis/policy.yaml', ['**'], going)).count;
    assert.equal(await count(), 0);
    folders.files['/one'] = { files: ['a'], isCut: false };
    assert.equal(await count(), 0);
    folders.time += 60_000;
    assert.equal(await count(), 0);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([await count(), changes, folders.listed.length], [1, 2, 2]);
  });

  it('are given up when cancelled, and such a count is not kept', async () => {
    const folders = new Folders();
    folders.files['/one'] = { files: Array.from({ length: 5000 }, (_, index) => `f${index}`), isCut: true };
    const matches = createFileMatches(folders.session);
    const uri = 'file:///one/.portcullis/policy.yaml';
    const cancellation = { isCancellationRequested: false };
    const looking = matches.find(uri, ['**'], cancellation);
    setImmediate(() => {
      cancellation.isCancellationRequested = true;
    });
    assert.ok((await looking).count < 5000);
    const found = await matches.find(uri, ['**'], going);
    assert.deepEqual([found.count, found.isCut], [5000, true]);
  });

  it('are known for warnings once they are listed, and only where all of them are', async () => {
    const folders = new Folders();
    const uri = 'file:///one/.portcullis/policy.yaml';
    const matches = createFileMatches(folders.session);
    assert.equal(matches.known(uri), undefined);
    folders.files['/one'] = { files: ['a'], isCut: false };
    await matches.find(uri, ['**'], going);
    assert.deepEqual(matches.known(uri), ['a']);
    assert.equal(matches.known('file:///p.yaml'), undefined);
  });

  it('are told in words', () => {
    assert.equal(describeCount({ count: 0, isCut: false }), 'no files');
    assert.equal(describeCount({ count: 1, isCut: false }), '1 file');
    assert.equal(describeCount({ count: 12, isCut: true }), 'at least 12 files');
  });
});
