/** Tests of the service's answers about what extensions send, under a policy of a few lines. */

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { CompiledPolicy } from '../../../../server/engine/policy/compiled';
import type { DecideEgressParams, DecideEgressResult } from '../../../../server/lsp/protocol/egress';
import type { EntryInput } from '../../../../server/provenance/entry';
import { createEgress } from '../../../../server/service/egress/egress';
import { awsKey, policyOf } from '../../gateway/gatewayRig';

const chatUrl = 'https://api.openai.com/v1/chat/completions';

describe('egress decisions', () => {
  let entries: EntryInput[];
  let egress: ReturnType<typeof createEgress>;
  let attested: string[];
  beforeEach(() => {
    entries = [];
    attested = [];
    egress = createEgress({
      attest: async ({ baseUrl }) => {
        attested.push(baseUrl);
        return {};
      },
      append: async (entry) => entries.push(entry),
      fault: (_, error) => assert.fail(String(error)),
      now: () => new Date('2026-11-01T00:00:00Z'),
    });
  });

  type More = Partial<DecideEgressParams> & { readonly policy?: CompiledPolicy };

  function ask(content: string, { policy = policyOf(), ...more }: More = {}): Promise<DecideEgressResult> {
    const params: DecideEgressParams = {
      method: 'POST',
      url: chatUrl,
      headers: [['content-type', 'application/json']],
      body: { text: JSON.stringify({ model: 'gpt-x', messages: [{ role: 'user', content }] }) },
      extension: 'acme.assistant',
      ...more,
    };
    return egress.decide(params, policy);
  }

  it('lets through what the destination may receive, and records it without its text', async () => {
    assert.deepEqual(await ask('internal things'), { effect: 'allow', model: 'gpt-x' });
    assert.equal(entries.length, 1);
    const [entry] = entries;
    assert.equal(entry?.kind, 'decision');
    assert.deepEqual(entry.tool, { id: 'acme.assistant' });
    assert.deepEqual(entry.model, { id: 'openai', name: 'gpt-x', how: 'request' });
    assert.equal(entry.request?.upstream, 'editor');
    assert.equal(entry.request?.host, 'api.openai.com');
    assert.ok(!JSON.stringify(entry).includes('internal things'));
  });

  it('takes out what the policy says, and gives the body that is left', async () => {
    const answer = await ask(`key ${awsKey}`);
    assert.equal(answer.effect, 'redact');
    assert.ok('body' in answer && !answer.body.includes(awsKey));
    assert.match(answer.body, /"content":"key PORTCULLIS_REDACTED_AWS_ACCESS_KEY_\w+"/);
    assert.equal(entries[0]?.decision.effect, 'redact');
  });

  it("refuses in the provider's own shape, naming rule and detector and no value", async () => {
    const answer = await ask('TLP:RED plans', { url: 'https://api.anthropic.com/v1/messages' });
    assert.ok(answer.effect === 'refuse' && answer.status === 403);
    assert.match(answer.reason, /did not send this request: .* by rule marked/);
    assert.deepEqual(Object.keys(JSON.parse(answer.body)), ['type', 'error']);
  });

  it('does not send to models that the policy does not name', async () => {
    const answer = await ask('x', { url: 'https://api.unheard-of.example/v1/chat/completions' });
    assert.match((answer as { reason?: string }).reason ?? '', /is not approved and may receive public at most/);
  });

  it('knows a protocol below a prefix', async () => {
    await ask('x', { url: 'http://127.0.0.1:8080/openai/api/v1/chat/completions' });
    assert.equal(entries[0]?.request?.operation, 'chat.completions');
    assert.equal(entries[0]?.model.id, 'local');
  });

  it('finds the endpoint that the policy names above the path', async () => {
    const model =
      'models:\n  - { id: own, match: { endpoints: ["http://127.0.0.1:*/v1"], names: [gpt-*] }, clearance: { level: internal } }';
    const policy = policyOf((text) => text.replace('models:', model));
    assert.equal((await ask('x', { policy, url: 'http://127.0.0.1:5555/v1/chat/completions' })).effect, 'allow');
    assert.equal((await ask('x', { policy, url: 'http://127.0.0.1:5555/chat/completions' })).effect, 'refuse');
  });

  it('asks local servers what they run', async () => {
    await ask('x', { url: 'http://127.0.0.1:8080/v1/chat/completions' });
    assert.deepEqual(attested, ['http://127.0.0.1:8080']);
  });

  it('judges other paths of a named host by what the host may receive', async () => {
    const to = (body: string) =>
      ask('', { url: 'https://api.openai.com/v1/unknown', body: { text: JSON.stringify({ body }) } });
    assert.equal((await to('internal')).effect, 'allow');
    assert.equal((await to(awsKey)).effect, 'refuse');
  });

  it('reads encoded bodies, and refuses what it cannot read', async () => {
    const body = (text: string) => ({ base64: gzipSync(text).toString('base64') });
    const headers: DecideEgressParams['headers'] = [['content-encoding', 'gzip']];
    assert.equal((await ask('', { headers, body: body(JSON.stringify({ x: awsKey })) })).effect, 'redact');
    const broken = await ask('', { headers, body: { text: 'no gzip' } });
    assert.ok(broken.effect === 'refuse' && broken.status === 400);
    const binary = await ask('', { body: { base64: Buffer.from([0xff, 0xfe, 0]).toString('base64') } });
    assert.equal(binary.effect, 'refuse');
  });

  it('lets everything through under a policy that only observes, and records what would have been', async () => {
    const policy = policyOf((text) => `mode: observe\n${text}`);
    assert.deepEqual(await ask('TLP:RED plans', { policy }), { effect: 'allow', model: 'gpt-x' });
    assert.deepEqual([entries[0]?.decision.effect, entries[0]?.decision.enforced], ['block', false]);
  });

  it('counts an entry for a tool only where the address is known as well', async () => {
    const model = `models:\n  - { id: own, match: { tools: [acme.assistant] }, clearance: { level: restricted, categories: [pii] } }`;
    const policy = policyOf((text) => text.replace('models:', model));
    assert.equal((await ask('x', { policy, url: 'https://api.other.example/v1/chat/completions' })).effect, 'refuse');
    const both = model.replace('tools:', 'hosts: [api.other.example], tools:');
    const placed = policyOf((text) => text.replace('models:', both));
    const url = 'https://api.other.example/v1/chat/completions';
    assert.equal((await ask('x', { policy: placed, url })).effect, 'allow');
    assert.equal((await ask('x', { policy: placed, url, extension: 'acme.other' })).effect, 'refuse');
  });
});
