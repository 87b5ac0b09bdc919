/** A hook's way through a real service: the socket, the policy in force, the answer, the entry in the log. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectService, type ServiceConnection } from '../../../server/host/serviceClient';
import type { AnswerHookResult, Status } from '../../../server/lsp/protocol';
import { hookPolicy } from '../agents/hooks/hookRig';
import { Home, until } from './builtService';

describe('hooks through the service', function () {
  this.timeout(60_000);
  const home = new Home(hookPolicy);
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-agent-')));
  let client: ServiceConnection;
  before(async () => {
    mkdirSync(join(workspace, 'services/payments'), { recursive: true });
    mkdirSync(join(workspace, '.portcullis'));
    writeFileSync(join(workspace, 'services/payments/card.ts'), 'canary');
    writeFileSync(join(workspace, 'plan.md'), 'plan');
    await home.ensure();
    client = await connectService(home.paths);
  });
  after(async () => {
    client.close();
    await home.remove();
    rmSync(workspace, { recursive: true });
  });

  const ask = (tool: string, input: object): Promise<AnswerHookResult> => {
    const payload = { hook_event_name: 'PreToolUse', cwd: workspace, tool_name: tool, tool_input: input };
    const params = { host: 'claude-code', payload: JSON.stringify(payload), cwd: workspace, env: {} };
    return client.request('portcullis/answerHook', params);
  };
  const sizeOfLog = async (): Promise<number> => (await client.request<Status>('portcullis/status', {})).log.size;

  it('refuses and lets pass, and records each', async () => {
    assert.match((await ask('Bash', { command: 'cat services/payments/card.ts' })).stdout, /"deny"/);
    assert.deepEqual(await ask('Read', { file_path: 'plan.md' }), { stdout: '', stderr: '', code: 0 });
    await until('both are recorded', async () => (await sizeOfLog()) === 2);
  });

  it("counts the workspace's own layer", async () => {
    const rule = '{ id: plans, label: { level: restricted }, paths: ["plan.md"] }';
    writeFileSync(
      join(workspace, '.portcullis/policy.yaml'),
      `apiVersion: portcullis/v1\nmetadata: { name: repo, version: "1" }\nclassify: { rules: [${rule}] }\n`,
    );
    const isCounted = async () =>
      /rule plans of the layer repo/.test((await ask('Read', { file_path: 'plan.md' })).stdout);
    await until('the new layer counts', isCounted);
  });

  it('lets no agent change policy, log or keys', async () => {
    for (const path of [home.paths.policyFile, join(home.paths.logDirectory, 'x'), '.portcullis/policy.yaml']) {
      assert.match((await ask('Write', { file_path: path, content: '' })).stdout, /agents may not change/, path);
    }
  });

  it('refuses what is not of the form', async () => {
    for (const params of [{}, { host: 'codex', payload: 1 }, { host: 'codex', payload: '', cwd: 'x', env: {} }]) {
      await assert.rejects(client.request('portcullis/answerHook', params), /must be/);
    }
  });
});
