/** Tests of which policy is in force, with real files and a store whose pauses and watches the test drives. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decide } from '../../../server/engine/decide';
import { listPolicyFiles, readPolicyFile } from '../../../server/host/policyFile';
import { openPolicyStore, type PolicyStore, type PolicyStoreOptions } from '../../../server/service/policyStore';

const policy = (name: string): string =>
  `apiVersion: portcullis/v1\nmetadata: { name: ${name}, version: "1" }\nlevels: [public, internal, restricted]\n`;
const broken =
  'apiVersion: portcullis/v1\nmetadata: { name: broken, version: "1" }\nlevels: [public, public]\nnonsense: 1\n';

describe('policy store', () => {
  let folder: string;
  let onPause: () => void;
  let poke: () => void;
  let store: PolicyStore | undefined;
  let alarms: Set<{ time: number; callback: () => void }>;
  let now: Date;
  let memory: Map<string, string>;
  const file = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pc-policy-'));
    onPause = () => undefined;
    alarms = new Set();
    now = new Date('2026-11-21T00:00:00Z');
    memory = new Map();
    writeFileSync(file('baseline.yaml'), policy('baseline'));
  });
  afterEach(() => {
    store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(others: Partial<PolicyStoreOptions> = {}): Promise<PolicyStore> {
    store = await openPolicyStore({
      installed: [file('managed.yaml'), file('user.yaml')],
      baseline: file('baseline.yaml'),
      layerFolders: [file('layers')],
      workspaceLayer: (root) => join(root, '.portcullis', 'policy.yaml'),
      list: listPolicyFiles,
      memory: {
        load: async (path) => memory.get(path),
        save: async (path, text) => void memory.set(path, text),
      },
      now: () => now,
      wakeAt(time, callback) {
        const alarm = { time, callback };
        alarms.add(alarm);
        return () => void alarms.delete(alarm);
      },
      caseInsensitivePaths: false,
      read: readPolicyFile,
      pause: async () => onPause(),
      watch: (_, onChange) => {
        poke = onChange;
        return () => undefined;
      },
      fault: (during, error) => assert.fail(`${during}: ${String(error)}`),
      ...others,
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

  describe('lower layers', () => {
    const layer = (name: string, rule: string): string =>
      `apiVersion: portcullis/v1\nmetadata: { name: ${name}, version: "1" }\nclassify: { rules: [${rule}] }\n`;
    const restrict = '{ id: r, label: { level: restricted }, paths: ["src/**"] }';
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    const workspace = (): string => file('repo');
    const own = (): string => join(workspace(), '.portcullis', 'policy.yaml');

    function levelOf(opened: PolicyStore, root?: string): string {
      const request = { contents: [{ path: 'src/a.ts' }], destination: {} };
      return decide(opened.current(...(root === undefined ? [] : [root])).compiled, request, now).label.level;
    }

    it('count everywhere for a team, and in their folder for a workspace', async () => {
      write(file('layers/a.yaml'), layer('team-a', '{ id: t, label: { level: restricted }, paths: ["lib/**"] }'));
      write(own(), layer('repo', restrict));
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
      for (const { callback } of alarms) callback();
      await opened.reload();
      assert.equal(levelOf(opened, workspace()), 'internal');
    });

    it('keep what they said while they are broken, and let nothing pass where they were never good', async () => {
      write(own(), layer('repo', restrict));
      const opened = await open();
      await opened.hold(workspace());
      write(own(), 'classify: [');
      await opened.reload();
      assert.equal(levelOf(opened, workspace()), 'restricted');
      assert.equal(opened.current(workspace()).layers[0]?.state, 'kept');
      assert.equal(opened.current(workspace()).problems[0]?.path, own());
      assert.deepEqual(opened.current().problems, []);

      write(file('layers/new.yaml'), 'classify: [');
      await opened.reload();
      assert.equal(opened.current().layers[0]?.state, 'strictest');
      assert.equal(levelOf(opened), 'restricted');
    });

    it('do not weaken while one is being replaced, and end with their file', async () => {
      write(own(), layer('repo', restrict));
      const opened = await open();
      await opened.hold(workspace());
      rmSync(own());
      onPause = () => {
        assert.equal(levelOf(opened, workspace()), 'restricted');
        write(own(), layer('repo-2', restrict));
      };
      await opened.reload();
      assert.equal(opened.current(workspace()).layers[0]?.name, 'repo-2');
      rmSync(own());
      onPause = () => undefined;
      await opened.reload();
      assert.equal(levelOf(opened, workspace()), 'internal');
    });

    it('count however the path of their folder is written, and for each that asks at once', async () => {
      write(own(), layer('repo', restrict));
      const opened = await open();
      await Promise.all([opened.hold(workspace()), opened.hold(`${workspace()}/`)]);
      for (const root of [workspace(), `${workspace()}/`, join(workspace(), '.')]) {
        assert.equal(levelOf(opened, root), 'restricted', root);
      }
    });

    it('of all folders that hold a file count', async () => {
      write(own(), layer('repo', restrict));
      write(file('other/.portcullis/policy.yaml'), layer('other', ''));
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
      write(own(), layer('repo', restrict));
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
      write(file('layers/a.yaml'), layer('team-a', restrict));
      const opened = await open();
      write(
        file('user.yaml'),
        'apiVersion: portcullis/v1\nmetadata: { name: two, version: "1" }\nlevels: [low, high]\n',
      );
      await opened.reload();
      assert.equal(opened.current().layers[0]?.state, 'strictest');
      assert.ok(opened.current().problems.some(({ code }) => code === 'UNKNOWN_LEVEL'));
      assert.equal(levelOf(opened), 'high');
    });
  });

  it('remembers the last good policy of a user over a restart', async () => {
    writeFileSync(file('user.yaml'), policy('good'));
    (await open()).close();
    writeFileSync(file('user.yaml'), broken);
    const opened = await open();
    assert.equal(inForce().name, 'good');
    assert.ok(opened.current().problems.length >= 2);
    memory.clear();
    opened.close();
    await open();
    assert.equal(inForce().source, 'strictest');
  });

  it('tells of an exception that ends, when it ends', async () => {
    const until = '2026-11-22T00:00:00Z';
    const exceptions = `exceptions: [{ id: EX, until: ${until}, reason: r, approvedBy: a }]\n`;
    writeFileSync(file('user.yaml'), policy('with') + exceptions);
    const opened = await open();
    let changes = 0;
    opened.onChange(() => changes++);
    const [alarm] = alarms;
    assert.equal(alarm?.time, Date.parse(until));
    now = new Date(until);
    alarm?.callback();
    assert.equal(changes, 1);
    assert.equal(alarms.size, 0);
  });
});
