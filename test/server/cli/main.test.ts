/** The program as a process: pipes, signals, exit codes, and the service it starts. */

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requestFor, smallPolicy } from './fixtures';
import { type Bench, createBench, fakeKey } from './testHost';

const root = join(__dirname, '..', '..', '..');
const program = ['--import', pathToFileURL(require.resolve('tsx')).href, join(root, 'server', 'cli', 'main.ts')];

describe('the program portcullis', function () {
  this.timeout(60_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  function start(...args: string[]): ChildProcess {
    const env = { ...process.env, PORTCULLIS_HOME: join(bench.folder, '.state') };
    return spawn(process.execPath, [...program, ...args], { cwd: bench.folder, env });
  }

  async function finish(child: ChildProcess, input = '') {
    const text = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => (text.stdout += chunk));
    child.stderr?.on('data', (chunk) => (text.stderr += chunk));
    child.stdin?.end(input);
    const [code] = await once(child, 'close');
    return { code, ...text };
  }

  it('scans stdin and ends with 1', async () => {
    const { code, stdout } = await finish(start('scan', '-'), `x ${fakeKey}`);
    assert.match(stdout, /^<stdin>:1:3 secret\/aws-access-key /);
    assert.equal(code, 1);
  });

  it('writes long output whole into a pipe', async () => {
    for (let index = 0; index < 40; index++) bench.write(`f${index}.ts`, `${fakeKey}\n`.repeat(200));
    const { code, stdout } = await finish(start('scan', '--format', 'json', '.'));
    assert.equal(JSON.parse(stdout).findings.length, 8000);
    assert.equal(code, 1);
  });

  it('ends quietly where its reader goes away', async () => {
    for (let index = 0; index < 40; index++) bench.write(`f${index}.ts`, `${fakeKey}\n`.repeat(500));
    const child = start('scan', '--format', 'jsonl', '.');
    child.stdout?.once('data', () => child.stdout?.destroy());
    let stderr = '';
    child.stderr?.on('data', (chunk) => (stderr += chunk));
    const [code] = await once(child, 'close');
    assert.deepEqual([code, stderr], [141, '']);
  });

  if (process.platform === 'linux') {
    it('says where its output goes to a full disk', async () => {
      const env = { ...process.env, PORTCULLIS_HOME: join(bench.folder, '.state') };
      const full = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [...program, '--help'], { env, stdio: ['pipe', full, 'pipe'] });
      closeSync(full);
      const { code, stderr } = await finish(child);
      assert.match(stderr, /^portcullis: error: can't write the output: no space is left there$/m);
      assert.equal(code, 2);
    });
  }

  if (process.platform !== 'win32') {
    it('ends with 130 when interrupted, its output closed properly', async () => {
      for (let index = 0; index < 300; index++) bench.write(`f${index}.ts`, `${fakeKey}\n`.repeat(300));
      const child = start('scan', '--format', 'json', '.');
      child.stdout?.once('data', () => child.kill('SIGINT'));
      const { code, stdout } = await finish(child);
      assert.equal(JSON.parse(stdout).complete, false);
      assert.equal(code, 130);
    });
  }

  it('asks the service, which it starts, and stops it', async () => {
    mkdirSync(join(bench.folder, '.state'), { mode: 0o700 });
    bench.write('.state/config/policy.yaml', smallPolicy);
    bench.write('pay/card.ts', 'x');
    try {
      const decided = await finish(start('decide'), requestFor({ path: 'pay/card.ts' }));
      assert.equal(decided.stderr, '');
      const { effect, policy } = JSON.parse(decided.stdout);
      assert.deepEqual([effect, policy.name, decided.code], ['block', 'small', 1]);
      const classified = await finish(start('classify', 'pay/card.ts'));
      assert.match(classified.stdout, /^pay\/card\.ts: restricted \[pci\]$/m);
      const malformed = await finish(start('decide'), '{ "contents": 1, "destination": {} }');
      assert.match(malformed.stderr, /^portcullis: error: .*\/contents/);
      assert.equal(malformed.code, 2);
      assert.equal(JSON.parse((await finish(start('service', 'status', '--format', 'json'))).stdout).running, true);
      assert.equal((await finish(start('service', 'stop'))).stdout, 'stopped\n');
    } finally {
      await finish(start('service', 'stop'));
    }
    assert.match((await finish(start('service', 'status'))).stdout, /^the service is not running/);
  });
});
