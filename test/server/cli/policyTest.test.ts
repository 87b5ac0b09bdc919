/** `policy test`: results, coverage and exit codes. */

import assert from 'node:assert/strict';
import { brokenPolicy, smallPolicy } from './fixtures';
import { type Bench, createBench } from './testHost';

describe('portcullis policy test', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
    bench.write('good.yaml', smallPolicy);
    bench.write('broken.yaml', brokenPolicy);
  });
  afterEach(() => bench.remove());

  it('prints a line a test and a count', async () => {
    const { code, stdout } = await bench.run(['policy', 'test', 'good.yaml']);
    assert.equal(stdout, 'ok     payments stay\nok     docs go\n2 passed, 0 failed\n');
    assert.equal(code, 0);
  });

  it('says what was expected and what came', async () => {
    bench.write('bad.yaml', smallPolicy.replace('expect: allow', 'expect: block'));
    const { code, stdout } = await bench.run(['policy', 'test', 'bad.yaml']);
    assert.match(stdout, /^FAILED docs go \(bad\.yaml:17\): expected the effect block, got allow/m);
    assert.match(stdout, /^1 passed, 1 failed$/m);
    assert.equal(code, 1);
    const object = JSON.parse((await bench.run(['policy', 'test', '--format', 'json', 'bad.yaml'])).stdout);
    assert.deepEqual([object.passed, object.failed, object.tests[1].passed], [1, 1, false]);
    assert.ok(!('coverage' in object));
  });

  it('runs at the given time', async () => {
    const { code } = await bench.run(['policy', 'test', '--now', '2026-01-01T00:00:00Z', 'good.yaml']);
    assert.equal(code, 1, 'the exception holds then');
  });

  it('ends with 2 where the policy is broken, and warns where it has no tests', async () => {
    assert.equal((await bench.run(['policy', 'test', 'broken.yaml'])).code, 2);
    bench.write('none.yaml', smallPolicy.replace(/tests:.*/s, ''));
    const { code, stderr } = await bench.run(['policy', 'test', 'none.yaml']);
    assert.match(stderr, /^portcullis: warning: 'none\.yaml' has no tests$/m);
    assert.equal(code, 0);
  });

  it('names what no test touches with its place, and the percentages', async () => {
    const { code, stdout } = await bench.run(['policy', 'test', '--coverage', 'good.yaml']);
    assert.deepEqual(stdout.split('\n').slice(3), [
      'good.yaml:8: no test touches rule secrets',
      'good.yaml:12: no test touches flow rule flow[0]',
      'good.yaml:14: no test touches exception EX-1',
      'good.yaml: coverage 50 % (3/6)',
      '  rules 66 % (2/3), models 100 % (1/1), flow 0 % (0/1), exceptions 0 % (0/1)',
      '',
    ]);
    assert.equal(code, 0);
  });

  it('gives coverage to programs too', async () => {
    const { stdout } = await bench.run(['policy', 'test', '--coverage', '--format', 'json', 'good.yaml']);
    const [coverage] = JSON.parse(stdout).coverage;
    assert.deepEqual(coverage.untouched[0], {
      kind: 'rules',
      name: 'secrets',
      line: 8,
      pointer: '/classify/rules/2',
    });
    assert.deepEqual([coverage.path, coverage.percent, coverage.kinds.models.percent], ['good.yaml', 50, 100]);
    const lines = await bench.run(['policy', 'test', '--coverage', '--format', 'jsonl', 'good.yaml']);
    assert.deepEqual(JSON.parse(lines.stdout.trimEnd().split('\n').at(-1) as string), { coverage });
  });

  it('ends with 1 below the wanted coverage', async () => {
    assert.equal((await bench.run(['policy', 'test', '--min-coverage', '50', 'good.yaml'])).code, 0);
    assert.equal((await bench.run(['policy', 'test', '--min-coverage', '51', 'good.yaml'])).code, 1);
    const wrong = await bench.run(['policy', 'test', '--min-coverage', '101', 'good.yaml']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /whole number from 0 to 100/);
  });

  it('runs the tests of a lower layer over both, and measures that layer', async () => {
    bench.write('team.yaml', team);
    const { code, stdout } = await bench.run(['policy', 'test', '--coverage', 'team.yaml', '--below', 'good.yaml']);
    assert.deepEqual(stdout.trimEnd().split('\n'), [
      'ok     drafts stay',
      'ok     the rest of docs goes, as the organisation says',
      '2 passed, 0 failed',
      'team.yaml:7: no test touches flow rule flow[0]',
      'team.yaml: coverage 66 % (2/3)',
      '  rules 100 % (1/1), models 100 % (1/1), flow 0 % (0/1)',
    ]);
    assert.equal(code, 0);
    const alone = await bench.run(['policy', 'test', 'team.yaml']);
    assert.match(alone.stderr, /'team\.yaml' is a lower layer, .*\n.*--below FILE/);
    assert.equal(alone.code, 2);
    const byPolicy = await bench.run(['policy', 'test', '--coverage', 'team.yaml', '--policy', 'good.yaml']);
    assert.deepEqual(byPolicy, { code, stdout, stderr: '' });
    const both = await bench.run(['policy', 'test', 'team.yaml', '--policy', 'good.yaml', '--below', 'good.yaml']);
    assert.match(both.stderr, /'--policy <file>' cannot be used with option '--below <file>'/);
    assert.equal(both.code, 2);
  });
});

const team = `apiVersion: portcullis/v1
metadata: { name: red-team, version: "3", layer: team }
classify:
  rules:
    - { id: drafts, label: { level: restricted }, paths: ["docs/drafts/**"] }
flow:
  - { channels: [embed], effect: ask }
models:
  - { id: cloudy, clearance: { level: public } }
tests:
  - { name: drafts stay, path: docs/drafts/a.md, destination: { model: cloudy, channel: chat }, expect: block }
  - { name: "the rest of docs goes, as the organisation says", path: docs/a.md, destination: { model: cloudy }, expect: allow }
`;
