/** Tests of how a document's URI becomes the path that the policy's globs see. */

import assert from 'node:assert/strict';
import { isOnDisk, locate, pathOfUri, relativeTo } from '../../../server/lsp/paths';

describe('pathOfUri', () => {
  const cases: readonly [uri: string, path: string | undefined][] = [
    ['file:///home/ann/a%20b.ts', '/home/ann/a b.ts'],
    ['file:///c%3A/Work/a.ts', 'c:/Work/a.ts'],
    ['file:///C:/Work/a.ts', 'c:/Work/a.ts'],
    ['file://server/share/a.ts', '//server/share/a.ts'],
    ['vscode-notebook-cell:/home/ann/n.ipynb#W0sZmlsZQ%3D%3D', '/home/ann/n.ipynb'],
    ['vscode-remote://ssh-remote%2Bbox/home/ann/a.ts', '/home/ann/a.ts'],
    ['git:/home/ann/a.ts?%7B%22ref%22%3A%22HEAD%22%7D', '/home/ann/a.ts'],
    ['untitled:Untitled-1', undefined],
    ['chatSessionInput:input-0', undefined],
    ['untitled:/home/ann/new.ts', '/home/ann/new.ts'],
    ['file:///broken%zz.ts', '/broken%zz.ts'],
    ['nonsense', undefined],
  ];
  for (const [uri, path] of cases) it(uri, () => assert.equal(pathOfUri(uri), path));

  it('follows links of files on this machine alone', () => {
    assert.ok(isOnDisk('file:///a'));
    assert.ok(isOnDisk('vscode-notebook-cell:/a#1'));
    assert.ok(!isOnDisk('vscode-vfs://github/a'));
    assert.ok(!isOnDisk('untitled:Untitled-1'));
  });
});

describe('relativeTo', () => {
  it('takes the innermost folder', () => {
    assert.equal(relativeTo(['/w', '/w/app'], '/w/app/src/a.ts', false), 'src/a.ts');
    assert.equal(relativeTo(['/w/app/', '/w'], '/w/apple/a.ts', false), 'apple/a.ts');
  });

  it('leaves the root away outside of all folders', () => {
    assert.equal(relativeTo(['/w'], '/etc/passwd', false), 'etc/passwd');
    assert.equal(relativeTo([], 'c:/Work/a.ts', true), 'Work/a.ts');
    assert.equal(relativeTo([], '//server/share/a.ts', true), 'server/share/a.ts');
  });

  it('compares as the file system does', () => {
    assert.equal(relativeTo(['c:/Work'], 'c:/work/A.ts', true), 'A.ts');
    assert.equal(relativeTo(['/Work'], '/work/A.ts', false), 'work/A.ts');
  });
});

describe('locate', () => {
  const folders = [{ path: '/link', realPath: '/real' }];

  it('says where a link leads', () => {
    assert.deepEqual(locate(folders, '/link/a.ts', '/real/secrets/b.ts', false), {
      path: 'a.ts',
      realPath: 'secrets/b.ts',
    });
    assert.deepEqual(locate(folders, '/link/a.ts', '/elsewhere/b.ts', false), {
      path: 'a.ts',
      realPath: 'elsewhere/b.ts',
    });
  });

  it('does not take a linked folder for a linked file', () => {
    assert.deepEqual(locate(folders, '/link/a.ts', '/real/a.ts', false), { path: 'a.ts' });
  });

  it('knows nothing of a document without a path', () => {
    assert.deepEqual(locate(folders, undefined, undefined, false), {});
  });
});
