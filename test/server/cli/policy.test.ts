/** `policy check` and `policy test`. */

import assert from 'node:assert/strict';
import { brokenPolicy, smallPolicy } from './fixtures';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench } from './testHost';

describe('portcullis policy', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('good.yaml', smallPolicy);
    bench.write('broken.yaml', brokenPolicy);
  });
  afterEach(() => bench.remove());

  it('check: says that a policy is good', async () => {
    assert.deepEqual(await bench.run(['policy', 'check', 'good.yaml']), {
      code: 0,
      stdout: 'good.yaml: ok\n',
      stderr: '',
    });
  });

  it('check: lists every problem with its place', async () => {
    const { code, stdout } = await bench.run(['policy', 'check', 'good.yaml', 'broken.yaml']);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines[0], 'good.yaml: ok');
    const places = lines.slice(1).map((line) => /^broken\.yaml:(\d+):\d+ [A-Z_]+ \S/.exec(line)?.[1]);
    assert.deepEqual(places, ['4', '7', '8', '8', '10']);
    assert.equal(code, 1);
  });

  it('check: prints problems in the contract’s shape', async () => {
    const { code, stdout } = await bench.run(['policy', 'check', '--format', 'jsonl', 'broken.yaml']);
    const problems = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(problems.length, 5);
    for (const problem of problems) assertMatchesSchema('problem', problem);
    const object = JSON.parse((await bench.run(['policy', 'check', '--format', 'json', 'broken.yaml'])).stdout);
    assert.deepEqual(object, { version: 1, problems });
    assert.equal(code, 1);
  });

  it('check: takes what is no text as a problem of the file', async () => {
    bench.write('binary.yaml', Buffer.from([0xff, 0xfe, 0xfd]));
    const { code, stdout } = await bench.run(['policy', 'check', 'binary.yaml']);
    assert.match(stdout, /^binary\.yaml:1:1 NOT_TEXT /);
    assert.equal(code, 1);
  });

  it('check: ends with 2 where there is no such file', async () => {
    const { code, stderr } = await bench.run(['policy', 'check', 'none.yaml']);
    assert.match(stderr, /^portcullis: error: can't read 'none\.yaml': no such file\nportcullis: hint: /);
    assert.equal(code, 2);
  });

  it('test: prints a line a test and a count', async () => {
    const { code, stdout } = await bench.run(['policy', 'test', 'good.yaml']);
    assert.equal(stdout, 'ok     payments stay\nok     docs go\n2 passed, 0 failed\n');
    assert.equal(code, 0);
  });

  it('test: says what was expected and what came', async () => {
    bench.write('bad.yaml', smallPolicy.replace('expect: allow', 'expect: block'));
    const { code, stdout } = await bench.run(['policy', 'test', 'bad.yaml']);
    assert.match(stdout, /^FAILED docs go \(bad\.yaml:17\): expected the effect block, got allow/m);
    assert.match(stdout, /^1 passed, 1 failed$/m);
    assert.equal(code, 1);
    const object = JSON.parse((await bench.run(['policy', 'test', '--format', 'json', 'bad.yaml'])).stdout);
    assert.deepEqual([object.passed, object.failed, object.tests[1].passed], [1, 1, false]);
  });

  it('test: runs at the given time', async () => {
    const { code } = await bench.run(['policy', 'test', '--now', '2026-01-01T00:00:00Z', 'good.yaml']);
    assert.equal(code, 1, 'the exception holds then');
  });

  it('test: ends with 2 where the policy is broken, and warns where it has no tests', async () => {
    assert.equal((await bench.run(['policy', 'test', 'broken.yaml'])).code, 2);
    bench.write('none.yaml', smallPolicy.replace(/tests:.*/s, ''));
    const { code, stderr } = await bench.run(['policy', 'test', 'none.yaml']);
    assert.match(stderr, /^portcullis: warning: 'none\.yaml' has no tests$/m);
    assert.equal(code, 0);
  });
});
