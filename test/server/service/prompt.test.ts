/** A prompt's way through a real service: the policy where the window's folders are, the files it names, the entry. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectService, type ServiceConnection } from '../../../server/host/serviceClient';
import type { Status } from '../../../server/lsp/protocol';
import type { JudgePromptParams, JudgePromptResult } from '../../../server/lsp/protocol/chat';
import { Home, until } from './builtService';

const policy = `
apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, secret]
classify:
  rules:
    - { id: plans, label: { level: secret }, paths: ["plans/**"] }
    - { id: keys, label: { level: secret }, detectors: [secret/aws-access-key] }
models: [ { id: copilot, match: { tools: [github.copilot-chat] }, clearance: { level: internal } } ]
`;
const lines = ['one', 'two', 'three', 'four']
  .map((word) => `the plan says in line ${word} what is to be done`)
  .join('\n');

describe('prompts through the service', function () {
  this.timeout(60_000);
  const home = new Home(policy);
  const plan = join(home.workspace, 'plans/next.md');
  let client: ServiceConnection;
  before(async () => {
    mkdirSync(join(home.workspace, 'plans'));
    writeFileSync(plan, lines);
    await home.ensure();
    client = await connectService(home.paths);
    const uri = pathToFileURL(home.workspace).href;
    await client.request('initialize', { capabilities: {}, workspaceFolders: [{ uri, name: 'w' }] });
  });
  after(async () => {
    client.close();
    await home.remove();
  });

  const judge = (params: Partial<JudgePromptParams>): Promise<JudgePromptResult> =>
    client.request('portcullis/judgePrompt', { texts: [], files: [], tool: 'github.copilot-chat', ...params });
  const sizeOfLog = async (): Promise<number> => (await client.request<Status>('portcullis/status', {})).log.size;

  it('lets an ordinary one pass and records nothing', async () => {
    assert.equal((await judge({ texts: ['what is a monad?'] })).effect, 'allow');
    assert.equal(await sizeOfLog(), 0);
  });

  it('refuses a file of the folder by its place in it, and records that', async () => {
    const { effect, message } = await judge({ texts: ['explain'], files: [plan] });
    assert.equal(effect, 'block');
    assert.match(message, /^The prompt refers to plans\/next\.md, which is secret \(rule plans\)/);
    await until('it is recorded', async () => (await sizeOfLog()) === 1);
  });

  it('refuses lines of a labelled document that is open', async () => {
    assert.equal((await judge({ texts: [lines] })).effect, 'allow');
    const textDocument = { uri: pathToFileURL(plan).href, languageId: 'markdown', version: 1, text: lines };
    await client.notify('textDocument/didOpen', { textDocument });
    await until('the document is known', async () => (await judge({ texts: [lines] })).effect === 'block');
  });

  it('looks into the files of a window without a folder too', async () => {
    const key = join(home.folder, 'key.txt');
    writeFileSync(key, 'AKIAZ7Q2NDJ4XK5VHT3B');
    const bare = await connectService(home.paths);
    try {
      await bare.request('initialize', { capabilities: {} });
      const params: JudgePromptParams = { texts: ['explain'], files: [key], tool: 'github.copilot-chat' };
      const { effect, message } = await bare.request<JudgePromptResult>('portcullis/judgePrompt', params);
      assert.equal(effect, 'block');
      assert.match(message, /\(rule keys\)/);
    } finally {
      bare.close();
    }
  });

  it('takes what can not be read for what it may hold, and what can not be told for anything', async () => {
    const folder = join(home.workspace, 'shut.txt');
    mkdirSync(folder);
    const shut = await judge({ texts: ['explain'], files: [folder] });
    assert.equal(shut.effect, 'block');
    assert.match(shut.message, /shut\.txt, which can not be looked at and may be secret \(rule keys\)/);
    const told = await judge({ texts: ['explain'], unknown: ['index.ts'] });
    assert.equal(told.effect, 'block');
    assert.match(told.message, /index\.ts, which can not be looked at and may be secret \(rule plans\)/);
  });

  it('looks at all files that a name may mean, those of several folders too', async () => {
    const many = Array.from({ length: 300 }, (_, at) => join(home.workspace, `many/${at}/index.ts`));
    for (const file of many) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, 'export {};\n');
    }
    assert.equal((await judge({ texts: ['explain'], files: many })).effect, 'allow');
    const { effect, message } = await judge({ texts: ['explain'], files: [...many, plan] });
    assert.equal(effect, 'block');
    assert.match(message, /plans\/next\.md, which is secret/);
  });

  it('refuses what is not of the form', async () => {
    for (const params of [{ texts: 'x' }, { files: ['relative'] }, { tool: 1 }] as unknown as JudgePromptParams[]) {
      await assert.rejects(judge(params), /must be/);
    }
  });
});
