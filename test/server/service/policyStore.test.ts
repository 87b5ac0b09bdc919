/** Tests of which policy is in force, with real files and a store whose pauses and watches the test drives. */

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import type { PolicyStore } from '../../../server/service/policyStore';
import { policyNamed, StoreBench } from './storeBench';

const broken =
  'apiVersion: portcullis/v1\nmetadata: { name: broken, version: "1" }\nlevels: [public, public]\nnonsense: 1\n';

describe('policy store', () => {
  let bench: StoreBench;
  let store: PolicyStore;
  const file = (name: string): string => bench.file(name);

  beforeEach(() => {
    bench = new StoreBench();
  });
  afterEach(() => bench.remove());

  async function open(): Promise<PolicyStore> {
    store = await bench.open();
    return store;
  }

  function inForce(): { name: string; source: string; problems: number } {
    const { compiled, source, problems } = store.current();
    return { name: compiled.identity.name, source, problems: problems.length };
  }

  it('takes the baseline where none is installed', async () => {
    await open();
    assert.deepEqual(inForce(), { name: 'baseline', source: 'baseline', problems: 0 });
  });

  it('lets the managed policy win over the one of the user', async () => {
    writeFileSync(file('user.yaml'), policyNamed('user'));
    const opened = await open();
    assert.deepEqual(inForce(), { name: 'user', source: 'organisation', problems: 0 });
    writeFileSync(file('managed.yaml'), policyNamed('managed'));
    await opened.reload();
    assert.deepEqual(inForce(), { name: 'managed', source: 'organisation', problems: 0 });
    assert.match(opened.current().compiled.identity.digest, /^sha256:[0-9a-f]{64}$/);
  });

  it('keeps the last good policy while the file is broken, and lists every problem', async () => {
    writeFileSync(file('user.yaml'), policyNamed('good'));
    const opened = await open();
    writeFileSync(file('user.yaml'), broken);
    await opened.reload();
    assert.deepEqual(
      { ...inForce(), problems: inForce().problems >= 2 },
      { name: 'good', source: 'organisation', problems: true },
    );
    const [first] = opened.current().problems;
    assert.equal(first?.path, file('user.yaml'));
    assert.ok((first?.line ?? 0) > 0);
    writeFileSync(file('user.yaml'), policyNamed('mended'));
    await opened.reload();
    assert.deepEqual(inForce(), { name: 'mended', source: 'organisation', problems: 0 });
  });

  it('takes the strictest where no good one is known', async () => {
    writeFileSync(file('user.yaml'), broken);
    await open();
    assert.equal(inForce().source, 'strictest');
    assert.ok(inForce().problems >= 2);
  });

  it('does not fall back to the user where the managed file is broken', async () => {
    writeFileSync(file('user.yaml'), policyNamed('user'));
    const opened = await open();
    writeFileSync(file('managed.yaml'), broken);
    await opened.reload();
    assert.equal(inForce().source, 'strictest');
  });

  it('takes the strictest for bytes that are no text and a file that is too large', async () => {
    writeFileSync(file('user.yaml'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    const opened = await open();
    assert.equal(inForce().source, 'strictest');
    assert.equal(opened.current().problems[0]?.code, 'NOT_TEXT');
    writeFileSync(file('user.yaml'), ' '.repeat(5 * 1024 * 1024));
    await opened.reload();
    assert.equal(opened.current().problems[0]?.code, 'TOO_LARGE');
  });

  it('takes the strictest where even the baseline is gone', async () => {
    rmSync(file('baseline.yaml'));
    await open();
    assert.equal(inForce().source, 'strictest');
  });

  it('never weakens while a file is being replaced', async () => {
    writeFileSync(file('user.yaml'), policyNamed('before'));
    const opened = await open();
    const seen: string[] = [];
    opened.onChange(() => seen.push(inForce().name));
    rmSync(file('user.yaml'));
    bench.onPause = () => {
      assert.equal(inForce().name, 'before');
      writeFileSync(file('user.yaml'), policyNamed('after'));
    };
    await opened.reload();
    assert.deepEqual(seen, ['after']);
    rmSync(file('user.yaml'));
    bench.onPause = () => undefined;
    await opened.reload();
    assert.equal(inForce().source, 'baseline');
  });

  it('tells of a change once, and not of none', async () => {
    writeFileSync(file('user.yaml'), policyNamed('same'));
    const opened = await open();
    let changes = 0;
    opened.onChange(() => changes++);
    bench.poke();
    await opened.reload();
    assert.equal(changes, 0);
    writeFileSync(file('user.yaml'), policyNamed('other'));
    bench.poke();
    await opened.reload();
    assert.equal(changes, 1);
  });

  it('remembers the last good policy of a user over a restart', async () => {
    writeFileSync(file('user.yaml'), policyNamed('good'));
    (await open()).close();
    writeFileSync(file('user.yaml'), broken);
    const opened = await open();
    assert.equal(inForce().name, 'good');
    assert.ok(opened.current().problems.length >= 2);
    bench.memory.clear();
    opened.close();
    await open();
    assert.equal(inForce().source, 'strictest');
  });

  it('tells of an exception that ends, when it ends', async () => {
    const until = '2026-11-22T00:00:00Z';
    const exceptions = `exceptions: [{ id: EX, until: ${until}, reason: r, approvedBy: a }]\n`;
    writeFileSync(file('user.yaml'), policyNamed('with') + exceptions);
    const opened = await open();
    let changes = 0;
    opened.onChange(() => changes++);
    const [alarm] = bench.alarms;
    assert.equal(alarm?.time, Date.parse(until));
    bench.now = new Date(until);
    alarm?.callback();
    assert.equal(changes, 1);
    assert.equal(bench.alarms.size, 0);
  });
});
