/** `policy check`: problems with their places, in every form. */

import assert from 'node:assert/strict';
import { brokenPolicy, smallPolicy } from './fixtures';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench } from './testHost';

/** A time at which the exception of the small policy still holds. */
const before = ['--now', '2026-05-01T00:00:00Z'];

describe('portcullis policy check', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('good.yaml', smallPolicy);
    bench.write('broken.yaml', brokenPolicy);
  });
  afterEach(() => bench.remove());

  it('says that a policy is good', async () => {
    assert.deepEqual(await bench.run(['policy', 'check', ...before, 'good.yaml']), {
      code: 0,
      stdout: 'good.yaml: ok\n',
      stderr: '',
    });
  });

  it('lists every problem with its place', async () => {
    const { code, stdout } = await bench.run(['policy', 'check', ...before, 'good.yaml', 'broken.yaml']);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines[0], 'good.yaml: ok');
    const places = lines.slice(1).map((line) => /^broken\.yaml:(\d+):\d+ [A-Z_]+ \S/.exec(line)?.[1]);
    assert.deepEqual(places, ['4', '7', '8', '8', '10']);
    assert.equal(code, 1);
  });

  it('prints problems in the contract’s shape', async () => {
    const { code, stdout } = await bench.run(['policy', 'check', '--format', 'jsonl', 'broken.yaml']);
    const problems = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(problems.length, 5);
    for (const problem of problems) assertMatchesSchema('problem', problem);
    const object = JSON.parse((await bench.run(['policy', 'check', '--format', 'json', 'broken.yaml'])).stdout);
    assert.deepEqual(object, { version: 1, problems, warnings: [] });
    assert.equal(code, 1);
  });

  it('takes what is no text as a problem of the file', async () => {
    bench.write('binary.yaml', Buffer.from([0xff, 0xfe, 0xfd]));
    const { code, stdout } = await bench.run(['policy', 'check', 'binary.yaml']);
    assert.match(stdout, /^binary\.yaml:1:1 NOT_TEXT /);
    assert.equal(code, 1);
  });

  it('reads stdin once for -', async () => {
    const args = ['policy', 'check', ...before, '-', 'good.yaml', '-'];
    const { code, stdout } = await bench.run(args, { input: brokenPolicy });
    assert.match(stdout, /^<stdin>:4:\d+ [A-Z_]+ \S/);
    assert.equal(stdout.trimEnd().split('\n').length, 6);
    assert.equal(code, 1);
    const binary = await bench.run(['policy', 'check', '-'], { input: new Uint8Array([0x89, 0, 1, 0xff]) });
    assert.match(binary.stderr, /stdin is not UTF-8 text/);
    assert.equal(binary.code, 2);
  });

  it('ends with 2 where a file can not be read, after checking the others', async () => {
    bench.write('folder/inside.yaml', smallPolicy);
    const { code, stdout, stderr } = await bench.run(['policy', 'check', 'none.yaml', 'folder', 'broken.yaml']);
    assert.match(stderr, /^portcullis: error: can't read 'none\.yaml': no such file\nportcullis: hint: /);
    assert.match(stderr, /^portcullis: error: can't read 'folder': it is a folder\nportcullis: hint: name a file$/m);
    assert.equal(stdout.trimEnd().split('\n').length, 5);
    assert.equal(code, 2);
  });

  it('prints warnings, which are no problems unless asked for strictly', async () => {
    const late = ['--now', '2026-07-01T00:00:00Z', 'good.yaml'];
    const { code, stdout } = await bench.run(['policy', 'check', ...late]);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines[0], 'good.yaml: ok');
    assert.match(lines[1] ?? '', /^good\.yaml:14:\d+ warning EXPIRED_EXCEPTION \S.* \(.*\)$/);
    assert.equal(code, 0);
    assert.equal((await bench.run(['policy', 'check', '--strict', ...late])).code, 1);
    const object = JSON.parse((await bench.run(['policy', 'check', '--format', 'json', ...late])).stdout);
    assert.deepEqual([object.problems.length, object.warnings.length], [0, 1]);
    const line = JSON.parse((await bench.run(['policy', 'check', '--format', 'jsonl', ...late])).stdout);
    assertMatchesSchema('problem', line);
    assert.equal(line.severity, 'warning');
  });

  it('checks lower layers, below the organisation where it is named', async () => {
    const layer = 'apiVersion: portcullis/v1\nmetadata: { name: web, version: "1" }\n';
    bench.write('layer.yaml', `${layer}models: [{ id: cloudy, clearance: { level: public } }]\n`);
    bench.write('wrong.yaml', `${layer}models: [{ id: clouds, clearance: { level: publik } }]\n`);
    const check = (...args: string[]) => bench.run(['policy', 'check', ...before, ...args]);
    assert.deepEqual(await check('--below', 'good.yaml', 'layer.yaml'), {
      code: 0,
      stdout: 'layer.yaml: ok\n',
      stderr: '',
    });
    const { code, stdout } = await check('--below', 'good.yaml', 'wrong.yaml');
    assert.match(stdout, /^wrong\.yaml:3:16 UNKNOWN_MODEL .*\nwrong\.yaml:3:44 UNKNOWN_LEVEL .*\n$/);
    assert.equal(code, 1);
    assert.equal((await check('layer.yaml')).code, 1, 'without --below it is taken for an organisation policy');
    const below = await check('--below', 'broken.yaml', 'layer.yaml');
    assert.match(below.stderr, /the policy 'broken\.yaml' is broken/);
    assert.equal(below.code, 2);
  });
});
