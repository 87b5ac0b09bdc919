/** Tests of a team's and a workspace's layers as their files come, break, move and go. */

import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decide } from '../../../server/engine/decide';
import { readPolicyFile } from '../../../server/host/policyFile';
import type { PolicyStore, PolicyStoreOptions } from '../../../server/service/policyStore';
import { StoreBench } from './storeBench';

describe('lower layers of the policy store', () => {
  let bench: StoreBench;
  const file = (name: string): string => bench.file(name);
  const open = (others: Partial<PolicyStoreOptions> = {}): Promise<PolicyStore> => bench.open(others);

  beforeEach(() => {
    bench = new StoreBench();
  });
  afterEach(() => bench.remove());

  const layer = (name: string, rule: string): string =>
    `apiVersion: portcullis/v1\nmetadata: { name: ${name}, version: "1" }\nclassify: { rules: [${rule}] }\n`;
  const restrict = '{ id: r, label: { level: restricted }, paths: ["src/**"] }';
  const workspace = (): string => file('repo');
  const own = (): string => join(workspace(), '.portcullis', 'policy.yaml');

  function levelOf(opened: PolicyStore, root?: string): string {
    const request = { contents: [{ path: 'src/a.ts' }], destination: {} };
    return decide(opened.current(...(root === undefined ? [] : [root])).compiled, request, bench.now).label.level;
  }

  it('count everywhere for a team, and in their folder for a workspace', async () => {
    bench.write('layers/a.yaml', layer('team-a', '{ id: t, label: { level: restricted }, paths: ["lib/**"] }'));
    bench.write('repo/.portcullis/policy.yaml', layer('repo', restrict));
    const opened = await open();
    assert.deepEqual(
      opened.current().layers.map(({ kind, name, state }) => [kind, name, state]),
      [['team', 'team-a', 'good']],
    );
    assert.equal(levelOf(opened, workspace()), 'internal');
    const release = await opened.hold(workspace());
    assert.equal(levelOf(opened, workspace()), 'restricted');
    assert.equal(levelOf(opened), 'internal');
    assert.equal(opened.current(file('elsewhere')), opened.current());
    release();
    assert.equal(levelOf(opened, workspace()), 'restricted');
    for (const { callback } of bench.alarms) callback();
    await opened.reload();
    assert.equal(levelOf(opened, workspace()), 'internal');
  });

  it('keep what they said while they are broken, and let nothing pass where they were never good', async () => {
    bench.write('repo/.portcullis/policy.yaml', layer('repo', restrict));
    const opened = await open();
    await opened.hold(workspace());
    bench.write('repo/.portcullis/policy.yaml', 'classify: [');
    await opened.reload();
    assert.equal(levelOf(opened, workspace()), 'restricted');
    assert.equal(opened.current(workspace()).layers[0]?.state, 'kept');
    assert.equal(opened.current(workspace()).problems[0]?.path, own());
    assert.deepEqual(opened.current().problems, []);

    bench.write('layers/new.yaml', 'classify: [');
    await opened.reload();
    assert.equal(opened.current().layers[0]?.state, 'strictest');
    assert.equal(levelOf(opened), 'restricted');
  });

  it('do not weaken while one is being replaced, and end with their file', async () => {
    bench.write('repo/.portcullis/policy.yaml', layer('repo', restrict));
    const opened = await open();
    await opened.hold(workspace());
    rmSync(own());
    bench.onPause = () => {
      assert.equal(levelOf(opened, workspace()), 'restricted');
      bench.write('repo/.portcullis/policy.yaml', layer('repo-2', restrict));
    };
    await opened.reload();
    assert.equal(opened.current(workspace()).layers[0]?.name, 'repo-2');
    rmSync(own());
    bench.onPause = () => undefined;
    await opened.reload();
    assert.equal(levelOf(opened, workspace()), 'internal');
  });

  it('count however the path of their folder is written, and for each that asks at once', async () => {
    bench.write('repo/.portcullis/policy.yaml', layer('repo', restrict));
    const opened = await open();
    await Promise.all([opened.hold(workspace()), opened.hold(`${workspace()}/`)]);
    for (const root of [workspace(), `${workspace()}/`, join(workspace(), '.')]) {
      assert.equal(levelOf(opened, root), 'restricted', root);
    }
  });

  it('of all folders that hold a file count', async () => {
    bench.write('repo/.portcullis/policy.yaml', layer('repo', restrict));
    bench.write('other/.portcullis/policy.yaml', layer('other', ''));
    const opened = await open();
    await Promise.all([opened.hold(workspace()), opened.hold(file('other'))]);
    const names = opened.current(file('other'), workspace()).layers.map(({ name }) => name);
    assert.deepEqual(names.sort(), ['other', 'repo']);
  });

  it('are not read from a pipe, a device or a link that leads nowhere, and let nothing pass then', async () => {
    mkdirSync(dirname(own()), { recursive: true });
    symlinkSync('/dev/zero', own());
    mkdirSync(file('layers'));
    symlinkSync(file('gone'), file('layers/team.yaml'));
    const opened = await open();
    await opened.hold(workspace());
    assert.deepEqual(
      opened.current(workspace()).layers.map(({ state }) => state),
      ['strictest', 'strictest'],
    );
  });

  it('of a path that can be none do not keep the others from being read', async () => {
    bench.write('repo/.portcullis/policy.yaml', layer('repo', restrict));
    const opened = await open();
    for (const root of ['/x\0y', 'relative', '']) await opened.hold(root);
    await opened.hold(workspace());
    assert.equal(levelOf(opened, workspace()), 'restricted');
  });

  it('are read once for all who ask at the same time', async () => {
    let reads = 0;
    const opened = await open({
      read: (path) => {
        reads++;
        return readPolicyFile(path);
      },
    });
    reads = 0;
    const roots = Array.from({ length: 40 }, (_, index) => file(`repo-${index}`));
    await Promise.all(roots.map((root) => opened.hold(root)));
    assert.ok(reads < 40 * 6, String(reads));
    const before = reads;
    await Promise.all(roots.map((root) => opened.hold(root)));
    assert.equal(reads, before);
  });

  it('let nothing pass where their folder cannot be read', async () => {
    const opened = await open({ list: () => Promise.reject(new Error('no')) });
    assert.deepEqual(
      opened.current().layers.map(({ path, state }) => [path, state]),
      [[file('layers'), 'strictest']],
    );
    assert.equal(levelOf(opened), 'restricted');
  });

  it('are judged anew below another policy', async () => {
    bench.write('layers/a.yaml', layer('team-a', restrict));
    const opened = await open();
    bench.write('user.yaml', 'apiVersion: portcullis/v1\nmetadata: { name: two, version: "1" }\nlevels: [low, high]\n');
    await opened.reload();
    assert.equal(opened.current().layers[0]?.state, 'strictest');
    assert.ok(opened.current().problems.some(({ code }) => code === 'UNKNOWN_LEVEL'));
    assert.equal(levelOf(opened), 'high');
  });
});
