/** Checkpoints, proofs, search, pruning and keys on the command line, on logs that were really written. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLogAccess, type LogAccess } from '../../../server/cli/log/access';
import { createLogFiles } from '../../../server/host/logFiles';
import { ensureLogKeys } from '../../../server/host/logKeys';
import type { StatePaths } from '../../../server/host/paths';
import { openLog } from '../../../server/provenance/log';
import { parseProof } from '../../../server/provenance/proofText';
import { sampleInput } from '../provenance/sample';
import { type Bench, createBench, type Outcome } from './testHost';

describe('portcullis log, signed', function () {
  this.timeout(30_000);
  let bench: Bench;
  let state: string;
  let log: LogAccess;
  beforeEach(async () => {
    bench = createBench();
    state = join(dirname(bench.folder), 'state');
    const paths = { stateDirectory: state, logDirectory: join(state, 'log') } as StatePaths;
    log = createLogAccess(paths, { PORTCULLIS_HOME: state }, '');
    await fill(300);
  });
  afterEach(() => bench.remove());

  const run = (...args: string[]): Promise<Outcome> => bench.run(['log', ...args], { log });

  async function fill(count: number): Promise<void> {
    const place = { directory: state, platform: process.platform, useKeychain: false, runTool: async () => undefined };
    const keys = await ensureLogKeys(place);
    const clock = () => Date.UTC(2026, 10, 21);
    const opened = await openLog(createLogFiles(join(state, 'log')), { clock, random: randomBytes, keys });
    await Promise.all(Array.from({ length: count }, (_, i) => opened.append(sampleInput(opened.size + i))));
    await opened.close();
  }

  it('verifies against checkpoints that it gave out, over a rotation of the key', async () => {
    await run('checkpoint', '--out', 'old.checkpoint');
    bench.write('message', `fix: a thing\n\n${(await run('checkpoint', '--git-trailer')).stdout}`);
    await fill(20);
    const first = (await run('key')).stdout.trim();
    const second = (await run('key', '--rotate')).stdout.trim();
    assert.notEqual(first, second);
    await fill(20);
    const { code, stdout } = await run('verify', '--against', 'old.checkpoint', '--against', 'message', '--key', first);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ok: 340 entries, root \S+\nsigned: portcullis\/log\/\S+\n$/);
    assert.match(
      (await run('consistency', 'old.checkpoint')).stdout,
      /^ok: the log of 340 entries goes on from the 300 /,
    );
    assert.match((await run('verify')).stdout, /not witnessed: /);
    const keys = JSON.parse((await run('key', '--format', 'json')).stdout);
    assert.deepEqual(keys.keys, [
      { since: 0, key: first, endorsed: true },
      { since: 320, key: second, endorsed: true },
    ]);
  });

  it('names a checkpoint of another log, and a key that is not the log’s', async () => {
    await run('checkpoint', '--out', 'own');
    const text = readFileSync(join(bench.folder, 'own'), 'utf8');
    bench.write('longer', text.replace('\n300\n', '\n400\n'));
    const { code, stdout } = await run('verify', '--against', 'longer');
    assert.equal(code, 1);
    assert.match(stdout, /longer LOG_SIGNATURE_INVALID/);
    assert.match(stdout, /longer LOG_ROLLED_BACK entry 300: speaks of 400 entries/);
    assert.match((await run('consistency', 'longer')).stdout, /FAILED: rolled back/);
    const stranger = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    assert.match((await run('verify', '--key', stranger)).stdout, /keys\/1 LOG_SIGNATURE_INVALID/);
    assert.equal((await run('verify', '--key', 'no key')).code, 2);
  });

  it('proves an entry by index or id', async () => {
    const [entry] = (await run('search', '--path', '**/file7.ts', '--format', 'jsonl')).stdout.split('\n');
    const { index, id } = JSON.parse(entry as string);
    const byId = await run('prove', id);
    assert.equal(byId.stdout, (await run('prove', String(index))).stdout);
    assert.equal(parseProof(byId.stdout)?.index, 7);
    assert.equal((await run('prove', '300')).code, 2);
    assert.equal((await run('prove', '01JNOSUCHENTRY')).code, 2);
  });

  it('searches, counts and tails', async () => {
    const lines = async (...args: string[]) => (await run(...args)).stdout.trimEnd().split('\n').length;
    assert.equal(await lines('search', '--kind', 'decision', '--limit', '5'), 5);
    assert.equal(await lines('search', '--model', 'gpt-*', '--until', '2026-11-22T00:00:00Z'), 300);
    assert.equal((await run('search', '--effect', 'block')).stdout, 'no entry has all of that\n');
    assert.equal(await lines('tail', '--limit', '3'), 3);
    const stats = JSON.parse((await run('stats', '--format', 'json')).stdout);
    assert.deepEqual([stats.size, stats.by.kind], [300, { insertion: 257, decision: 43 }]);
  });

  it('follows the log until interrupted', async () => {
    let waits = 0;
    const following: LogAccess = {
      ...log,
      async pause() {
        if (waits++ === 0) await fill(2);
        else bench.interruption.abort();
      },
    };
    const { stdout } = await bench.run(['log', 'tail', '--follow', '--limit', '1'], { log: following });
    assert.deepEqual(stdout.match(/^\d+/gm), ['299', '300', '301']);
  });

  it('prunes, and goes on verifying against old checkpoints', async () => {
    await run('checkpoint', '--out', 'old');
    const pruned = await run('prune', '--before', '2026-12-01T00:00:00Z');
    assert.equal(pruned.stdout, "dropped 256 entries; the log's content begins at entry 256 now\n");
    assert.match((await run('verify', '--against', 'old')).stdout, /pruned: the first 256 entries/);
    assert.equal((await run('show', '--format', 'jsonl')).stdout.trimEnd().split('\n').length, 44);
    assert.equal((await run('prove', '3')).code, 0);
  });

  it('anchors a checkpoint in a folder, and never another of that size beside it', async () => {
    assert.equal((await run('checkpoint', '--anchor', 'share')).code, 0);
    assert.equal((await run('checkpoint', '--anchor', 'share')).code, 0);
    await run('key', '--rotate');
    const again = await run('checkpoint', '--anchor', 'share');
    assert.equal(again.code, 2);
    assert.match(again.stderr, /holds another checkpoint of the same size/);
  });
});
