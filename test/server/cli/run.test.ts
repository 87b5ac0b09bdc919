/** How commands are called and how errors are told. */

import assert from 'node:assert/strict';
import { verbs } from '../../../server/cli/commands';
import { ServiceError } from '../../../server/host/serviceError';
import { OutputClosed, OutputFailed } from '../../../server/host/stdio';
import { type Bench, createBench, fakeKey } from './testHost';

describe('portcullis', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  it('prints version and help on stdout', async () => {
    assert.deepEqual(await bench.run(['--version']), { code: 0, stdout: '1.2.3\n', stderr: '' });
    for (const args of [['--help'], ['help'], ['help', 'scan'], ['policy', '--help'], ['policy', 'help', 'check']]) {
      const { code, stdout, stderr } = await bench.run(args);
      assert.match(stdout, /^Usage: portcullis/, args.join(' '));
      assert.deepEqual([code, stderr], [0, '']);
    }
  });

  it('has help for every command', async () => {
    for (const { words, summary } of verbs) {
      const { code, stdout } = await bench.run([...words.split(' '), '--help']);
      assert.ok(stdout.includes(`Usage: portcullis ${words} `) && stdout.includes(summary), words);
      assert.equal(code, 0);
    }
  });

  const wrong: readonly (readonly [readonly string[], RegExp, RegExp])[] = [
    [[], /no command given/, /see 'portcullis help'/],
    [['policy'], /no command given/, /see 'portcullis help'/],
    [['scn'], /unknown command 'scn'/, /did you mean scan\?/],
    [['policy', 'chek'], /unknown command 'chek'/, /did you mean check\?/],
    [['scan', '--fromat', 'json', '.'], /unknown option '--fromat'/, /did you mean --format\?/],
    [['scan'], /missing required argument 'path'/, /see/],
    [['scan', '--format', 'xml', '.'], /'xml' is invalid.*text, json, sarif, jsonl/, /see/],
    [['scan', '--policy'], /argument missing/, /see/],
    [['decide', 'extra'], /too many arguments/, /see/],
    [['scan', '--layer', 'a.yaml', '.'], /'--layer' needs '--policy'/, /--policy FILE/],
  ];
  for (const [args, message, hint] of wrong) {
    it(`ends with 2 and a hint: portcullis ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await bench.run(args);
      const lines = stderr.trimEnd().split('\n').slice(-2);
      assert.match(lines[0] ?? '', /^portcullis: error: [^A-Z].*[^.]$/);
      assert.match(lines[0] ?? '', message);
      assert.match(lines[1] ?? '', /^portcullis: hint: /);
      assert.match(lines[1] ?? '', hint);
      assert.deepEqual([code, stdout], [2, '']);
    });
  }

  it('ends without a word where nobody reads its output any more', async () => {
    bench.write('a.ts', fakeKey);
    const stdout = { isTTY: false, write: () => Promise.reject(new OutputClosed()) };
    const { code, stderr } = await bench.run(['scan', '.'], { stdout });
    assert.deepEqual([code, stderr], [141, '']);
  });

  it('says that its output takes no more, and calls it no error of its own', async () => {
    bench.write('a.ts', fakeKey);
    const full = { isTTY: false, write: () => Promise.reject(new OutputFailed('ENOSPC')) };
    for (const args of [['scan', '.'], ['--help']]) {
      const { code, stderr } = await bench.run(args, { stdout: full });
      assert.match(stderr, /^portcullis: error: can't write the output: no space is left there\nportcullis: hint: /m);
      assert.doesNotMatch(stderr, /internal|report/);
      assert.equal(code, 2);
    }
    assert.equal((await bench.run(['--help'], { stdout: full, stderr: full })).code, 2);
  });

  it('tells what the service says, and its advice as a hint', async () => {
    const refuse = () =>
      Promise.reject(new ServiceError('SOCKET_UNSAFE', 'The folder is open to others; run: chmod 700 it'));
    const service = { decide: refuse, classify: refuse, status: refuse, stop: refuse };
    const { code, stderr } = await bench.run(['service', 'status'], { service });
    assert.equal(stderr, 'portcullis: error: the folder is open to others\nportcullis: hint: run: chmod 700 it\n');
    assert.equal(code, 2);
  });

  it('tells an unforeseen error by its kind and place, not by its message', async () => {
    const refuse = (): Promise<never> => Promise.reject(new TypeError(`cannot read ${fakeKey}`));
    const service = { decide: refuse, classify: refuse, status: refuse, stop: refuse };
    const { code, stderr } = await bench.run(['service', 'status'], { service });
    assert.match(stderr, /^portcullis: error: internal error: TypeError at /);
    assert.ok(!stderr.includes(fakeKey));
    assert.equal(code, 2);
  });
});
