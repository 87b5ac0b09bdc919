/** `log erase` beyond the log: the record of the origin of lines, and what is said of notes in git and of sinks. */

import assert from 'node:assert/strict';
import { execFileSync, execSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLogAccess } from '../../../server/cli/log/access';
import { openRepository } from '../../../server/host/gitRepository';
import { createGitWiring } from '../../../server/host/gitWiring';
import { createKeptRecords } from '../../../server/host/keptRecords';
import { createLineStore } from '../../../server/host/lineStore';
import { createLogFiles } from '../../../server/host/logFiles';
import type { StatePaths } from '../../../server/host/paths';
import { attribute, concat, type Source } from '../../../server/provenance/lines/attribution';
import { noteCommit } from '../../../server/provenance/lines/noteCommits';
import { formatStored, parseStored, recallAttribution } from '../../../server/provenance/lines/stored';
import { openLog } from '../../../server/provenance/log';
import { sampleInput } from '../provenance/sample';
import { type Bench, createBench, type Outcome } from './testHost';

const texts = { 'alice/a.ts': 'of alice();\n', 'shared/b.ts': 'first();\nsecond();\n', 'bob/c.ts': 'of bob();\n' };
type Path = keyof typeof texts;

describe('portcullis log erase, beyond the log', function () {
  this.timeout(30_000);
  let bench: Bench;
  let state: string;
  let sources: Source[];
  const store = () => createLineStore(state);
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: bench.folder, stdio: 'pipe', encoding: 'utf8' });

  beforeEach(async () => {
    bench = createBench();
    state = join(dirname(bench.folder), 'state');
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'Dev');
    git('config', 'user.email', 'dev@example.com');
    const log = await openLog(createLogFiles(join(state, 'log')), { clock: () => start, random: randomBytes });
    sources = [];
    for (const [i, path] of (['alice/a.ts', 'shared/b.ts', 'shared/b.ts', 'bob/c.ts'] as const).entries()) {
      const input = sampleInput(i);
      const { id } = await log.append({ ...input, target: { ...input.target, path } });
      const policy = input.decision.policy;
      const time = new Date(start).toISOString();
      sources.push({ entry: id, model: 'm', name: 'm-1', tool: 't', policy, time });
    }
    await createKeptRecords(state, 'sinks').save(Buffer.from('siem').toString('hex'), {
      origin: log.origin,
      next: 2,
      lost: 0,
    });
    await log.close();
    const { gitDirectory } = await openRepository(bench.folder);
    const [first, second, third, fourth] = sources as [Source, Source, Source, Source];
    const keep = (path: Path, ...parts: [number, Source][]) => {
      const attribution = parts.map(([length, source]) => attribute(length, source)).reduce(concat);
      mkdirSync(dirname(join(bench.folder, path)), { recursive: true });
      writeFileSync(join(bench.folder, path), texts[path]);
      return store().write(gitDirectory, path, formatStored(path, attribution, texts[path]));
    };
    await keep('alice/a.ts', [12, first]);
    await keep('shared/b.ts', [9, second], [10, third]);
    await keep('bob/c.ts', [10, fourth]);
  });
  afterEach(() => bench.remove());

  const start = Date.UTC(2026, 10, 21);
  const run = (...args: string[]): Promise<Outcome> => {
    const paths = { stateDirectory: state, logDirectory: join(state, 'log') } as StatePaths;
    const log = createLogAccess(paths, { PORTCULLIS_HOME: state }, '');
    return bench.run(['log', ...args], {
      cwd: '/',
      log,
      lines: { repository: openRepository, store: store(), wiring: createGitWiring },
    });
  };
  /** Returns the sources that are stored of a file, by their place; `undefined` where nothing is stored. */
  const storedOf = async (path: Path): Promise<number[] | undefined> => {
    const { gitDirectory } = await openRepository(bench.folder);
    const stored = parseStored((await store().read(gitDirectory, path)) ?? '');
    return stored?.sources.map(({ entry }) => sources.findIndex((source) => source.entry === entry));
  };

  it('takes a person’s files out of the record of lines, and leaves others’', async () => {
    assert.match((await run('erase', 'alice')).stdout, /^the origin of lines would be erased .* of 1 file$/m);
    assert.deepEqual(await storedOf('alice/a.ts'), [0]);
    const { code, stdout } = await run('erase', 'alice', '--yes');
    assert.equal(code, 0);
    assert.match(stdout, /^erased what was kept beside 1 entry\nthe origin of lines was erased .* of 1 file\n/);
    assert.equal(await storedOf('alice/a.ts'), undefined);
    assert.deepEqual([await storedOf('shared/b.ts'), await storedOf('bob/c.ts')], [[1, 2], [3]]);
    const everything = readdirSync(join(state, 'lines'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    assert.ok(everything.length === 3 && !everything.join('').includes('alice'));
  });

  it('takes one entry out of a file, and the others’ lines stay theirs', async () => {
    await run('erase', '--entry', sources[1]?.entry as string, '--yes');
    assert.deepEqual(await storedOf('shared/b.ts'), [2]);
    const { gitDirectory } = await openRepository(bench.folder);
    const stored = parseStored((await store().read(gitDirectory, 'shared/b.ts')) as string);
    assert.ok(stored !== undefined);
    const expected = concat(attribute(9), attribute(10, sources[2]));
    assert.deepEqual(recallAttribution(stored, texts['shared/b.ts']), expected);
  });

  it('erases all, also what no entry speaks of any more, and what can’t be read', async () => {
    const unknown = { ...(sources[0] as Source), entry: 'unlogged:1' };
    await store().write('/elsewhere', 'x.ts', formatStored('x.ts', attribute(4, unknown), 'x();'));
    await store().write('/elsewhere', 'y.ts', 'broken');
    assert.match((await run('erase', '--all', '--yes')).stdout, /of 5 files$/m);
    assert.match((await run('erase', '--all', '--yes')).stdout, /^erased what was kept beside 0 entries\nnot reached:/);
    const left = readdirSync(join(state, 'lines'), { recursive: true, withFileTypes: true });
    assert.deepEqual(
      left.filter((entry) => entry.isFile()),
      [],
    );
  });

  it('names the notes that speak of such entries, with commands that remove them for good', async () => {
    git('add', '-A');
    git('commit', '-q', '-m', 'all');
    const repository = await openRepository(bench.folder);
    const head = git('rev-parse', 'HEAD').trim();
    await noteCommit(repository, store(), head);
    assert.match(git('notes', '--ref=ai', 'show'), /alice\/a\.ts/);
    const { stdout } = await run('erase', 'alice', '--yes');
    assert.ok(stdout.includes(`  1 note of commits in ${bench.folder}; to remove them:\n`), stdout);
    const commands = stdout.split('\n').filter((line) => line.startsWith('    git '));
    assert.equal(commands.length, 3);
    const blob = git('rev-parse', `refs/notes/ai:${head}`).trim();
    for (const command of commands) execSync(command, { cwd: '/', stdio: 'pipe' });
    assert.throws(() => git('notes', '--ref=ai', 'show'), /no note found/);
    assert.throws(() => git('cat-file', '-e', blob));
    const again = (await run('erase', '--entry', sources[0]?.entry as string)).stdout;
    assert.match(again, /looked for in \/.*; for others/);
    assert.ok(!again.includes('note of'));
  });

  it('says which sinks were sent such entries', async () => {
    const said = (await run('erase', 'shared')).stdout;
    assert.match(said, /^would erase what is kept beside 2 entries; add --yes to do it\n/);
    assert.match(said, /^ {2}sink 'siem' was sent 1 entry of these, .* by their ids$/m);
    assert.doesNotMatch((await run('erase', 'bob')).stdout, /siem/);
  });
});
