/** What can't be read is not sent, with a clear error; what can't be looked at counts as holding anything. */

import assert from 'node:assert/strict';
import { awsKey, policyOf, startRig } from './gatewayRig';

const chat = '/v1/chat/completions';
const typed = (type: string) => ({ headers: [['content-type', type]] as const });
const good = JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'hello' }] });

describe('bad input', () => {
  for (const [what, body, status, words, more] of [
    ['malformed JSON', '{"model": "gpt-5", "messages": [1', 400, /not closed \(at 31\)/],
    ['a key that comes twice', '{"model":"gpt-5","messages":[],"messages":[]}', 400, /twice/],
    ['nesting without end', '['.repeat(100_000), 400, /deeper than/],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, /UTF-8/],
    ['UTF-16', new Uint8Array(Buffer.from(good, 'utf16le')), 400, /can't read/],
    ['another charset', good, 415, /UTF-8/, typed('application/json; charset=utf-16')],
    ['another content type', good, 415, /application\/json/, typed('multipart/form-data; boundary=x')],
    ['XML', '<a>b</a>', 415, /application\/json/, typed('application/xml')],
  ] as const) {
    it(`${what} is refused`, async () => {
      const rig = startRig();
      const answer = await rig.ask(chat, body, more);
      assert.equal(answer.status, status);
      assert.match(answer.text, words);
      assert.deepEqual(rig.sent, []);
      assert.equal(rig.events[0]?.decision.effect, 'block');
    });
  }

  it('is passed on where the policy observes', async () => {
    const rig = startRig(undefined, { policy: policyOf((text) => `${text}\nmode: observe\n`) });
    await rig.ask(chat, '{"model":');
    assert.equal(rig.sent[0]?.body, '{"model":');
  });

  it('is nothing that curl sends by default', async () => {
    const rig = startRig();
    assert.equal((await rig.ask(chat, good, typed('application/x-www-form-urlencoded'))).status, 200);
    assert.equal((await rig.ask(chat, good, { headers: [] })).status, 200);
  });

  it("a tokenizer's numbers and files that can't be looked into are refused with the reason", async () => {
    const rig = startRig();
    const tokens = await rig.ask('/v1/embeddings', { model: 'm', input: [1, 2, 3] });
    assert.equal(tokens.status, 403);
    assert.match(tokens.text, /tokenizer/);
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(600, 0x80)]).toString('base64');
    const file = await rig.ask('/v1/messages', {
      model: 'm',
      messages: [{ content: [{ type: 'document', source: { data: pdf } }] }],
    });
    assert.equal(file.status, 403);
    assert.match(file.text, /PDF/);
  });

  it('images pass with the label of text without a path', async () => {
    const png = Buffer.concat([Buffer.from('\x89PNG', 'latin1'), Buffer.alloc(600, 0x80)]).toString('base64');
    const rig = startRig();
    assert.equal(
      (await rig.ask('/api/chat', { model: 'm', messages: [{ content: 'see', images: [png] }] })).status,
      200,
    );
  });

  it('a text of another type is looked at as a whole', async () => {
    const rig = startRig(undefined, {
      policy: policyOf((text) => text.replace('default: internal', 'default: public')),
    });
    const to = (body: string) => rig.ask('/v1/files', body, typed('multipart/form-data; boundary=x'));
    assert.equal((await to('--x\r\n\r\nhello\r\n--x--')).status, 200);
    assert.equal((await to(`--x\r\n\r\n${awsKey}\r\n--x--`)).status, 403);
  });

  it('a path that servers read in different ways is refused', async () => {
    const rig = startRig();
    for (const path of ['/v1/chat/completions/../../files', '/v1/%2e%2e/files', '/v1/chat%2fcompletions']) {
      assert.equal((await rig.ask(path, good)).status, 400);
    }
    assert.deepEqual(rig.sent, []);
  });
});
