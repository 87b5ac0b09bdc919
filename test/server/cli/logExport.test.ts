/** `log export`, `log subject` and `log erase`, on logs that were really written. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLogFiles } from '../../../server/host/logFiles';
import { acquireWriterLock } from '../../../server/host/writerLock';
import { exportFormats } from '../../../server/provenance/exports';
import { openLog } from '../../../server/provenance/log';
import { sampleInput } from '../provenance/sample';
import { type Bench, createBench } from './testHost';

describe('portcullis log export', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = createBench();
    let hours = 0;
    const clock = () => Date.UTC(2026, 10, 21, hours++);
    const log = await openLog(createLogFiles(join(bench.folder, 'log')), { clock, random: randomBytes });
    for (const [i, person] of ['alice', 'alice', 'bob'].entries()) {
      const input = sampleInput(i + 1);
      await log.append({ ...input, target: { ...input.target, path: `/home/${person}/src/${i}.ts` } });
    }
    await log.close();
  });
  afterEach(() => bench.remove());

  const run = (...args: string[]) => bench.run(['log', ...args, '--log', 'log']);

  it('writes every format to stdout, and the same to a file for its owner alone', async () => {
    for (const { name } of exportFormats) {
      const shown = await run('export', '--format', name);
      assert.deepEqual([shown.code, shown.stderr], [0, 'portcullis: exported from 3 entries\n'], name);
      const written = await run('export', '--format', name, '--out', `out.${name}`);
      assert.deepEqual([written.code, written.stdout], [0, '']);
      const file = join(bench.folder, `out.${name}`);
      assert.equal(readFileSync(file, 'utf8'), shown.stdout);
      if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o077, 0);
    }
  });

  it('takes entries of a period', async () => {
    const { stdout } = await run(
      'export',
      '--format',
      'jsonl',
      '--since',
      '2026-11-21T01:00:00Z',
      '--until',
      '2026-11-21T02:00:00Z',
    );
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).index),
      [1],
    );
    assert.equal((await run('export', '--format', 'jsonl', '--since', 'yesterday')).code, 2);
  });

  it('explains what it can not do, and leaves the file that was there', async () => {
    assert.match((await run('export')).stderr, /required option '--format <form>'/);
    assert.match(
      (await run('export', '--format', 'xml')).stderr,
      /jsonl, csv, ocsf, otlp, cef, sarif, agent-trace, git-ai/,
    );
    assert.match((await run('export', '--format', 'csv', '--out', 'none/x.csv')).stderr, /can't write 'none\/x\.csv'/);
    bench.interruption.abort();
    bench.write('kept.csv', 'kept');
    assert.equal((await run('export', '--format', 'csv', '--out', 'kept.csv')).code, 130);
    assert.equal(readFileSync(join(bench.folder, 'kept.csv'), 'utf8'), 'kept');
  });

  it('prints what is kept of one person, erases it, and the log verifies', async () => {
    const alice = (await run('subject', 'alice')).stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      alice.map(({ path }) => path.value),
      ['/home/alice/src/0.ts', '/home/alice/src/1.ts'],
    );
    assert.equal(Buffer.from(alice[0].text.salt, 'base64').length, 16);

    assert.match((await run('erase', 'alice')).stdout, /^would erase what is kept beside 2 entries; add --yes/);
    assert.match((await run('erase', 'alice', '--yes')).stdout, /^erased what was kept beside 2 entries\nnot reached:/);
    assert.equal((await run('subject', 'alice')).stdout, '');
    assert.match((await run('subject', '/home/**')).stdout, /bob/);
    const verified = await run('verify');
    assert.match(verified.stdout, /^ok: 3 entries, root \S{44}\nerased: the personal values of 2 entries$/m);
    const exported = await run('export', '--format', 'csv');
    assert.equal(exported.stdout.match(/\(erased\)/g)?.length, 2);
    assert.equal(exported.stderr, 'portcullis: exported from 3 entries; 2 paths erased\n');
  });

  it('erases one entry, or all of a period, and asks which', async () => {
    assert.equal((await run('erase', '--yes')).code, 2);
    assert.equal((await run('erase', 'bob', '--all')).code, 2);
    assert.match((await run('erase', '--all', '--until', '2026-11-21T01:00:00Z', '--yes')).stdout, /beside 1 entry/);
    const id = JSON.parse((await run('subject', 'bob')).stdout).id;
    assert.match((await run('erase', '--entry', id, '--yes')).stdout, /beside 1 entry/);
  });

  it('does not erase beneath a writer', async () => {
    const lock = await acquireWriterLock(join(bench.folder, 'log'));
    assert.ok(lock.heldBy === undefined);
    const { code, stderr } = await run('erase', '--all', '--yes');
    assert.equal(code, 2);
    assert.match(stderr, /process \d+ writes the log\n.*portcullis service stop/);
    assert.match((await run('subject', 'alice')).stdout, /alice/);
    await lock.release();
    assert.ok(existsSync(join(bench.folder, 'log')));
  });
});
