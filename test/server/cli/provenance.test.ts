/** The commands about the origin of lines, in a real repository with real hooks. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinesAccess } from '../../../server/cli/host';
import { openRepository } from '../../../server/host/gitRepository';
import { createGitWiring } from '../../../server/host/gitWiring';
import { createLineStore } from '../../../server/host/lineStore';
import { createLogFiles } from '../../../server/host/logFiles';
import { attribute, concat, type Source } from '../../../server/provenance/lines/attribution';
import { formatStored } from '../../../server/provenance/lines/stored';
import { openLog } from '../../../server/provenance/log';
import { deterministic } from '../provenance/sample';
import { smallPolicy } from './fixtures';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench } from './testHost';

describe('portcullis provenance', () => {
  let bench: Bench;
  let lines: LinesAccess;
  let source: Source;
  let log: string;

  before(async () => {
    bench = createBench();
    log = join(bench.folder, '..', 'log');
    lines = {
      repository: openRepository,
      store: createLineStore(join(bench.folder, '..', 'state')),
      wiring: createGitWiring,
    };
    const opened = await openLog(createLogFiles(log), deterministic());
    const policy = `sha256:${'ab'.repeat(32)}`;
    const { id } = await opened.append({
      kind: 'insertion',
      tool: { id: 'example.assistant' },
      model: { id: 'cloudy', name: 'cloudy-1', how: 'detailedReason' },
      target: { path: 'src/ä b.ts' },
      decision: { effect: 'allow', enforced: true, policy, label: { level: 'internal', categories: [] } },
    });
    await opened.close();
    const time = '2026-11-18T10:40:00.000Z';
    source = { entry: id, model: 'cloudy', name: 'cloudy-1', tool: 'example.assistant', policy, time };
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'Dev');
    git('config', 'user.email', 'dev@example.com');
    bench.write('policy.yaml', smallPolicy);
    await commit('src/ä b.ts', 'mine();\n', 'yours();\nours(', 'mine);\n');
  });
  after(() => bench.remove());

  it('notes what the working tree knows, and blames by it', async () => {
    const note = await run('provenance', 'note');
    assert.equal(note.stderr, '');
    assert.match(note.stdout, /^[0-9a-f]{12} 2 lines of models in 1 file\n$/);
    const text = git('notes', '--ref=ai', 'show', 'HEAD');
    assert.match(text, /^"src\/ä b\.ts"\n {2}s_[0-9a-f]{14}::t_[0-9a-f]{14} 2-3\n {2}h_[0-9a-f]{14} 3\n---\n/);
    const blame = JSON.parse((await run('blame', 'src/ä b.ts', '--format', 'json')).stdout);
    assertMatchesSchema('blame', blame);
    assert.deepEqual(
      blame.lines.map(({ kind, origins }: { kind: string; origins: unknown }) => [kind, origins]),
      [
        ['human', []],
        ['ai', [source]],
        ['mixed', [source]],
      ],
    );
    const shown = await run('blame', 'src/ä b.ts', '--rev', 'HEAD');
    assert.match(
      shown.stdout,
      /^[0-9a-f]{8} ai cloudy-1 \(example\.assistant\) 2026-11-18 \S{26} sha256:\S+ +2\) yours/m,
    );
  });

  it('blames lines that are not committed yet', async () => {
    await store('new.ts', '', 'yours = "not committed";\n', 'mine();\n');
    git('add', 'new.ts');
    const { stdout } = await run('blame', 'new.ts');
    assert.match(stdout, /^working {2}ai cloudy-1 .* 1\) yours/);
    assert.match(stdout, /^working {2}human .* 2\) mine/m);
    git('rm', '-q', '-f', 'new.ts');
  });

  it('shows records and trailers without writing', async () => {
    const before = git('rev-parse', 'refs/notes/ai');
    const record = await run('provenance', 'note', '--dry-run', '--format', 'agent-trace');
    assert.equal(JSON.parse(record.stdout).vcs.revision, git('rev-parse', 'HEAD').trim());
    const trailers = await run('provenance', 'note', '--dry-run', '--format', 'trailers');
    assert.equal(trailers.stdout, `AI-Assisted-By: example.assistant (cloudy-1)\nAI-Log-Entry: ${source.entry}\n`);
    assert.equal(git('rev-parse', 'refs/notes/ai'), before);
  });

  it('verifies commits whose models the policy allows and whose entries the log has', async () => {
    const ok = await run('provenance', 'verify', '--policy', 'policy.yaml', '--log', log);
    assert.equal(ok.stdout, 'ok: 2 lines of models in 1 of 1 commit\n');
    assert.equal(ok.code, 0);
    const unnamed = await run('provenance', 'verify', '--policy', 'policy.yaml');
    assert.match(unnamed.stderr, /2 lines could not be compared with the log/);
    assert.equal(unnamed.code, 0);
  });

  it('fails for models above their clearance, unknown ones and entries that the log has not', async () => {
    await commit('pay/card.ts', '', 'yours();\n', '');
    await run('provenance', 'note');
    const first = await verify('HEAD');
    assert.deepEqual(first, ['MODEL_NOT_CLEARED']);
    source = { ...source, name: 'cloudy-2' };
    await commit('src/a.ts', '', 'yours();\n', '');
    await run('provenance', 'note');
    assert.deepEqual(await verify('HEAD'), ['ENTRY_DIFFERS']);
    source = { ...source, entry: '01JD0000000000000000000000', model: 'nobody', name: 'nobody-9' };
    await commit('src/b.ts', '', 'yours();\n', '');
    await run('provenance', 'note');
    assert.deepEqual(await verify('HEAD'), ['MODEL_UNKNOWN', 'ENTRY_MISSING']);
    git('notes', '--ref=ai', 'add', '-f', '-m', 'no note', 'HEAD');
    assert.deepEqual(await verify('HEAD~1..HEAD'), ['NOTE_MALFORMED']);
  });

  it('installs hooks beside others, calls itself from them, and takes them out again', async () => {
    const calls = join(bench.folder, '..', 'calls');
    const program = join(bench.folder, '..', 'program.sh');
    writeFileSync(program, `#!/bin/sh\necho "$@" >> '${calls}'\n[ "$2" != rewrite ] || cat >> '${calls}'\n`);
    chmodSync(program, 0o755);
    const hook = join(bench.folder, '.git', 'hooks', 'post-rewrite');
    mkdirSync(join(hook, '..'), { recursive: true });
    const own = `#!/bin/sh\nsed 's/^/own /' >> '${calls}'\n`;
    writeFileSync(hook, own, { mode: 0o755 });
    const install = ['provenance', 'install', '--trailers', '--command', program];
    assert.match(
      (await run(...install, '--dry-run')).stdout,
      /^set notes\.rewriteRef = refs\/notes\/ai\nmake .*post-commit/,
    );
    assert.equal(readFileSync(hook, 'utf8'), own);
    assert.equal((await run(...install)).code, 0);
    assert.equal((await run(...install)).stdout, 'nothing to do\n');
    git('commit', '-q', '--allow-empty', '-m', 'one');
    git('checkout', '-q', '-b', 'side', 'HEAD~1');
    git('commit', '-q', '--allow-empty', '-m', 'two');
    git('rebase', '-q', 'main', '--keep-empty');
    const called = readFileSync(calls, 'utf8').split('\n');
    assert.deepEqual(
      called.map((line) => line.replace(/[0-9a-f]{40}/g, 'ID').replace(/\S*COMMIT_EDITMSG/, 'FILE')),
      [
        'provenance trailers FILE',
        'provenance note',
        'provenance trailers FILE',
        'provenance note',
        'provenance rewrite',
        'ID ID',
        'own ID ID',
        '',
      ],
    );
    await run('provenance', 'install', '--undo');
    assert.equal(readFileSync(hook, 'utf8'), own);
    assert.ok(!existsSync(join(hook, '..', 'post-commit')));
    assert.equal(
      execFileSync('git', ['config', '--local', '--list'], { cwd: bench.folder }).includes('rewrite'),
      false,
    );
  });

  it('adds trailers about what is staged', async () => {
    await store('src/c.ts', '', 'yours();\n', '');
    git('add', 'src/c.ts');
    const message = bench.write('message', 'subject\n');
    assert.equal((await run('provenance', 'trailers', message)).code, 0);
    assert.match(readFileSync(message, 'utf8'), /^subject\n\nAI-Assisted-By: example\.assistant \(nobody-9\)\nAI-Log-/);
  });

  it('says what to do where there is no repository, no commit, no such file', async () => {
    for (const [args, what] of [
      [['provenance', 'note', 'nothing'], /'nothing' names no commit/],
      [['blame', '/etc/hosts'], /not a git repository|is not in the repository/],
      [['blame', 'absent.ts'], /git blame failed/],
      [['provenance', 'rewrite'], /stdin holds no pairs/],
    ] as const) {
      const { code, stderr } = await bench.run(args, { lines, input: 'not an id\n' });
      assert.equal(code, 2);
      assert.match(stderr, what);
    }
  });

  const run = (...args: string[]) => bench.run(args, { lines });
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: bench.folder,
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_EDITOR: 'true' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();

  /** Writes a file of three parts, the middle one a model's, and what the editor would have stored of it. */
  async function store(path: string, ...[first, middle, last]: [string, string, string]): Promise<void> {
    const text = first + middle + last;
    bench.write(path, text);
    const parts = [attribute(first.length), attribute(middle.length, source), attribute(last.length)];
    const { gitDirectory } = await openRepository(bench.folder);
    await lines.store.write(gitDirectory, path, formatStored(path, parts.reduce(concat, undefined), text));
  }

  async function commit(path: string, ...parts: [string, string, string]): Promise<void> {
    await store(path, ...parts);
    git('add', path);
    git('commit', '-q', '-m', path);
  }

  async function verify(range: string): Promise<string[]> {
    const args = ['provenance', 'verify', range, '--policy', 'policy.yaml', '--log', log, '--format', 'json'];
    const { code, stdout } = await run(...args);
    assert.equal(code, 1);
    const report = JSON.parse(stdout);
    assertMatchesSchema('commitReport', report);
    return report.problems.map(({ code: each }: { code: string }) => each);
  }
});
