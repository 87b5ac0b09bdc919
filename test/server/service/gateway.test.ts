/** The gateway as the service runs it: in a thread, by the installed policy, each decision in the log. */

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { loadGatewayToken } from '../../../server/host/gateway/token';
import { createLogFiles } from '../../../server/host/logFiles';
import { connectService, type ServiceConnection } from '../../../server/host/serviceClient';
import type { GatewayState, Status, TerminalEnvironmentResult } from '../../../server/lsp/protocol';
import { readEntries } from '../../../server/provenance/readEntries';
import { type MockUpstream, replyJson, startMockUpstream } from '../host/gateway/mockUpstream';
import { Home, until } from './builtService';

const policy = (port: number, upstream: string, terminals = false): string => `apiVersion: portcullis/v1
metadata: { name: test, version: "${port}" }
levels: [public, internal, restricted]
classify:
  default: internal
  rules: [{ id: secrets, label: { level: restricted, categories: [secret] }, detectors: ["secret/*"] }]
models: [{ id: own, match: { endpoints: ["${upstream}"] }, clearance: { level: internal } }]
gateway: { port: ${port}, terminals: ${terminals}, upstreams: { openai: { baseUrl: "${upstream}", speaks: openai } } }
`;

describe('the gateway in the service', function () {
  this.timeout(60_000);
  const home = new Home();
  let upstream: MockUpstream;
  let client: ServiceConnection;
  let ports: readonly number[];
  before(async () => {
    upstream = await startMockUpstream((_, res) => replyJson(res, { id: 'x', choices: [] }));
    ports = await Promise.all([freePort(), freePort(), freePort()]);
    await home.ensure();
    client = await connectService(home.paths);
  });
  after(async () => {
    client.close();
    await Promise.all([home.remove(), upstream.close()]);
  });
  const state = async (): Promise<GatewayState | undefined> =>
    (await client.request<Status>('portcullis/status', {})).gateway;
  const listensOn = (port: number): Promise<GatewayState | false> =>
    until(`it listens on ${port}`, async () => {
      const now = await state();
      return now?.kind === 'listening' && now.port === port && now;
    });
  const ask = async (port: number, content: string): Promise<Response> => {
    const { token } = await loadGatewayToken(home.folder);
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] });
    return fetch(`http://127.0.0.1:${port}/t/${token}/openai/v1/chat/completions`, { method: 'POST', body });
  };

  it('opens no port by the baseline alone', async () => {
    assert.deepEqual(await state(), { kind: 'off' });
  });

  it('listens once a policy asks for it, and logs each decision without its text', async () => {
    const [port = 0] = ports;
    home.install(policy(port, upstream.baseUrl));
    assert.deepEqual(await listensOn(port), { kind: 'listening', port, upstreams: ['openai'] });
    assert.equal((await ask(port, 'hello')).status, 200);
    const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
    const refused = await ask(port, `the key ${key}`);
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /secrets/);
    const entries = await until('both are logged', async () => {
      const { log } = await client.request<Status>('portcullis/status', {});
      return log.size === 2 && (await all(readEntries(createLogFiles(home.paths.logDirectory), 0, 2)));
    });
    const [allowed, blocked] = entries.map(({ entry }) => entry);
    assert.deepEqual(
      [allowed?.kind, allowed?.decision.effect, blocked?.decision.effect],
      ['decision', 'allow', 'block'],
    );
    const { micros, bytes, ...request } = blocked?.request ?? { micros: 0, bytes: 0 };
    assert.ok(micros > 0 && bytes > 0);
    assert.deepEqual(request, {
      upstream: 'openai',
      operation: 'chat.completions',
      channel: 'chat',
      host: new URL(upstream.baseUrl).host,
      findings: { 'secret/aws-access-key': 1 },
    });
    assert.equal(JSON.stringify(entries).includes(key), false);
  });

  it('gives terminals its address where the policy says so, and moves with the policy', async () => {
    const environment = async (): Promise<Readonly<Record<string, string>>> =>
      (await client.request<TerminalEnvironmentResult>('portcullis/terminalEnvironment', {})).variables;
    assert.deepEqual(await environment(), {});
    const [, port = 0] = ports;
    home.install(policy(port, upstream.baseUrl, true));
    await listensOn(port);
    const { token } = await loadGatewayToken(home.folder);
    assert.deepEqual(await environment(), { OPENAI_BASE_URL: `http://127.0.0.1:${port}/t/${token}/openai/v1` });
    await assert.rejects(ask(ports[0] ?? 0, 'hello'));
  });

  it('tells of a port that another program holds, and points nothing at it', async () => {
    const [, , port = 0] = ports;
    const impostor = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    await new Promise<void>((resolve) => impostor.listen(port, '127.0.0.1', resolve));
    home.install(policy(port, upstream.baseUrl, true));
    const told = await until('it is told', async () => {
      const now = await state();
      return now?.kind === 'held' && now;
    });
    assert.match(told.message, /held by another program, a possible impostor/);
    assert.deepEqual(
      (await client.request<TerminalEnvironmentResult>('portcullis/terminalEnvironment', {})).variables,
      {},
    );
    impostor.close();
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
