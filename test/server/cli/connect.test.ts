/** `portcullis connect`: shows a change before it writes it, and takes it back exactly. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { GatewayAccess } from '../../../server/cli/gateway/access';
import { createTestGateway } from './testGateway';
import { type Bench, createBench, type Outcome } from './testHost';

describe('portcullis connect', () => {
  let bench: Bench;
  let gateway: GatewayAccess;
  let settings: string;
  let policy: string;
  beforeEach(() => {
    bench = createBench();
    gateway = { ...createTestGateway(bench.folder), findHolder: async () => 'gateway' };
    settings = join(bench.folder, '.claude', 'settings.json');
    policy = bench.write(
      'policy.yaml',
      'apiVersion: portcullis/v1\nmetadata: { name: a, version: "1" }\nlevels: [a, b]\ngateway: { port: 4999, upstreams: { claude: { baseUrl: "https://api.anthropic.com", speaks: anthropic } } }\n',
    );
  });
  afterEach(() => bench.remove());
  const connect = (...args: string[]): Promise<Outcome> =>
    bench.run(['connect', ...args, '--policy', policy], { gateway });
  const write = (text: string): void => {
    mkdirSync(dirname(settings), { recursive: true });
    writeFileSync(settings, text);
  };

  it('shows the lines that change, and nothing of the others', async () => {
    write('{\n  "env": {\n    "ANTHROPIC_API_KEY": "sk-secret"\n  }\n}\n');
    const { code, stdout } = await connect('claude', '--print');
    assert.equal(code, 0);
    const { token } = await gateway.loadToken();
    const line = `+    "ANTHROPIC_BASE_URL": "http://127.0.0.1:4999/t/${token}/claude",`;
    assert.equal(stdout, `${settings}\n@@ line 3 @@\n${line}\n`);
    assert.equal(readFileSync(settings, 'utf8').includes('BASE_URL'), false);
  });

  it('writes and undoes exactly, a file that was there and one that was not', async () => {
    const before = '{"model":"opus",\n   "odd": [1,2]}';
    write(before);
    assert.match((await connect('claude', '--yes')).stdout, /Claude Code goes through the gateway now/);
    assert.match(JSON.parse(readFileSync(settings, 'utf8')).env.ANTHROPIC_BASE_URL, /\/claude$/);
    assert.match((await connect('claude', '--yes')).stdout, /is so already/);
    assert.match((await connect('claude', '--undo', '--yes')).stdout, /^\S+settings\.json\n[\s\S]*undone\n$/);
    assert.equal(readFileSync(settings, 'utf8'), before);
    assert.match((await connect('claude', '--undo', '--yes')).stderr, /no change to Claude Code to undo/);

    const aider = join(bench.folder, '.aider.conf.yml');
    assert.equal((await connect('aider', '--yes')).code, 0);
    if (process.platform !== 'win32') assert.equal(statSync(aider).mode & 0o777, 0o600);
    await connect('aider', '--undo', '--yes');
    assert.equal(existsSync(aider), false);
  });

  it('undoes nothing that was changed since', async () => {
    await connect('claude', '--yes');
    writeFileSync(settings, `${readFileSync(settings, 'utf8')} `);
    const { code, stderr } = await connect('claude', '--undo', '--yes');
    assert.equal(code, 2);
    assert.match(stderr, /was changed since; nothing is undone/);
  });

  it('asks on a terminal, and without one writes nothing unasked', async () => {
    assert.match((await connect('claude')).stderr, /no terminal to ask on; nothing is written/);
    const stdin = (answer: string) =>
      Object.assign(
        (async function* () {
          yield answer;
        })(),
        { isTTY: true as const },
      );
    await bench.run(['connect', 'claude', '--policy', policy], { gateway, stdin: stdin('\n') });
    assert.equal(existsSync(settings), false);
    await bench.run(['connect', 'claude', '--policy', policy], { gateway, stdin: stdin('y\n') });
    assert.equal(existsSync(settings), true);
  });

  it('points no tool at an impostor, or at an upstream that is not there', async () => {
    assert.match((await connect('gemini', '--yes')).stderr, /no upstream of the policy speaks gemini/);
    assert.match((await connect('emacs', '--yes')).stderr, /is not one of the tools that are known/);
    gateway = { ...gateway, findHolder: async () => 'nobody' };
    assert.match((await connect('claude', '--print')).stderr, /nothing listens on port 4999 yet/);
    const impostor = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    const { port } = impostor.address() as { port: number };
    gateway = createTestGateway(bench.folder);
    const { code, stderr } = await connect('claude', '--yes', '--port', String(port));
    assert.equal(code, 2);
    assert.match(stderr, /a possible impostor: nothing is pointed at it/);
    assert.equal(existsSync(settings), false);
    impostor.close();
  });
});
