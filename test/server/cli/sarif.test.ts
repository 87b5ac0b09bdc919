/** `scan --format sarif`. */

import assert from 'node:assert/strict';
import { assertSarif } from './sarifForm';
import { type Bench, createBench, fakeKey } from './testHost';

describe('portcullis scan --format sarif', function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(() => {
    bench = createBench();
  });
  afterEach(() => bench.remove());

  async function scan(...paths: string[]) {
    const { stdout, code } = await bench.run(['scan', '--format', 'sarif', ...paths]);
    const log = JSON.parse(stdout);
    assertSarif(log);
    return { code, run: log.runs[0] };
  }

  it('has a rule for every detector, with help', async () => {
    const { code, run } = await scan('.');
    const { driver } = run.tool;
    assert.deepEqual([driver.name, driver.version], ['portcullis', '1.2.3']);
    assert.ok(driver.rules.some(({ id }: { id: string }) => id === 'secret/aws-access-key'));
    for (const { id, help, helpUri } of driver.rules) {
      const [family, ...name] = id.split('/');
      assert.ok(help.text.length > 0 && helpUri.endsWith(`/detectors/${family}.md#${name.join('-')}`), id);
    }
    assert.deepEqual(run.results, []);
    assert.equal(code, 0);
  });

  it('places a result by line, column and characters', async () => {
    bench.write('src/ä b.ts', `\uFEFF// 😀\n😀 ${fakeKey}`);
    const { run } = await scan('.');
    assert.equal(run.results.length, 1);
    const [result] = run.results;
    assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.deepEqual(result.locations[0].physicalLocation, {
      artifactLocation: { uri: 'src/%C3%A4%20b.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 2, startColumn: 4, charOffset: 9, charLength: 20 },
    });
    assert.match(result.partialFingerprints['portcullisValue/v1'], /^k1:[0-9a-f]{32}$/);
  });

  it('says what was not read', async () => {
    bench.write('data.bin', Buffer.from([0]));
    const { code, run } = await scan('.', 'none');
    const [invocation] = run.invocations;
    assert.equal(invocation.executionSuccessful, false);
    const notes = invocation.toolExecutionNotifications.map(
      ({ level, message }: { level: string; message: { text: string } }) => `${level} ${message.text}`,
    );
    assert.deepEqual(notes, ['error no such file or folder', 'note binary, not read']);
    assert.equal(code, 2);
  });

  it('names files outside the folder by their full address', async () => {
    bench.write('in/x', '');
    bench.write('out.ts', fakeKey);
    const { stdout } = await bench.run(['scan', '--format', 'sarif', '../out.ts'], { cwd: `${bench.folder}/in` });
    assertSarif(JSON.parse(stdout));
    const { artifactLocation } = JSON.parse(stdout).runs[0].results[0].locations[0].physicalLocation;
    assert.match(artifactLocation.uri, /^file:\/\/\/.*\/out\.ts$/);
    assert.equal(artifactLocation.uriBaseId, undefined);
  });
});
