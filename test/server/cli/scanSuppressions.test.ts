/** `scan` and comments that quiet findings. */

import assert from 'node:assert/strict';
import { assertSarif } from './sarifForm';
import { type Bench, createBench, fakeKey } from './testHost';

describe('portcullis scan with suppressions', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  const allowed = `key = '${fakeKey}'; // portcullis:allow secret/aws-access-key -- a made-up key\n`;

  it('leaves out what a comment quiets, and counts it', async () => {
    bench.write('a.ts', allowed);
    const { code, stdout, stderr } = await bench.run(['scan', '.']);
    assert.equal(stdout, '');
    assert.equal(stderr, 'no findings, 1 suppressed, 1 file scanned\n');
    assert.equal(code, 0);
    const object = JSON.parse((await bench.run(['scan', '--format', 'json', '.'])).stdout);
    assert.deepEqual([object.findings, object.suppressed], [[], 1]);
  });

  it('shows all with --no-suppressions, without a word on them', async () => {
    bench.write('a.ts', `${allowed}// portcullis:allow\n`);
    const { code, stdout, stderr } = await bench.run(['scan', '--no-suppressions', '.']);
    assert.match(stdout, /^a\.ts:1:8 secret\/aws-access-key high/);
    assert.equal(stderr, '1 finding in 1 file, 1 file scanned\n');
    assert.equal(code, 1);
  });

  it('warns of one that holds no more, which quiets nothing', async () => {
    bench.write('a.ts', `\n${allowed.replace(' -- ', ' until=2026-11-01 -- ')}`);
    const { code, stdout, stderr } = await bench.run(['scan', '.']);
    assert.match(stdout, /^a\.ts:2:8 secret\/aws-access-key high/);
    assert.match(stderr, /^portcullis: warning: a\.ts:2: the suppression held until 2026-11-01; /);
    assert.equal(code, 1);
    const { warnings } = JSON.parse((await bench.run(['scan', '--format', 'json', '.'])).stdout);
    assert.deepEqual([warnings[0].path, warnings[0].line], ['a.ts', 2]);
  });

  it('tells SARIF what was quieted, in its place and with its reason', async () => {
    bench.write('a.ts', `${allowed}key = '${fakeKey}'\n${allowed.replace(' -- a made-up key', '')}`);
    const { stdout, code } = await bench.run(['scan', '--format', 'sarif', '.']);
    const log = JSON.parse(stdout);
    assertSarif(log);
    const results = log.runs[0].results as { suppressions?: unknown }[];
    const why = [{ kind: 'inSource', justification: 'a made-up key' }];
    assert.deepEqual(
      results.map(({ suppressions }) => suppressions),
      [why, undefined, undefined],
    );
    const notes = log.runs[0].invocations[0].toolExecutionNotifications;
    assert.deepEqual([notes[0].level, notes[0].locations[0].physicalLocation.region.startLine], ['warning', 3]);
    assert.equal(code, 1);
  });

  it('never changes what a file is classified as', async () => {
    bench.write('a.ts', allowed);
    bench.write(
      'policy.yaml',
      'apiVersion: portcullis/v1\nmetadata: { name: p, version: "1" }\nlevels: [low, high]\nclassify: { default: low, rules: [ { id: r, label: { level: high }, detectors: ["secret/*"] } ] }\n',
    );
    const { stdout } = await bench.run(['classify', '--policy', 'policy.yaml', 'a.ts']);
    assert.match(stdout, /^a\.ts: high/);
    assert.equal((await bench.run(['scan', '--policy', 'policy.yaml', 'a.ts'])).code, 0);
  });
});
