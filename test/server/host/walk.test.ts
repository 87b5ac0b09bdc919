/** What a walk lists: ignore rules, links, order. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type WalkOptions, walkFiles } from '../../../server/host/walk';

describe('walkFiles', () => {
  let top: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'portcullis-walk-'));
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), content);
    }
  }

  async function list(start = '.', options: WalkOptions = {}): Promise<string[]> {
    const found: string[] = [];
    for await (const item of walkFiles(join(top, start), options)) {
      const path = relative(top, item.path).replaceAll('\\', '/');
      found.push(item.kind === 'file' ? path : `${item.kind} ${path}`);
    }
    return found;
  }

  const listAlways: WalkOptions = {
    isAlwaysListed: (name) => name === '.env',
    isNeverEntered: (name) => name === 'node_modules',
  };

  it('lists in the order of the paths, not of the folders', async () => {
    write({ 'a/x': '', 'a.ts': '', 'a-b/y': '', B: '', 'a/b/c': '' });
    assert.deepEqual(await list(), ['B', 'a-b/y', 'a.ts', 'a/b/c', 'a/x']);
  });

  it('leaves out .git always', async () => {
    write({ '.git/config': '', 'sub/.git/config': '', f: '' });
    assert.deepEqual(await list(), ['f']);
    assert.deepEqual(await list('.', { all: true }), ['f']);
  });

  it('honours nested ignore files and the exclude file', async () => {
    write({
      '.git/info/exclude': 'private.txt\n',
      '.gitignore': '*.log\n/build/\n!keep.log\n',
      'a.log': '',
      'keep.log': '',
      'private.txt': '',
      'build/out': '',
      'src/build/in': '',
      'src/.gitignore': '!b.log\nlocal\n',
      'src/b.log': '',
      'src/local': '',
      local: '',
    });
    const expected = ['.gitignore', 'keep.log', 'local', 'src/.gitignore', 'src/b.log', 'src/build/in'];
    assert.deepEqual(await list(), expected);
    assert.equal((await list('.', { all: true })).length, 10);
  });

  it('agrees with git about a folder taken back in by a deeper file', async () => {
    const files = [
      'logs/a',
      'logs/deep/b',
      'x/logs/c',
      'x/logs/d.tmp',
      'x/y/z.tmp',
      'doc/a.txt',
      'doc/sub/a.txt',
      'foo',
      'f/foo/g',
    ];
    write(Object.fromEntries(files.map((file) => [file, ''])));
    write({ '.gitignore': 'logs/\n*.tmp\ndoc/*.txt\n/foo\n', 'x/.gitignore': '!logs/\n!z.tmp\n' });
    // What `git ls-files --others --exclude-standard` lists for these files.
    const expected = ['.gitignore', 'doc/sub/a.txt', 'f/foo/g', 'x/.gitignore', 'x/logs/c', 'x/y/z.tmp'];
    assert.deepEqual(await list(), expected);
  });

  it('honours the ignore files above the start, up to the repository', async () => {
    write({
      '.gitignore': '*.a\n',
      'repo/.git/HEAD': '',
      'repo/.gitignore': '*.b\n',
      'repo/sub/f.a': '',
      'repo/sub/f.b': '',
      'repo/sub/f.c': '',
    });
    assert.deepEqual(await list('repo/sub'), ['repo/sub/f.a', 'repo/sub/f.c']);
  });

  it('walks what was named even where it is ignored', async () => {
    write({
      '.git/HEAD': '',
      '.gitignore': 'node_modules\n*.log\n',
      'node_modules/p/a.js': '',
      'node_modules/p/b.log': '',
      'c.log': '',
    });
    assert.deepEqual(await list(), ['.gitignore']);
    assert.deepEqual(await list('node_modules/p'), ['node_modules/p/a.js', 'node_modules/p/b.log']);
    assert.deepEqual(await list('c.log'), ['c.log']);
  });

  it('starts afresh in a nested repository', async () => {
    write({ '.git/HEAD': '', '.gitignore': '*.log\n', 'inner/.git/HEAD': '', 'inner/a.log': '', 'b.log': '' });
    assert.deepEqual(await list(), ['.gitignore', 'inner/a.log']);
  });

  it('lists certain names though ignored, and looks for them in ignored folders', async () => {
    write({
      '.git/HEAD': '',
      '.gitignore': '.env\nconfig/\nnode_modules/\n',
      '.env': '',
      'config/.env': '',
      'config/deep/.env': '',
      'config/other': '',
      'node_modules/p/.env': '',
    });
    assert.deepEqual(await list('.', listAlways), ['.env', '.gitignore', 'config/.env', 'config/deep/.env']);
    assert.deepEqual(await list(), ['.gitignore']);
  });

  it('names links and does not follow them', async () => {
    write({ 'in/f': '', 'out/g': '' });
    symlinkSync('..', join(top, 'in/loop'), 'dir');
    symlinkSync('../out', join(top, 'in/away'), 'dir');
    symlinkSync('nowhere', join(top, 'in/broken'));
    assert.deepEqual(await list('in'), ['link in/away', 'link in/broken', 'in/f', 'link in/loop']);
  });

  it('follows a link that was named', async () => {
    write({ 'real/f': '' });
    symlinkSync('real', join(top, 'link'), 'dir');
    assert.deepEqual(await list('link'), ['link/f']);
  });

  it('tells that a start is missing', async () => {
    const found = [];
    for await (const item of walkFiles(join(top, 'none'))) found.push(item);
    const expected = { kind: 'error', path: join(top, 'none'), message: 'no such file or folder', isStart: true };
    assert.deepEqual(found, [expected]);
  });

  it('goes on where a folder vanishes during the walk', async () => {
    write({ 'a/f': '', 'b/g': '', 'c/h': '' });
    const found: string[] = [];
    for await (const item of walkFiles(top)) {
      if (found.length === 0) rmSync(join(top, 'b'), { recursive: true });
      found.push(`${item.kind} ${relative(top, item.path)}`);
    }
    assert.deepEqual(found, ['file a/f', 'error b', 'file c/h']);
  });
});
