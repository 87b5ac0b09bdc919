/** Tests of what the CLI and hooks ask a real service, and of policies that change under it. */

import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { Decision } from '../../../server/engine/types';
import { connectService, type ServiceConnection } from '../../../server/host/serviceClient';
import type { ClassifiedFile, ClassifyResult, Status } from '../../../server/lsp/protocol';
import { EditorClient } from '../lsp/editorClient';
import { Home, until } from './builtService';

const policy = (level: string): string => `apiVersion: portcullis/v1
metadata: { name: test, version: "${level}" }
levels: [public, internal, restricted]
classify:
  default: ${level}
  rules:
    - { id: payments, label: { level: restricted }, paths: ["payments/**"] }
    - { id: secrets, label: { level: restricted }, detectors: ["secret/*"] }
models:
  - { id: hosted, match: { hosts: ["ai.example.com"] }, locality: cloud, clearance: { level: internal } }
`;

describe('requests to the service', function () {
  this.timeout(60_000);
  const home = new Home(policy('internal'));
  let client: ServiceConnection;

  before(async () => {
    await home.ensure();
    client = await connectService(home.paths);
  });
  after(async () => {
    client.close();
    await home.remove();
  });

  async function classify(...paths: string[]): Promise<readonly ClassifiedFile[]> {
    const { files } = await client.request<ClassifyResult>('portcullis/classify', { root: home.workspace, paths });
    return files;
  }

  function write(path: string, content: string | Buffer): string {
    const file = join(home.workspace, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  it('decides', async () => {
    const contents = [{ path: 'payments/a.ts' }];
    const destination = { channel: 'chat', host: 'ai.example.com', name: 'x' };
    const ask = (): Promise<Decision> => client.request('portcullis/decide', { request: { contents, destination } });
    assert.equal((await ask()).effect, 'block');
    assert.equal((await ask()).policy.name, 'test');
    await assert.rejects(client.request('portcullis/decide', { request: { contents: [{}], destination } }), /needs/);
  });

  it("asks the workspace folder's own layer too, and tells an editor of it", async () => {
    const contents = [{ path: 'docs/plan.md' }];
    const request = { contents, destination: { channel: 'chat', host: 'ai.example.com', name: 'x' } };
    const ask = (root?: string): Promise<Decision> => client.request('portcullis/decide', { request, root });
    const root = join(home.folder, 'other');
    mkdirSync(join(root, '.portcullis'), { recursive: true });
    const rule = '{ id: plans, label: { level: restricted }, paths: ["docs/**"] }';
    const layer = (rules: string): string =>
      `apiVersion: portcullis/v1\nmetadata: { name: repo, version: "1" }\nclassify: { rules: [${rules}] }\n`;
    writeFileSync(join(root, '.portcullis/policy.yaml'), layer(rule));
    assert.equal((await ask(root)).effect, 'block');
    assert.equal((await ask()).effect, 'allow');

    const editor = await EditorClient.connect(home.paths.socket);
    await editor.initialize([root]);
    const uri = pathToFileURL(join(root, 'docs/plan.md')).href;
    const told = await editor.open(uri, '# plan', 'markdown');
    assert.deepEqual(
      [told.label.level, told.reasons[0]],
      ['restricted', 'restricted: its path (rule plans of the layer repo)'],
    );
    assert.deepEqual(
      (await editor.request<Status>('portcullis/status', {})).policy.layers?.map(({ kind, name }) => [kind, name]),
      [['workspace', 'repo']],
    );
    writeFileSync(join(root, '.portcullis/policy.yaml'), layer(''));
    await until('the changed layer counts', () => editor.told.classifications.get(uri)?.label.level === 'internal');
    writeFileSync(join(root, '.portcullis/policy.yaml'), 'rules: [');
    await until('its defect is told', () => editor.told.statuses.at(-1)?.policy.layers?.[0]?.state === 'kept');
    assert.equal(editor.told.classifications.get(uri)?.label.level, 'internal');
    editor.close();
  });

  it('classifies text, binary, missing and linked files, and folders', async () => {
    const secret = ['ghp_', 'J4kZq81mWnX0vR7tYb2LcH5sDfG6pQ', '3nK5vX'].join('');
    write('payments/a.ts', '');
    symlinkSync(write('payments/b.ts', ''), join(home.workspace, 'link.ts'));
    write('image.png', Buffer.from([0x89, 0x50, 0, 0]));
    const label = async (path: string): Promise<string | undefined> => (await classify(path))[0]?.label?.level;
    assert.equal(await label(write('src/a.ts', 'a')), 'internal');
    assert.equal(await label('payments/a.ts'), 'restricted');
    assert.equal(await label('link.ts'), 'restricted');
    const [binary, missing, folder] = await classify('image.png', 'gone.ts', 'payments');
    assert.equal(binary?.binary, true);
    assert.equal(binary.label?.level, 'internal');
    assert.equal(missing?.error, 'no such file');
    assert.equal(folder?.error, 'not a regular file');
    assert.ok(!JSON.stringify(await classify(write('t.ts', secret))).includes(secret));
  });

  it('takes a 50 MB file for one that may hold anything', async () => {
    const file = write('large.txt', '');
    truncateSync(file, 50 * 1024 * 1024);
    const [large] = await classify(file);
    assert.equal(large?.label?.level, 'restricted');
    assert.ok(large?.reasons?.some(({ cause }) => cause === 'budget'));
    rmSync(file);
    assert.equal((await classify(file))[0]?.error, 'no such file');
  });

  it('takes an open document of 50 MB likewise, and others go on', async () => {
    const editor = await EditorClient.connect(home.paths.socket);
    await editor.initialize([home.workspace]);
    const uri = pathToFileURL(join(home.workspace, 'large.log')).href;
    assert.equal((await editor.open(uri, `${'x'.repeat(99)}\n`.repeat(500_000))).label.level, 'restricted');
    const version = await editor.change(uri, undefined, 'small');
    assert.equal((await editor.classified(uri, version)).label.level, 'internal');
    editor.close();
  });

  it('stops when a request is cancelled, and answers others', async () => {
    const editor = await EditorClient.connect(home.paths.socket);
    const file = write('many.ts', 'x'.repeat(200_000));
    const params = { root: home.workspace, paths: Array.from({ length: 2000 }, () => file) };
    const cancel = new CancellationTokenSource();
    const long = editor.connection.sendRequest('portcullis/classify', params, cancel.token);
    const rejected = assert.rejects(long, { code: -32800 });
    assert.ok((await editor.request<Status>('portcullis/status', {})).pid > 0, 'answered while the other is at work');
    cancel.cancel();
    await rejected;
    editor.close();
  });

  it('follows the policy file, keeps the last good one, and tells editors', async () => {
    const editor = await EditorClient.connect(home.paths.socket);
    await editor.initialize([home.workspace]);
    const uri = pathToFileURL(join(home.workspace, 'src/followed.ts')).href;
    assert.equal((await editor.open(uri, '')).label.level, 'internal');
    const told = (): Status | undefined => editor.told.statuses.at(-1);

    home.install(policy('restricted'));
    await until('the new policy is told', () => told()?.policy.version === 'restricted');
    await until('documents are told again', () => editor.told.classifications.get(uri)?.label.level === 'restricted');

    home.install('apiVersion: portcullis/v1\nmetadata: { name: x }\nlevels: [a, a]\nextra: 1\n');
    await until('the problems are told', () => (told()?.policy.problems.length ?? 0) >= 3);
    assert.equal(told()?.policy.version, 'restricted');
    assert.equal(told()?.policy.source, 'organisation');
    assert.equal(editor.told.classifications.get(uri)?.label.level, 'restricted');
    editor.close();
  });

  it('starts under the strictest where the only policy is broken', async () => {
    const other = new Home('levels: nonsense');
    try {
      await other.ensure();
      const { policy: inForce } = await (await connectService(other.paths)).request<Status>('portcullis/status', {});
      assert.equal(inForce.source, 'strictest');
      assert.ok(inForce.problems.length > 0);
    } finally {
      await other.remove();
    }
  });
});
