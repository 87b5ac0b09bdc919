/** Coverage and drills through a real service: what is told of hooks and settings, and that a drill shows what holds. */

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectService, type ServiceConnection } from '../../../server/host/serviceClient';
import type { ClassifyResult } from '../../../server/lsp/protocol';
import type {
  BeginDrillResult,
  CoverageReport,
  DrillMachineResult,
  WindowFacts,
} from '../../../server/lsp/protocol/coverage';
import type { DecideEgressResult } from '../../../server/lsp/protocol/egress';
import { bundledService, Home } from './builtService';

const policy = `
apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, secret]
classify: { default: public }
models:
  - { id: everything, match: { endpoints: ["http://127.0.0.1:*"] }, clearance: { level: secret, categories: [pci] } }
`;
const window: WindowFacts = {
  editor: 'test',
  hasElectron: false,
  assistants: [{ kind: 'extension', id: 'github.copilot-chat', name: 'Copilot', version: '0.67.0' }],
  mechanisms: [{ id: 'egress-guard', state: 'standing' }],
  outcomes: [],
};

describe('coverage through the service', function () {
  this.timeout(60_000);
  const home = new Home(policy);
  /** Of this service alone: others may drill at the same time. */
  const temporary = mkdtempSync(join(tmpdir(), 'pc-'));
  const { TMPDIR } = process.env;
  let client: ServiceConnection;
  before(async () => {
    // It stays for tests after these.
    await bundledService();
    process.env['TMPDIR'] = temporary;
    await home.ensure();
    client = await connectService(home.paths);
  });
  after(async () => {
    client.close();
    await home.remove();
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    rmSync(temporary, { recursive: true });
  });

  it('drills the hooks of every host and a gateway, and each is held', async () => {
    const { outcomes } = await client.request<DrillMachineResult>('portcullis/drillMachine', {});
    const wrong = outcomes.filter(({ outcome, note }) => outcome !== 'held' || /harmless/.test(note ?? ''));
    assert.deepEqual(wrong, []);
    const hosts = new Set(outcomes.map(({ way }) => way.split('/').slice(0, 2).join('/')));
    assert.deepEqual(
      [...hosts],
      [
        'gateway',
        ...['claude-code', 'codex', 'copilot', 'copilot-cli', 'cursor', 'gemini', 'windsurf'].map((id) => `hook/${id}`),
      ],
    );
    assert.deepEqual(
      readdirSync(temporary).filter((name) => name.includes('drill')),
      [],
    );
  });

  it('says of a host that the policy closes to everything that its refusals show less', async () => {
    const closed = new Home(policy.replace('default: public', 'default: internal'));
    await closed.ensure();
    const other = await connectService(closed.paths);
    try {
      const { outcomes } = await other.request<DrillMachineResult>('portcullis/drillMachine', {});
      const noted = new Map(outcomes.map(({ way, note }) => [way, note]));
      assert.match(noted.get('hook/claude-code/read') ?? '', /a harmless file is held as well/);
      assert.equal(noted.get('hook/claude-code/edit'), undefined);
      assert.ok(outcomes.every(({ outcome }) => outcome === 'held'));
    } finally {
      other.close();
      await closed.remove();
    }
  });

  it('says when a drill last showed what it states', async () => {
    const { rows, ways } = await client.request<CoverageReport>('portcullis/coverage', { window });
    const row = rows.find(({ subject, channel }) => subject.id === 'github.copilot-chat' && channel === 'chat');
    assert.equal(row?.state, 'enforced');
    assert.deepEqual(row?.by, ['egress-guard']);
    assert.equal(row?.proved, undefined);
    assert.equal(ways.find(({ subject }) => subject.id === 'worker-thread')?.state, 'impossible');
    const outcomes = [{ way: 'fetch', outcome: 'held' as const, time: '2026-11-21T05:00:00.000Z' }];
    const shown = await client.request<CoverageReport>('portcullis/coverage', { window: { ...window, outcomes } });
    assert.equal(shown.rows.find(({ channel }) => channel === 'chat')?.proved, '2026-11-21T05:00:00.000Z');
  });

  it("holds the canary of a window's drill for as long as it lasts, whatever the policy lets pass there", async () => {
    const origin = 'http://127.0.0.1:9';
    const send = (text: string) =>
      client.request<DecideEgressResult>('portcullis/decideEgress', {
        method: 'POST',
        url: `${origin}/v1/chat/completions`,
        headers: [['content-type', 'application/json']],
        body: { text: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: text }] }) },
        extension: 'unknown',
      });
    const begun = await client.request<BeginDrillResult>('portcullis/beginDrill', { endpoints: [origin] });
    assert.equal(begun.mode, 'enforce');
    assert.match(readFileSync(begun.file, 'utf8'), new RegExp(begun.canary));
    const paths = [begun.file, join(begun.folder, 'other.txt')];
    writeFileSync(paths[1] as string, 'nothing of a drill');
    const { files } = await client.request<ClassifyResult>('portcullis/classify', { root: begun.folder, paths });
    assert.deepEqual(
      files.map(({ label }) => label?.level),
      ['secret', 'public'],
    );
    assert.equal((await send('nothing of a drill')).effect, 'allow');
    assert.equal((await send(begun.canary)).effect, 'refuse');
    await client.request('portcullis/endDrill', {});
    assert.equal((await send(begun.canary)).effect, 'allow');
    assert.ok(!existsSync(begun.folder));
  });

  it('ends a drill with the connection', async () => {
    const other = await connectService(home.paths);
    const { folder } = await other.request<BeginDrillResult>('portcullis/beginDrill', { endpoints: [] });
    assert.ok(existsSync(folder));
    other.close();
    await other.closed;
    while (existsSync(folder)) await client.request('portcullis/status', {});
  });

  it('refuses sinks that are not on loopback', async () => {
    await assert.rejects(
      client.request('portcullis/beginDrill', { endpoints: ['http://10.0.0.1:80'] }),
      /127\.0\.0\.1/,
    );
  });
});
