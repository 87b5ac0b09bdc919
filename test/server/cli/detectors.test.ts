/** `detectors list`, `detectors test` and `detectors try`. */

import assert from 'node:assert/strict';
import { builtinDetectors } from '../../../server/engine/detect/builtin';
import { assertMatchesSchema } from './matchesSchema';
import { type Bench, createBench, fakeKey } from './testHost';

const detector = (examples: string): string =>
  `id: acme/number\ntitle: ACME number\npattern: 'acme-\\d{6}'\nkeywords: [acme-]\nexamples: ${examples}\n`;

describe('portcullis detectors', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  it('lists every built-in detector, sorted, or those of a family', async () => {
    const { stdout, code } = await bench.run(['detectors', 'list']);
    const ids = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ')[0] ?? '');
    assert.deepEqual(ids, builtinDetectors.map(({ id }) => id).sort());
    assert.equal(code, 0);
    const pii = (await bench.run(['detectors', 'list', '--family', 'pii'])).stdout;
    assert.deepEqual(
      pii
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('/')[0]),
      ids.filter((id) => id.startsWith('pii/')).map(() => 'pii'),
    );
    const none = await bench.run(['detectors', 'list', '--family', 'nope']);
    assert.match(none.stderr, /there is no family 'nope'\n.*the families are .*secret/);
    assert.equal(none.code, 2);
  });

  it('lists as JSON, with a policy those that its rules name', async () => {
    const list = JSON.parse((await bench.run(['detectors', 'list', '--format', 'json'])).stdout);
    assertMatchesSchema('detectors', list);
    assert.equal(list.detectors.length, builtinDetectors.length);
    bench.write('policy.yaml', policy);
    const { stdout } = await bench.run(['detectors', 'list', '--policy', 'policy.yaml']);
    assert.match(stdout, /^acme\/number +medium +ACME number\n$/);
  });

  it('tests a detector’s file, a policy, and says where what is wrong', async () => {
    bench.write('good.yaml', detector('{ match: [acme-123456], ignore: [acme-12345] }'));
    bench.write('policy.yaml', policy);
    const good = await bench.run(['detectors', 'test', 'good.yaml', 'policy.yaml']);
    assert.deepEqual(good, { code: 0, stdout: '2 detectors: ok\n', stderr: '' });
    bench.write('bad.yaml', detector('{ match: [acme-12345], ignore: [x acme-123456] }'));
    const bad = await bench.run(['detectors', 'test', 'bad.yaml']);
    assert.match(bad.stdout, /^bad\.yaml:5:21 BAD_EXAMPLE example match\[0\] is not matched/);
    assert.match(bad.stdout, /^bad\.yaml:5:43 BAD_EXAMPLE example ignore\[0\] is matched/m);
    assert.match(bad.stdout, /^1 detector: 2 problems$/m);
    assert.equal(bad.code, 1);
    bench.write('slow.yaml', "id: acme/x\npattern: '(a+)+$'\n");
    assert.match(
      (await bench.run(['detectors', 'test', 'slow.yaml'])).stdout,
      /^slow\.yaml:2:10 UNSAFE_PATTERN .*repeats/,
    );
    bench.write('none.yaml', 'a: 1\n');
    assert.equal((await bench.run(['detectors', 'test', 'missing.yaml'])).code, 2);
    assert.notEqual((await bench.run(['detectors', 'test', 'none.yaml'])).code, 0);
  });

  it('tries an expression and shows matches masked', async () => {
    bench.write('a.txt', `first\nkey ${fakeKey}, key short99\n`);
    const { code, stdout, stderr } = await bench.run(['detectors', 'try', 'key (?<value>\\w{7,40})', 'a.txt']);
    assert.deepEqual([code, stdout, stderr], [0, '2:5 AKI…<20>…3D\n2:31 <7 characters>\n', '2 matches\n']);
    const shown = await bench.run(['detectors', 'try', 'KEY', '-', '--flags', 'i', '--show-values'], {
      input: 'a key',
    });
    assert.deepEqual([shown.stdout, shown.stderr], ['1:3 key\n', '1 match\n']);
    const near = await bench.run([
      'detectors',
      'try',
      '\\b\\w+99',
      'a.txt',
      '--keyword',
      'other',
      '--keyword',
      'SHORT',
    ]);
    assert.equal(near.stdout, '2:31 <7 characters>\n');
    const few = await bench.run(['detectors', 'try', '\\b\\w+99', 'a.txt', '--validate', 'luhn', '--entropy', '2']);
    assert.deepEqual([few.code, few.stdout], [0, '']);
  });

  it('says why an expression is refused', async () => {
    for (const [pattern, why] of [
      ['(a+)+$', /^refused: .*exponential time.*\nhint: /],
      ['(', /^refused: .*\nhint: the expression must be/],
      ['a*', /^refused: the expression matches the empty text\nhint: /],
    ] as const) {
      const { code, stdout, stderr } = await bench.run(['detectors', 'try', pattern, '-'], { input: 'aaa' });
      assert.deepEqual([code, stdout], [1, ''], pattern);
      assert.match(stderr, why);
    }
    assert.equal((await bench.run(['detectors', 'try', 'a', '-', '--validate', 'nope'])).code, 1);
    assert.equal((await bench.run(['detectors', 'try', 'a', '-', '--entropy', 'much'])).code, 2);
    assert.equal((await bench.run(['detectors', 'try', 'a', 'missing'])).code, 2);
  });
});

const policy =
  'apiVersion: portcullis/v1\nmetadata: { name: p, version: "1" }\nlevels: [low, high]\n' +
  'detectors: [ { id: acme/number, title: ACME number, pattern: "acme-\\\\d{6}", keywords: [acme-] } ]\n' +
  'classify: { rules: [ { id: r, label: { level: high }, detectors: ["acme/*"] } ] }\n';
