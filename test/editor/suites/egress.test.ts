/**
 * The egress guard in the real editor: what another extension of the host sends to a loopback model that the policy
 * knows, and what that model's server sees of it.
 */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { assistant, log, until } from './support/editor';

const secret = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
const model = 'demo-cloud-1';

describe('egress guard', () => {
  /** Every byte that came. */
  let received = '';
  let server: http.Server;
  let url: string;
  before(async () => {
    server = http.createServer((request, response) => {
      request.on('data', (bytes) => {
        received += bytes;
      });
      request.on('end', () => response.end('{"ok":true}'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const { send } = await assistant('cloud');
    let shown = '';
    await until('the service lets an internal text through', async () => {
      shown = await send('fetch', `${url}/completions`, { model, prompt: 'internal' });
      return shown.startsWith('200');
    }).catch((error: Error) => assert.fail(`${error.message}: ${shown}`));
  });
  beforeEach(() => {
    received = '';
  });
  after(() => server.close());

  it('refuses a secret that another extension sends by fetch, with the reason in the answer', async () => {
    const { send } = await assistant('cloud');
    const shown = await send('fetch', `${url}/completions`, { model, prompt: `const id = '${secret}';` });
    assert.match(shown, /^403 \{"error":\{"message":"portcullis did not send this request: it holds /);
    assert.equal(received, '');
  });

  it('refuses one that is sent by http in pieces', async () => {
    const { send } = await assistant('cloud');
    const shown = await send('http', `${url}/completions`, { model, prompt: `const id = '${secret}';` });
    assert.match(shown, /^EPORTCULLIS portcullis did not send this request: it holds /);
    assert.equal(received, '');
  });

  it('takes it out of a conversation where the policy says so', async () => {
    const { send } = await assistant('cloud');
    const messages = [{ role: 'user', content: `const id = '${secret}';` }];
    for (const way of ['fetch', 'http'] as const) {
      received = '';
      assert.match(await send(way, `${url}/chat/completions`, { model, messages }), /^200/);
      assert.match(received, /PORTCULLIS_REDACTED_AWS_ACCESS_KEY_/);
      assert.ok(!received.includes(secret));
    }
  });

  it('lets an internal text pass as it is, and what goes elsewhere whatever it is', async () => {
    const { send } = await assistant('cloud');
    const body = { model, prompt: 'function internalThings() {' };
    assert.match(await send('http', `${url}/completions`, body), /^200/);
    assert.equal(received, JSON.stringify(body));
    received = '';
    const elsewhere = url.replace('/v1', '/upload');
    assert.match(await send('fetch', elsewhere, { secret }), /^200/);
    assert.ok(received.includes(secret));
  });

  it('records its decisions with the extension that asked', async () => {
    await until('a refusal is logged', async () =>
      (await log()).some(({ kind, tool, decision }) => {
        const { id } = tool as { id: string };
        const { effect } = decision as { effect: string };
        return kind === 'decision' && id === 'portcullis-demo.cloud-assistant' && effect === 'block';
      }),
    );
  });
});
