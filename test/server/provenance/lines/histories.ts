/**
 * Scripted git histories in temporary repositories: commits whose lines say themselves who wrote them, rewritten by git
 * in some way, and checked line by line against what blame says. Shared by the suite and the soak.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository } from '../../../../server/host/gitRepository';
import { hasSources } from '../../../../server/provenance/lines/attribution';
import { blameLines } from '../../../../server/provenance/lines/blame';
import { createFragments } from '../../../../server/provenance/lines/fragments';
import { noteCommit, noteRewritten } from '../../../../server/provenance/lines/noteCommits';
import type { LineStore, Repository } from '../../../../server/provenance/lines/repository';
import { parsePairs } from '../../../../server/provenance/lines/rewritten';
import { formatStored, parseStored, recallAttribution } from '../../../../server/provenance/lines/stored';
import { TrackedDocument } from '../../../../server/provenance/lines/trackedDocument';
import { sourceOf } from './oracle';

export const rewrites = ['rebase', 'squash', 'amend', 'cherry-pick', 'split', 'fixup', 'soft squash', 'merge'] as const;
export type Rewrite = (typeof rewrites)[number];

/** Makes a history of some commits from the seed, rewrites it, and checks what is known of each line afterwards. */
export async function checkHistory(rewrite: Rewrite, seed: number, commits = 3): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-git-'));
  try {
    const bench = await createBench(folder, seed, commits);
    await bench.build();
    await bench[rewrite]();
    await bench.check();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function createBench(folder: string, seed: number, commits: number) {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, env: environment, stdio: 'pipe' }).toString();
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Dev Example');
  git('config', 'user.email', 'dev@example.com');
  git('config', 'notes.rewriteRef', 'refs/notes/ai');
  const hooks = join(folder, '.git', 'hooks');
  mkdirSync(hooks, { recursive: true });
  writeFileSync(join(hooks, 'post-rewrite'), '#!/bin/sh\ncat >> .git/pairs\n', { mode: 0o755 });
  const repository: Repository = await openRepository(folder);
  const kept = new Map<string, string>();
  const store: LineStore = {
    read: async (_, path) => kept.get(path),
    write: async (_, path, stored) => void (stored === undefined ? kept.delete(path) : kept.set(path, stored)),
  };
  const random = createRandom(seed);
  const documents = new Map<string, TrackedDocument>();
  const fragments = createFragments();
  let count = 0;

  const save = (path: string): void => {
    const document = documents.get(path) as TrackedDocument;
    writeFileSync(join(folder, path), document.text);
    if (hasSources(document.attribution)) kept.set(path, formatStored(path, document.attribution, document.text));
  };
  /** Inserts a block of lines of one author; each says whose it is. */
  const write = (path: string, by: 'person' | 'model'): void => {
    const document = documents.get(path) ?? new TrackedDocument('', fragments);
    documents.set(path, document);
    const id = count++;
    const lines = Array.from({ length: 1 + random(4) }, (_, i) => `statement ${id}.${i} of ${by} E${id};\n`);
    const block = random(2) === 0 ? lines : [`function block${id}() { // ${by} E${id}\n`, ...lines, '}\n', '\n'];
    const starts = [0, ...[...document.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const edit = { offset: starts[random(starts.length)] as number, removed: 0, inserted: block.join('') };
    document.edit([edit], by === 'model' ? sourceOf(`E${id}`) : 'typed');
    save(path);
  };
  /** A person changes a line of a model in part. */
  const touch = (path: string): void => {
    const document = documents.get(path) as TrackedDocument;
    const lines = [...document.text.matchAll(/^statement .* of model E\d+;$/gm)];
    const line = lines[random(lines.length)];
    if (line === undefined) return;
    document.edit([{ offset: line.index, removed: 9, inserted: 'both' }], 'typed');
    save(path);
  };
  const commit = async (...options: string[]): Promise<void> => {
    git('add', '-A');
    git('commit', '-q', '--no-edit', '-m', `change ${count}`, ...options);
    await note();
  };
  const note = async (): Promise<void> => {
    await noteCommit(repository, store, (await repository.resolve('HEAD')) as string);
  };
  const rewritten = async (): Promise<void> => {
    const pairs = parsePairs(readFileSync(join(folder, '.git', 'pairs'), 'utf8'));
    assert.ok(pairs !== undefined && pairs.length > 0);
    await noteRewritten(repository, store, pairs);
  };
  /** From here on the notes alone know. */
  const forget = (): void => {
    kept.clear();
    documents.clear();
  };

  return {
    async build() {
      for (const path of ['a.ts', 'folder/b file.ts']) {
        mkdirSync(join(folder, 'folder'), { recursive: true });
        for (let i = 0; i < 4; i++) write(path, 'person');
      }
      await commit();
      git('checkout', '-q', '-b', 'work');
      for (let i = 0; i < commits; i++) {
        write('a.ts', 'model');
        write('folder/b file.ts', random(2) === 0 ? 'model' : 'person');
        if (random(2) === 0) touch('a.ts');
        write('a.ts', 'person');
        await commit();
      }
    },
    async rebase() {
      forget();
      advanceMain();
      git('rebase', '-q', '-X', 'theirs', 'main', 'work');
      await rewritten();
    },
    async squash() {
      forget();
      git('checkout', '-q', 'main');
      git('merge', '-q', '--squash', 'work');
      await commit();
    },
    async 'soft squash'() {
      forget();
      git('reset', '-q', '--soft', 'main');
      await commit();
    },
    async amend() {
      write('a.ts', 'person');
      write('a.ts', 'model');
      await commit('--amend');
      // Git has put a copy of the former note behind the new one meanwhile.
      await rewritten();
    },
    async 'cherry-pick'() {
      forget();
      advanceMain();
      git('checkout', '-q', 'main');
      for (let i = commits - 1; i >= 0; i--) {
        git('cherry-pick', '-X', 'theirs', `work~${i}`);
        await note();
      }
    },
    async merge() {
      advanceMain();
      git('checkout', '-q', 'main');
      git('merge', '-q', '--no-ff', '--no-commit', '-X', 'theirs', 'work');
      const text = readFileSync(join(folder, 'a.ts'), 'utf8');
      const stored = parseStored(kept.get('a.ts') as string);
      assert.ok(stored !== undefined);
      documents.set('a.ts', new TrackedDocument(text, fragments, recallAttribution(stored, text)));
      // What only the merge commit has.
      for (const by of ['model', 'person', 'model'] as const) write('a.ts', by);
      touch('a.ts');
      git('add', '-A');
      const parentsOf = (id: string): string => git('log', '-1', '--format=%P', id);
      const draft = parentsOf(await repository.draft());
      await commit();
      assert.equal(parentsOf('HEAD'), draft);
      assert.equal(draft.trim().split(' ').length, 2);
    },
    async split() {
      forget();
      git('reset', '-q', '--mixed', 'HEAD~1');
      for (const path of ['a.ts', 'folder/b file.ts']) {
        git('add', path);
        git('commit', '-q', '-m', `a part: ${path}`);
        await note();
      }
    },
    async fixup() {
      forget();
      advanceMain();
      const editor = join(folder, '.git', 'fixup.sh');
      writeFileSync(editor, '#!/bin/sh\nsed -i \'2,$ s/^pick/fixup/\' "$1"\n', { mode: 0o755 });
      execFileSync('git', ['rebase', '-q', '-i', '-X', 'theirs', 'main', 'work'], {
        cwd: folder,
        env: { ...environment, GIT_SEQUENCE_EDITOR: editor },
        stdio: 'ignore',
      });
      await rewritten();
    },
    async check() {
      let found = 0;
      for (const path of ['a.ts', 'folder/b file.ts']) {
        const { lines, problems } = await blameLines(repository, store, path, 'HEAD');
        assert.deepEqual(problems, []);
        for (const { text, kind, origins } of lines) {
          const [, first, by, entry] = /(statement|both|function).* (?:of|\/\/) (person|model) (E\d+)/.exec(text) ?? [];
          if (first === undefined) continue;
          const expected = by === 'person' ? 'human' : first === 'both' ? 'mixed' : 'ai';
          assert.equal(kind, expected, `${path}: ${text}`);
          if (by === 'person') continue;
          assert.deepEqual(origins, [sourceOf(entry as string)], `${path}: ${text}`);
          found++;
        }
      }
      assert.ok(found > 0);
    },
  };

  /** Others write at the beginning of a file meanwhile, so that all lines move. */
  function advanceMain(): void {
    git('checkout', '-q', 'main');
    const path = join(folder, 'a.ts');
    writeFileSync(path, `statement of others of person E9999;\n${readFileSync(path, 'utf8')}`);
    git('commit', '-q', '-a', '-m', 'others');
    git('checkout', '-q', 'work');
  }
}

const environment = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Dev Example',
  GIT_AUTHOR_EMAIL: 'dev@example.com',
  GIT_COMMITTER_NAME: 'Dev Example',
  GIT_COMMITTER_EMAIL: 'dev@example.com',
  GIT_AUTHOR_DATE: '2026-11-21T05:00:00Z',
  GIT_COMMITTER_DATE: '2026-11-21T05:00:00Z',
  GIT_EDITOR: 'true',
};

/** A small generator (Park and Miller), the same on every machine. */
function createRandom(seed: number): (below: number) => number {
  let state = seed * 48_271 + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
