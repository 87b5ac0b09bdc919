/** `policy format`. */

import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, createBench } from './testHost';

const untidy = 'mode:   observe # for now\napiVersion: "portcullis/v1"\n';
const tidy = 'apiVersion: portcullis/v1\nmode: observe # for now\n';

describe('portcullis policy format', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('a.yaml', untidy);
    bench.write('b.yaml', tidy);
  });
  afterEach(() => bench.remove());
  const read = (path: string) => readFileSync(join(bench.folder, path), 'utf8');

  it('writes files in the canonical form, and a second time nothing', async () => {
    chmodSync(join(bench.folder, 'a.yaml'), 0o640);
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(await bench.run(['policy', 'format', 'a.yaml', 'b.yaml']), { code: 0, stdout: '', stderr: '' });
      assert.equal(read('a.yaml'), tidy);
    }
    assert.equal(statSync(join(bench.folder, 'a.yaml')).mode & 0o777, 0o640);
  });

  it('writes what a link leads to', async () => {
    symlinkSync('a.yaml', join(bench.folder, 'link.yaml'));
    await bench.run(['policy', 'format', 'link.yaml']);
    assert.ok(lstatSync(join(bench.folder, 'link.yaml')).isSymbolicLink());
    assert.equal(read('a.yaml'), tidy);
  });

  it('--check lists what would change and writes nothing', async () => {
    bench.write('mark.yaml', `\uFEFF${tidy}`);
    const { code, stdout } = await bench.run(['policy', 'format', '--check', 'a.yaml', 'b.yaml', 'mark.yaml']);
    assert.deepEqual([code, stdout], [1, 'a.yaml\nmark.yaml\n']);
    assert.equal(read('a.yaml'), untidy);
    assert.equal((await bench.run(['policy', 'format', '--check', 'b.yaml'])).code, 0);
  });

  it('prints with --stdout, and what comes from stdin', async () => {
    assert.deepEqual(await bench.run(['policy', 'format', '--stdout', 'a.yaml']), {
      code: 0,
      stdout: tidy,
      stderr: '',
    });
    assert.deepEqual(await bench.run(['policy', 'format', '-'], { input: untidy }), {
      code: 0,
      stdout: tidy,
      stderr: '',
    });
    assert.equal(read('a.yaml'), untidy);
    assert.equal((await bench.run(['policy', 'format', '--stdout', 'a.yaml', 'b.yaml'])).code, 2);
  });

  it('leaves a broken file alone, tells where it is broken, and formats the others', async () => {
    bench.write('broken.yaml', 'mode: [\n');
    const { code, stdout, stderr } = await bench.run(['policy', 'format', 'broken.yaml', 'a.yaml']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^broken\.yaml:\d+:\d+ YAML_SYNTAX /);
    assert.equal(read('broken.yaml'), 'mode: [\n');
    assert.equal(read('a.yaml'), tidy);
  });

  it('formats a policy that is wrong but can be read', async () => {
    bench.write('wrong.yaml', 'colour:   red\n');
    assert.equal((await bench.run(['policy', 'format', 'wrong.yaml'])).code, 0);
    assert.equal(read('wrong.yaml'), 'colour: red\n');
  });

  it('ends with 2 where there is no such file', async () => {
    const { code, stderr } = await bench.run(['policy', 'format', 'none.yaml']);
    assert.match(stderr, /can't read 'none\.yaml': no such file/);
    assert.equal(code, 2);
  });
});
