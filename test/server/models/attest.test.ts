/** What local servers are believed: digests that were really obtained, and where requests go on to. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attestation, GatewayParts, Upstream } from '../../../server/gateway/types';
import { createFileDigest } from '../../../server/host/fileDigest';
import { createAttester } from '../../../server/models/attest';

const digest = 'dae161e27b0e90dd1856c8bb3209201fd6736d8eb66298e75ed87571486f4364';
type Answers = Readonly<Record<string, unknown>>;

describe('attestation of local servers', () => {
  let now = 0;
  let asked: string[];
  let answers: Answers;
  let headers: [string, string][];
  beforeEach(() => {
    now = 0;
    asked = [];
    headers = [];
  });
  const local: Upstream = { name: 'local', baseUrl: 'http://127.0.0.1:11434/v1', speaks: 'openai' };
  const send: GatewayParts['send'] = async (upstream, { path }) => {
    asked.push(path);
    assert.equal(upstream.baseUrl, 'http://127.0.0.1:11434');
    const answer = answers[path];
    const body = Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer ?? {}));
    return { status: answer === undefined ? 404 : 200, headers, body };
  };
  const create = (): GatewayParts['attest'] =>
    createAttester({ send, digestOf: createFileDigest(10_000), now: () => now });
  const attest = (given: Answers, model = 'qwen2.5-coder'): Promise<Attestation> => {
    answers = given;
    return create()(local, model);
  };
  const tags = (...models: object[]): Answers => ({ '/api/tags': { models } });

  it('Ollama: the digest of the tag, however the name is written', async () => {
    const given = tags({ name: 'other:latest', digest: '0' }, { name: 'qwen2.5-coder:latest', digest });
    for (const name of ['qwen2.5-coder', 'QWEN2.5-coder:latest', 'registry.ollama.ai/library/qwen2.5-coder']) {
      assert.deepEqual(await attest(given, name), { weights: `sha256:${digest}` });
    }
    assert.deepEqual(await attest(given, 'qwen2.5-coder:7b'), {});
    assert.deepEqual(await attest(tags({ name: 'qwen2.5-coder:latest', digest: 'short' })), {});
  });

  it('Ollama: a model of the cloud is not local', async () => {
    const name = 'gpt-oss:120b-cloud';
    const remote = { remote_host: 'https://ollama.com:443', remote_model: 'gpt-oss:120b' };
    assert.deepEqual(await attest(tags({ name, digest, ...remote }), name), { forwardsTo: 'ollama.com' });
    assert.deepEqual(await attest(tags({ name: 'alias:latest', digest, remote_model: 'x' }), 'alias'), {
      forwardsTo: 'ollama.com',
    });
    assert.deepEqual(await attest(tags({ name, digest }), name), { forwardsTo: 'ollama.com' });
    const shown = { ...tags(), '/api/show': remote };
    assert.deepEqual(await attest(shown, 'new'), { forwardsTo: 'ollama.com' });
  });

  it('llama.cpp: the digest of the file it names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-weights-'));
    try {
      const file = join(folder, 'model.gguf');
      const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
      writeFileSync(file, 'weights');
      const given = { '/props?model=m': { model_path: file, default_generation_settings: {} } };
      answers = given;
      const ask = create();
      assert.deepEqual(await ask(local, 'm'), { weights: digestOf('weights') });
      writeFileSync(file, 'WEIGHTS');
      now = 2_000;
      assert.deepEqual(await ask(local, 'm'), { weights: digestOf('WEIGHTS') });
      rmSync(file);
      assert.deepEqual(await attest(given, 'm'), {});
      for (const path of ['model.gguf', join(folder, 'm-00001-of-00002.gguf')]) {
        assert.deepEqual(await attest({ '/props?model=m': { model_path: path } }, 'm'), {});
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('servers with names alone give no digest; a proxy is told apart', async () => {
    const given = { '/v1/models': { data: [{ id: 'qwen2.5-coder', owned_by: 'vllm' }] } };
    assert.deepEqual(await attest(given), {});
    assert.deepEqual(await attest({ ...given, '/health/liveliness': '"I\'m alive!"' }), { forwardsTo: 'unknown' });
    headers = [['X-LiteLLM-Version', '1']];
    assert.deepEqual(await attest(given), { forwardsTo: 'unknown' });
  });

  it('is asked again once the answer is old, once for all who ask at a time', async () => {
    answers = tags({ name: 'm:latest', digest });
    const ask = create();
    await Promise.all([ask(local, 'm'), ask(local, 'm')]);
    answers = tags({ name: 'm:latest', digest: digest.replace('dae', 'fff') });
    now = 1_999;
    assert.deepEqual(await ask(local, 'm'), { weights: `sha256:${digest}` });
    assert.deepEqual(asked, ['/api/tags']);
    now = 2_000;
    assert.deepEqual(await ask(local, 'm'), { weights: `sha256:${digest.replace('dae', 'fff')}` });
  });

  it('servers elsewhere, and answers that are none', async () => {
    const elsewhere = { ...local, baseUrl: 'https://models.example.com' };
    assert.deepEqual(await create()(elsewhere, 'm'), {});
    assert.deepEqual(asked, []);
    for (const bad of ['not json', 'null', '{"models":{"length":1}}', '{"models":[null,3,{"name":7}]}']) {
      assert.deepEqual(await attest({ '/api/tags': bad }), {});
    }
    answers = {};
    assert.deepEqual(
      await createAttester({ send: async () => assert.fail(), digestOf: async () => undefined, now: () => 0 })(
        local,
        'm',
      ),
      {},
    );
  });
});
