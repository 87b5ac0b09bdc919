/** Tests of which policy is in force, with real files and a store whose pauses and watches the test drives. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicyFile } from '../../../server/host/policyFile';
import { openPolicyStore, type PolicyStore } from '../../../server/service/policyStore';

const policy = (name: string): string =>
  `apiVersion: portcullis/v1\nmetadata: { name: ${name}, version: "1" }\nlevels: [public, internal, restricted]\n`;
const broken =
  'apiVersion: portcullis/v1\nmetadata: { name: broken, version: "1" }\nlevels: [public, public]\nnonsense: 1\n';

describe('policy store', () => {
  let folder: string;
  let onPause: () => void;
  let poke: () => void;
  let store: PolicyStore | undefined;
  const file = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pc-policy-'));
    onPause = () => undefined;
    writeFileSync(file('baseline.yaml'), policy('baseline'));
  });
  afterEach(() => {
    store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(): Promise<PolicyStore> {
    store = await openPolicyStore({
      installed: [file('managed.yaml'), file('user.yaml')],
      baseline: file('baseline.yaml'),
      caseInsensitivePaths: false,
      read: readPolicyFile,
      pause: async () => onPause(),
      watch: (_, onChange) => {
        poke = onChange;
        return () => undefined;
      },
      fault: (during, error) => assert.fail(`${during}: ${String(error)}`),
    });
    return store;
  }

  function inForce(): { name: string; source: string; problems: number } {
    const { compiled, source, problems } = (store as PolicyStore).current();
    return { name: compiled.identity.name, source, problems: problems.length };
  }

  it('takes the baseline where none is installed', async () => {
    await open();
    assert.deepEqual(inForce(), { name: 'baseline', source: 'baseline', problems: 0 });
  });

  it('lets the managed policy win over the one of the user', async () => {
    writeFileSync(file('user.yaml'), policy('user'));
    const opened = await open();
    assert.deepEqual(inForce(), { name: 'user', source: 'organisation', problems: 0 });
    writeFileSync(file('managed.yaml'), policy('managed'));
    await opened.reload();
    assert.deepEqual(inForce(), { name: 'managed', source: 'organisation', problems: 0 });
    assert.match(opened.current().compiled.identity.digest, /^sha256:[0-9a-f]{64}$/);
  });

  it('keeps the last good policy while the file is broken, and lists every problem', async () => {
    writeFileSync(file('user.yaml'), policy('good'));
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
    writeFileSync(file('user.yaml'), policy('mended'));
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
    writeFileSync(file('user.yaml'), policy('user'));
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
    writeFileSync(file('user.yaml'), policy('before'));
    const opened = await open();
    const seen: string[] = [];
    opened.onChange(() => seen.push(inForce().name));
    rmSync(file('user.yaml'));
    onPause = () => {
      assert.equal(inForce().name, 'before');
      writeFileSync(file('user.yaml'), policy('after'));
    };
    await opened.reload();
    assert.deepEqual(seen, ['after']);
    rmSync(file('user.yaml'));
    onPause = () => undefined;
    await opened.reload();
    assert.equal(inForce().source, 'baseline');
  });

  it('tells of a change once, and not of none', async () => {
    writeFileSync(file('user.yaml'), policy('same'));
    const opened = await open();
    let changes = 0;
    opened.onChange(() => changes++);
    poke();
    await opened.reload();
    assert.equal(changes, 0);
    writeFileSync(file('user.yaml'), policy('other'));
    poke();
    await opened.reload();
    assert.equal(changes, 1);
  });
});
