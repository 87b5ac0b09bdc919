/** Tests of what is taken for a request to a model. */

import assert from 'node:assert/strict';
import { Targets } from '../../../client/egress/targets';

const registry = {
  mode: 'enforce',
  hosts: ['*.models.acme.example', '!x.models.acme.example', '**', 'llm-{a,b}.acme.example', '127.0.0.1:7000'],
  endpoints: ['http://127.0.0.1:9999', 'https://proxy.acme.example/llm', 'https://*.acme.example/ai/*'],
  trusted: ['safe.acme.example', 'http://127.0.0.1:9999/v1'],
} as const;

function isModel(url: string, known: ConstructorParameters<typeof Targets>[0] = registry): boolean {
  const { protocol, host, pathname, search } = new URL(url);
  return new Targets(known).isModel(protocol, host, pathname + search);
}

describe('egress targets', () => {
  for (const url of [
    'https://api.openai.com/v1/files',
    'https://x.openai.azure.com/anything',
    'https://api.openai.com./v1/files',
    'https://bedrock-runtime.eu-west-1.amazonaws.com/model/x/invoke',
    'https://api.individual.githubcopilot.com/chat/completions',
    'http://localhost:11434/api/chat',
    'http://127.0.0.1:54321/v1/chat/completions?x=1',
    'http://[::1]:1234/v1/messages',
    'http://192.168.1.7:8080/completion',
    'http://gpu-box:8000/v1/completions',
    'https://unheard-of.example/api/v1/chat/completions',
    'https://eu.example/v1beta/models/gemini-x:streamGenerateContent?alt=sse',
  ]) {
    it(`are known without a policy: ${url}`, () => assert.ok(isModel(url, undefined)));
  }

  for (const url of [
    'https://a.models.acme.example/',
    'https://llm-b.acme.example/',
    'http://127.0.0.1:7000/x',
    'http://localhost:7000/x',
    'http://127.0.0.1:9999/x',
    'http://localhost:9999/x',
    'https://proxy.acme.example/llm/complete?x',
    'https://eu.acme.example/ai/x',
  ]) {
    it(`are known from the policy: ${url}`, () => assert.ok(isModel(url)));
  }

  for (const url of [
    'https://registry.npmjs.org/openai',
    'https://example.org/docs/v1/chat/completions.html',
    'https://example.org/search?q=/v1/chat/completions',
    'http://127.0.0.1:3000/api/users',
    'http://127.0.0.1:11434/api/tags',
    'https://example.org/api/chat',
    'https://proxy.acme.example/llmx',
    'http://127.0.0.1:9998/x',
  ]) {
    it(`are nothing else: ${url}`, () => assert.ok(!isModel(url)));
  }

  it('follow another registry, and forget what they said by the one before', () => {
    const targets = new Targets();
    const all = (): boolean[] => [
      targets.isModel('https:', 'models.acme.example', '/x'),
      targets.isModelUrl('https://models.acme.example/x'),
    ];
    assert.deepEqual(all(), [false, false]);
    targets.setRegistry({ mode: 'enforce', hosts: ['*.acme.example'], endpoints: [], trusted: [] });
    assert.deepEqual(all(), [true, true]);
    targets.setRegistry(undefined);
    assert.deepEqual(all(), [false, false]);
    assert.ok(targets.isModel('https:', 'api.openai.com', '/v1/x'));
  });

  it('trusts what the service names and what stands below it', () => {
    const targets = new Targets(registry);
    for (const url of ['https://safe.acme.example/x', 'wss://safe.acme.example:8443/', 'http://127.0.0.1:9999/v1/x']) {
      assert.ok(targets.isTrusted(url), url);
    }
    for (const url of ['https://unsafe.acme.example/', 'http://127.0.0.1:9999/v1x', 'http://127.0.0.1:9999/']) {
      assert.ok(!targets.isTrusted(url), url);
    }
  });
});
