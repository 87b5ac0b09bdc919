/** `scan --baseline` and `--write-baseline`: what is known, what is new, what is gone. */

import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench, fakeKey } from './testHost';

const otherKey = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');

describe('portcullis scan --baseline', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  const baseline = () => JSON.parse(readFileSync(join(bench.folder, 'base.json'), 'utf8'));
  const write = (...paths: string[]) => bench.run(['scan', '--write-baseline', 'base.json', ...paths]);
  const compare = (...paths: string[]) => bench.run(['scan', '--baseline', 'base.json', ...paths]);

  it('writes down what is found and ends with 0, without the value', async () => {
    bench.write('a.ts', fakeKey);
    const { code, stdout, stderr } = await write('.');
    assert.match(stdout, /^a\.ts:1:1 secret\/aws-access-key/);
    assert.match(stderr, /^wrote base\.json: 1 finding, 1 of them new, 0 taken out$/m);
    assert.equal(code, 0);
    assertMatchesSchema('baseline', baseline());
    assert.equal(baseline().findings[0].path, 'a.ts');
    assert.ok(!JSON.stringify(baseline()).includes(fakeKey.slice(4, 10)));
  });

  it('leaves out what is known, wherever in its file it moves', async () => {
    bench.write('a.ts', fakeKey);
    await write('.');
    bench.write('a.ts', `\n\n// moved\n  ${fakeKey}`);
    const { code, stdout, stderr } = await compare('.');
    assert.deepEqual([code, stdout], [0, '']);
    assert.equal(stderr, 'no findings, 1 in the baseline, 1 file scanned\n');
  });

  it('tells what is new: another value, or the same in another file', async () => {
    bench.write('a.ts', fakeKey);
    await write('.');
    bench.write('a.ts', `${fakeKey}\n${otherKey}`);
    bench.write('b.ts', fakeKey);
    const { code, stdout } = await compare('.');
    assert.match(stdout, /^a\.ts:2:1 .*\nb\.ts:1:1 .*\n$/);
    assert.equal(code, 1);
  });

  it('is the same for another user, and from another folder', async () => {
    bench.write('src/a.ts', fakeKey);
    await write('.');
    const fingerprintKey = async () => ({ key: new Uint8Array(32) });
    assert.equal((await bench.run(['scan', '--baseline', 'base.json', '.'], { fingerprintKey })).code, 0);
    const cwd = join(bench.folder, 'src');
    assert.equal((await bench.run(['scan', '--baseline', '../base.json', 'a.ts'], { cwd })).code, 0);
  });

  it('names what is gone, and takes it out where the baseline is written', async () => {
    bench.write('a.ts', `${fakeKey}\n${otherKey}`);
    bench.write('b.ts', fakeKey);
    bench.write('lib/c.ts', fakeKey);
    await write('.');
    bench.write('a.ts', otherKey);
    rmSync(join(bench.folder, 'b.ts'));
    const first = baseline();
    const { stderr, code } = await compare('a.ts', '.');
    assert.equal(code, 0);
    assert.match(stderr, /no longer found: a\.ts secret\/aws-access-key\nno longer found: b\.ts secret/);
    assert.deepEqual(baseline(), first);
    assert.match((await write('.')).stderr, /2 findings, 0 of them new, 2 taken out/);
    assert.equal(baseline().salt, first.salt);
  });

  it('knows nothing of what was not scanned', async () => {
    bench.write('a.ts', fakeKey);
    bench.write('lib/c.ts', fakeKey);
    await write('.');
    const whole = baseline();
    bench.write('a.ts', Buffer.from(`\0${fakeKey}`));
    await write('lib', 'a.ts');
    assert.deepEqual(baseline(), whole, 'a binary file and other folders keep their entries');
    bench.write('policy.yaml', emailPolicy);
    await bench.run(['scan', '--policy', 'policy.yaml', '--write-baseline', 'base.json', 'lib']);
    assert.deepEqual(baseline(), whole, 'a policy that looks for something else');
    bench.interruption.abort();
    await write('.');
    assert.deepEqual(baseline(), whole, 'an interrupted scan');
  });

  it('keeps entries of findings that are too weak to tell', async () => {
    bench.write('a.ts', 'mail: jane.roe@corp-mail.com\n');
    await write('.');
    assert.ok(baseline().findings.length > 0);
    const whole = baseline();
    await bench.run(['scan', '--min-confidence', 'high', '--write-baseline', 'base.json', '.']);
    assert.deepEqual(baseline(), whole);
  });

  it('refuses a file that is none', async () => {
    bench.write('a.ts', fakeKey);
    assert.match((await compare('.')).stderr, /can't read the baseline 'base\.json': no such file/);
    for (const [text, why] of [
      ['{', 'it is not JSON'],
      ['[]', 'it is no baseline of version 1'],
      ['{"version":1,"salt":"x","findings":[]}', 'its salt is not 32 bytes in base64'],
      [`{"version":1,"salt":"${'A'.repeat(43)}=","findings":[{"path":"a"}]}`, 'its finding 0 is malformed'],
    ] as const) {
      bench.write('base.json', text);
      const { code, stderr } = await write('.');
      assert.ok(stderr.includes(`can't use the baseline 'base.json': ${why}`), stderr);
      assert.equal(code, 2);
      assert.equal(readFileSync(join(bench.folder, 'base.json'), 'utf8'), text, 'left as it was');
    }
  });
});

const emailPolicy =
  'apiVersion: portcullis/v1\nmetadata: { name: p, version: "1" }\nlevels: [low, high]\n' +
  'classify: { rules: [ { id: r, label: { level: high }, detectors: ["pii/*"] } ] }\n';
