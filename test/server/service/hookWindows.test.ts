/** What windows have to do with hooks: they are told of edits that are announced, and asked what their chat sends. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc';
import { connectService, type ServiceConnection } from '../../../server/host/serviceClient';
import type { AnswerHookResult } from '../../../server/lsp/protocol';
import type { AgentEditParams } from '../../../server/lsp/protocol/agentEdit';
import { hookPolicy } from '../agents/hooks/hookRig';
import { EditorClient } from '../lsp/editorClient';
import { Home, until } from './builtService';

describe('hooks and windows', function () {
  this.timeout(60_000);
  const home = new Home(hookPolicy);
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-window-')));
  const card = join(workspace, 'services/payments/card.ts');
  const told: AgentEditParams[] = [];
  let unseen: readonly string[] | 'unknown' | undefined;
  let client: ServiceConnection;
  let editor: EditorClient;
  let elsewhere: EditorClient;
  before(async () => {
    mkdirSync(join(workspace, 'services/payments'), { recursive: true });
    writeFileSync(card, 'canary');
    await home.ensure();
    client = await connectService(home.paths);
    editor = await EditorClient.connect(home.paths.socket);
    editor.connection.onNotification('portcullis/agentEdit', (params) => {
      told.push(params);
    });
    editor.connection.onRequest('portcullis/chatContext', () => {
      if (unseen === undefined) throw new Error('not now');
      if (unseen === 'unknown') return new ResponseError(ErrorCodes.MethodNotFound, 'no such request');
      return { unseen };
    });
    await editor.initialize([workspace]);
    elsewhere = await EditorClient.connect(home.paths.socket);
    for (const message of ['portcullis/agentEdit', 'portcullis/chatContext']) {
      elsewhere.connection.onNotification(message, () => assert.fail('a window of another folder is told'));
      elsewhere.connection.onRequest(message, () => assert.fail('a window of another folder is asked'));
    }
    await elsewhere.initialize([home.workspace]);
  });
  beforeEach(() => {
    told.length = 0;
    unseen = [];
  });
  after(async () => {
    client.close();
    editor.connection.end();
    elsewhere.connection.end();
    await home.remove();
    rmSync(workspace, { recursive: true });
  });

  const ask = (host: string, event: object): Promise<AnswerHookResult> => {
    const payload = JSON.stringify({ cwd: workspace, ...event });
    return client.request('portcullis/answerHook', { host, payload, cwd: workspace, env: {} });
  };
  const write = (path: string, content: string): Promise<AnswerHookResult> => {
    const tool_input = { file_path: path, content };
    return ask('claude-code', { hook_event_name: 'PreToolUse', tool_name: 'Write', tool_input });
  };
  const prompt = (host: string): Promise<AnswerHookResult> =>
    ask(host, { hook_event_name: 'UserPromptSubmit', prompt: 'what does this do?' });

  it('a window is told of an edit that may be made, and of no other', async () => {
    assert.match((await write('services/payments/card.ts', 'export {};')).stdout, /"deny"/);
    assert.equal((await write('src/plan.ts', 'export {};')).stdout, '');
    await until('the window is told', () => told.length > 0);
    assert.deepEqual(told, [{ path: join(workspace, 'src/plan.ts'), text: 'export {};', tool: 'claude-code' }]);
  });

  it('a window is told by the path that was judged, also where the call says a URL or no possible one', async () => {
    assert.equal((await write('file://elsewhere/src%2Fplan.ts', 'export {};')).stdout, '');
    assert.equal((await write(`file://${workspace}/src/the%20plan.ts`, 'export {};')).stdout, '');
    await until('the window is told', () => told.some(({ path }) => path === join(workspace, 'src/the plan.ts')));
  });

  it("what Copilot's chat would send by itself is judged with the prompt", async () => {
    unseen = [card];
    assert.match((await prompt('copilot')).stdout, /"block".*services\/payments\/card\.ts is restricted/);
    assert.equal((await prompt('claude-code')).stdout, '');
    unseen = [join(workspace, 'README.md')];
    assert.equal((await prompt('copilot')).stdout, '');
  });

  it('a window that does not say is taken to send all that is open in it', async () => {
    unseen = undefined;
    assert.equal((await prompt('copilot')).stdout, '');
    const textDocument = { uri: pathToFileURL(card).href, languageId: 'typescript', version: 1, text: 'canary' };
    await editor.connection.sendNotification('textDocument/didOpen', { textDocument });
    assert.match((await prompt('copilot')).stdout, /did not say in time .* services\/payments\/card\.ts is restricted/);
    assert.equal((await prompt('claude-code')).stdout, '');
    unseen = 'unknown';
    assert.equal((await prompt('copilot')).stdout, '', 'a client without a chat');
    unseen = [];
    assert.equal((await prompt('copilot')).stdout, '');
    await editor.connection.sendNotification('textDocument/didClose', { textDocument });
  });

  it('what is open and no longer on disk counts by its place', async () => {
    unseen = [join(workspace, 'services/payments/gone.ts')];
    assert.match((await prompt('copilot')).stdout, /"block".*is restricted/);
  });
});
