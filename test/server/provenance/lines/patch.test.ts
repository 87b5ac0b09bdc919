/** What git prints, read where names and texts try to be taken for something else. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addBlock, hookBlocks, removeBlock } from '../../../../server/cli/provenance/hooks';
import { openRepository } from '../../../../server/host/gitRepository';
import { attribute } from '../../../../server/provenance/lines/attribution';
import { blameLines } from '../../../../server/provenance/lines/blame';
import { noteCommit } from '../../../../server/provenance/lines/noteCommits';
import { parsePatches, unquote } from '../../../../server/provenance/lines/patch';
import type { LineStore } from '../../../../server/provenance/lines/repository';
import { formatStored } from '../../../../server/provenance/lines/stored';
import { sourceOf } from './oracle';

const id = 'ab'.repeat(20);
const blob = 'cd'.repeat(20);

describe('git’s output', () => {
  it('lines of a file are counted, whatever they look like', () => {
    const bytes = Buffer.from(
      [
        id,
        `:100644 100644 ${blob} ${blob} M\ta.ts`,
        `:100644 100644 ${blob} ${blob} M\tb.ts`,
        '',
        ...['diff --git a/a.ts b/a.ts', '--- a/a.ts', '+++ b/a.ts', '@@ -1,2 +1,3 @@ f()'],
        ...['--- a/b.ts', '-+++ b/b.ts', '+@@ -1 +1,9 @@', `+${id}`, '+++ b/b.ts'],
        '\\ No newline at end of file',
        ...['@@ -9,0 +11 @@', '+x', 'diff --git a/b.ts b/b.ts', '--- a/b.ts', '+++ b/b.ts', '@@ -1 +0,0 @@', '-x', ''],
      ].join('\n'),
    );
    const changes = parsePatches(bytes).get(id);
    assert.deepEqual(
      changes?.map(({ path, added }) => [path, [...added]]),
      [
        ['a.ts', [1, 2, 3, 11]],
        ['b.ts', []],
      ],
    );
    assert.equal(parsePatches(bytes).size, 1);
  });

  it('of a merge’s lines those count that no parent has, whatever they look like', () => {
    const bytes = Buffer.from(
      [
        id,
        `::100644 100644 100644 ${blob} ${blob} ${blob} MM\ta.ts`,
        `::100644 000000 100644 ${blob} ${'0'.repeat(40)} ${blob} MA\tb.ts`,
        '',
        ...['diff --cc a.ts', `index ${blob},${blob}..${blob}`, '--- a/a.ts', '+++ b/a.ts'],
        ...['@@@ -3,1 -2,1 +3,5 @@@', '- b main', ' -b work', '++b both', '+ of the second', '++@@@ x', '++++ b/b.ts'],
        ...[' +of the first', '@@@ -7,0 -6,1 +10,1 @@@', ' -w', '++w', '  \\ No newline at end of file'],
        ...['diff --cc b.ts', '--- a/b.ts', '+++ b/b.ts', '@@@ -1,1 -0,0 +1,2 @@@', ' +x', '++y', ''],
      ].join('\n'),
    );
    assert.deepEqual(
      parsePatches(bytes)
        .get(id)
        ?.map(({ path, added }) => [path, [...added]]),
      [
        ['a.ts', [3, 5, 6, 10]],
        ['b.ts', [2]],
      ],
    );
  });

  it('quoted names are what is in the tree', () => {
    assert.equal(unquote('"a\\tb\\"c\\\\\\303\\244"'), 'a\tb"c\\ä');
    assert.equal(unquote('a "plain" name'), 'a "plain" name');
  });

  it('notes hold for files of any name that they can hold', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-names-'));
    const git = (...args: string[]): Buffer =>
      execFileSync('git', ['-c', 'user.name=D', '-c', 'user.email=d@e', ...args], { cwd: folder });
    try {
      git('init', '-q');
      git('config', 'user.name', 'D');
      git('config', 'user.email', 'd@e');
      const names = [
        'tab\tname',
        'quo"te',
        '"both"',
        'ünï',
        ' lead',
        'trail ',
        '-dash',
        'a -> b',
        'back\\slash',
        '---',
      ];
      const stored = new Map<string, string>();
      const store: LineStore = { read: async (_, path) => stored.get(path), write: async () => undefined };
      for (const [i, name] of names.entries()) {
        const text = `statement ${i} of a model\n`;
        writeFileSync(join(folder, name), text);
        stored.set(name, formatStored(name, attribute(text.length, sourceOf(`E${i}`)), text));
      }
      git('add', '-A');
      git('commit', '-q', '-m', 'all');
      const repository = await openRepository(folder);
      await noteCommit(repository, store, (await repository.resolve('HEAD')) as string);
      for (const [i, name] of names.entries()) {
        const { lines } = await blameLines(repository, store, name, 'HEAD');
        assert.deepEqual(lines[0]?.origins, [sourceOf(`E${i}`)], name);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('hooks', () => {
  const [block] = hookBlocks('portcullis', false);
  assert.ok(block !== undefined);

  for (const script of ['#!/bin/sh\necho own\n', '#!/usr/bin/env bash\n\nset -e\necho own\nexit 0\n']) {
    it(`go into ${JSON.stringify(script)} once, and out of it again`, () => {
      const added = addBlock(script, block) as string;
      assert.ok(added.includes('portcullis provenance note'));
      assert.equal(addBlock(added, block), added);
      assert.equal(removeBlock(added), script);
    });
  }

  it('leave nothing where there was nothing, and programs alone', () => {
    assert.equal(removeBlock(addBlock(undefined, block) as string), undefined);
    assert.equal(addBlock('#!/usr/bin/env python3\nprint()\n', block), undefined);
    assert.equal(addBlock('\x7fELF', block), undefined);
  });
});
