/** Where a request is really going: local models by their digest, clouds behind local ports, tunnels by their host. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Ollama } from 'ollama';
import { sendRaw, token } from './door';
import { replyAsModel } from './mockModel';
import { type MockUpstream, replyJson, startMockUpstream } from './mockUpstream';
import { compile, policyFor, startWholeGateway, type WholeGateway } from './wholeGateway';

const approved = 'dae161e27b0e90dd1856c8bb3209201fd6736d8eb66298e75ed87571486f4364';
const prompt = 'say: read this\nCOMPANY CONFIDENTIAL\n\n# Roadmap';

describe('destinations of the gateway', () => {
  let upstream: MockUpstream;
  let gateway: WholeGateway;
  let tags: object[] | undefined;
  before(async () => {
    upstream = await startMockUpstream((request, res) => {
      if (request.path === '/api/tags' && tags !== undefined) return replyJson(res, { models: tags });
      return replyAsModel(request, res);
    });
    const weights = `  - { id: qwen, match: { endpoints: ["${upstream.baseUrl}"], names: ["qwen*"], weights: ["sha256:${approved}"] }, locality: local, clearance: { level: restricted } }\n`;
    gateway = await startWholeGateway(policyFor(upstream.baseUrl, weights));
  });
  beforeEach(() => {
    upstream.reset();
    gateway.advance(10_000);
  });
  after(() => Promise.all([gateway.close(), upstream.close()]));

  const ask = async (model = 'qwen2.5-coder'): Promise<string> => {
    const client = new Ollama({ host: `${gateway.baseUrl}/ollama` });
    const answer = await client.chat({ model, messages: [{ role: 'user', content: prompt }] });
    return answer.message.content;
  };

  it('a local model gets what its approved digest may get, and nothing once the digest changes', async () => {
    tags = [{ name: 'qwen2.5-coder:latest', digest: approved }];
    assert.equal(await ask(), prompt.slice('say: '.length));
    tags = [{ name: 'qwen2.5-coder:latest', digest: approved.replace('dae', 'bad') }];
    gateway.advance(2_000);
    upstream.reset();
    await assert.rejects(ask(), /qwen2\.5-coder/);
    assert.equal(upstream.raw().includes('CONFIDENTIAL'), false);
    assert.deepEqual(gateway.events.at(-1)?.decision.destination.models, []);
    tags = [{ name: 'qwen2.5-coder:latest', digest: approved }];
    gateway.advance(2_000);
    assert.equal(await ask(), prompt.slice('say: '.length));
    assert.equal(gateway.events.at(-1)?.model.weights, `sha256:${approved}`);
  });

  it('a renamed model, a server that gives no digest, and a cloud model behind the local port get nothing', async () => {
    tags = [{ name: 'qwen-mine:latest', digest: approved.replace('dae', 'bad') }];
    await assert.rejects(ask('qwen-mine'));
    tags = [{ name: 'qwen2.5-coder:latest' }];
    gateway.advance(2_000);
    await assert.rejects(ask());
    tags = undefined;
    gateway.advance(2_000);
    await assert.rejects(ask());
    tags = [{ name: 'qwen3-coder:480b-cloud', digest: approved, remote_host: 'https://ollama.com:443' }];
    await assert.rejects(ask('qwen3-coder:480b-cloud'));
    assert.equal(gateway.events.at(-1)?.model.host, 'ollama.com');
    assert.equal(upstream.raw().includes('CONFIDENTIAL'), false);
  });

  it('a tunnel opens to hosts of the top label alone, for those who know the token', async () => {
    const server = createServer((socket) => socket.pipe(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    gateway.obey(
      compile(`apiVersion: portcullis/v1
metadata: { name: t, version: "1" }
levels: [public, internal, restricted]
classify: { rules: [{ id: s, label: { level: restricted, categories: [secret] }, detectors: ["secret/*"] }] }
models:
  - { id: own, match: { hosts: ["127.0.0.1"] }, clearance: { level: restricted, categories: [secret] } }
  - { id: half, match: { hosts: ["half.example"] }, clearance: { level: restricted } }
`),
    );
    const authorization = `proxy-authorization: Basic ${Buffer.from(`any:${token}`).toString('base64')}\r\n`;
    const tunnel = (target: string, headers = authorization, rest = ''): Promise<string> =>
      sendRaw(gateway.port, `CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n${headers}\r\n`, rest);
    assert.match(await tunnel(`127.0.0.1:${port}`, ''), /^HTTP\/1\.1 407 /);
    assert.match(await tunnel(`127.0.0.1:${port}`, 'proxy-authorization: Basic YTpi\r\n'), /^HTTP\/1\.1 407 /);
    assert.match(await tunnel('api.openai.com:443'), /^HTTP\/1\.1 403 [\s\S]*cleared for public only/);
    assert.match(await tunnel('half.example:443'), /^HTTP\/1\.1 403 [\s\S]*cleared for restricted only/);
    assert.match(await tunnel('no-port'), /^HTTP\/1\.1 400 /);
    server.once('connection', (socket) => socket.once('data', () => setImmediate(() => socket.destroySoon())));
    assert.match(await tunnel(`127.0.0.1:${port}`, authorization, 'ping'), /^HTTP\/1\.1 200 [\s\S]*\r\n\r\nping$/);
    assert.equal(gateway.events.at(-1)?.operation, 'connect');
    // One stays open: the gateway must be able to end all the same.
    const left = connect(gateway.port, '127.0.0.1');
    left.write(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\nhost: x\r\n${authorization}\r\n`);
    await once(left, 'data');
    left.on('error', () => undefined);
    server.close();
  });
});
