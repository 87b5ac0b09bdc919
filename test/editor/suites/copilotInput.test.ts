/**
 * The check of the chat input in the real editor with its own chat: what is typed and sent by the command behind Enter and
 * the button, and what the model gets of it.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CoverageReport } from '../../../server/lsp/protocol/coverage';
import { order, sent, startCopilot } from '../support/copilotChat';
import { closeAll, log, openWith, until, workspacePath } from './support/editor';
import { classified } from './support/gate';

const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
const lines = [
  'export const guardedInput = (batch: Batch) => batch.entries.length;',
  'export function guardedInputFeeOf(cents: number): number {',
  '  return Math.round(cents * guardedInputRateOfTheDay) + 25;',
  '}',
  'export const guardedInputNames = ["first", "second"].map((each) => each.length);',
].join('\n');
const restricted = 'payments/input.ts';

const patience = 15_000;

/** Puts a prompt into the input, as typing does. */
async function typePrompt(query: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.chat.newChat');
  await vscode.commands.executeCommand('workbench.action.chat.open', { query, isPartialQuery: true, mode: 'ask' });
  await until('it stands in the input', () => inputs().some((text) => text.includes(query)), patience);
}

function inputs(): string[] {
  const documents = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'chatSessionInput');
  return documents.map((document) => document.getText());
}

/** Prompts that were refused or redacted so far. */
async function judged(effect: string): Promise<number> {
  const entries = (await log()) as readonly { request?: { operation: string }; decision: { effect: string } }[];
  return entries.filter(({ request, decision }) => request?.operation === 'prompt' && decision.effect === effect)
    .length;
}

const submit = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.chat.submit');

describe('chat input', () => {
  before(async () => {
    await startCopilot();
    const { document } = await openWith(restricted, lines);
    assert.equal(await classified(document), 'restricted');
    for (const folder of [...Array.from({ length: 60 }, (_, at) => `src/many/${at}`), 'payments/last']) {
      const uri = vscode.Uri.file(workspacePath(`${folder}/crowd.ts`));
      await vscode.workspace.fs.writeFile(uri, Buffer.from('export {};\n'));
    }
  });
  beforeEach(async () => {
    await closeAll();
    order({ say: 'fine' });
  });

  it('sends an ordinary prompt as it is', async () => {
    await typePrompt('what is an ordinary monad?');
    await submit();
    await until('the model has it', () => sent().includes('what is an ordinary monad?'));
  });

  it('sends a prompt with a key only redacted, once the person says so', async () => {
    const before = await judged('redact');
    await typePrompt(`is ${key} a good key?`);
    await vscode.commands.executeCommand('notifications.clearAll');
    const submitted = submit();
    await until('it is judged', async () => (await judged('redact')) > before, patience);
    // What was let through before may still be on its way.
    assert.ok(!sent().includes('a good key?'), 'it is sent before anybody chose');
    await until(
      'the choice is made',
      async () => {
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return sent().includes('a good key?');
      },
      patience,
    ).catch((error: Error) => assert.fail(`${error.message}; the input holds: ${inputs().join(' | ')}`));
    await submitted;
    assert.match(sent(), /is \[redacted:secret\/[\w-]+\] a good key\?/);
    assert.ok(!sent().includes(key));
  });

  for (const [what, query, canary] of [
    ['lines of a restricted file', `why is this slow?\n${lines}`, 'guardedInput'],
    ['a reference to one', 'explain #file:input.ts', 'input.ts'],
    ['a name that many files have, one of them', 'explain #file:crowd.ts', 'crowd.ts'],
  ] as const) {
    it(`does not send ${what}, neither by the input nor by a query`, async () => {
      const before = await judged('block');
      await typePrompt(query);
      await submit();
      assert.equal(await judgedAfter(before), before + 1);
      assert.ok(
        inputs().some((text) => text.includes(query)),
        'the prompt is still there',
      );
      await vscode.commands.executeCommand('workbench.action.chat.newChat');
      await vscode.commands.executeCommand('workbench.action.chat.open', { query, mode: 'ask' });
      assert.equal(await judgedAfter(before + 1), before + 2);
      assert.ok(!sent().includes(canary));
    });
  }

  it('is in the coverage of the chat, beside the guard and the hooks that ship', async () => {
    const { rows } = await vscode.commands.executeCommand<CoverageReport>('portcullis.showCoverage');
    const chat = new Map(
      rows.filter(({ subject }) => subject.id === 'github.copilot-chat').map((row) => [row.channel, row]),
    );
    assert.equal(chat.get('chat')?.state, 'enforced');
    assert.deepEqual(chat.get('chat')?.by, ['egress-guard', 'plugin/copilot', 'chat-input']);
    for (const channel of ['agent-read', 'agent-shell', 'agent-edit', 'mcp'] as const) {
      assert.equal(chat.get(channel)?.state, 'enforced');
      assert.ok(chat.get(channel)?.by.includes('plugin/copilot'));
    }
    assert.equal(chat.get('embed')?.state, 'enforced');
  });

  it('lets the same pass where the file is an ordinary one', async () => {
    const { document } = await openWith('src/plain.ts', 'export const ordinaryInput = 1;\n');
    assert.equal(await classified(document), 'internal');
    assert.ok(workspacePath('src/plain.ts'));
    await closeAll();
    await typePrompt('explain #file:plain.ts');
    await submit();
    await until('the model has it', () => sent().includes('explain #file:plain.ts'));
  });
});

async function judgedAfter(before: number): Promise<number> {
  await until('it is judged', async () => (await judged('block')) > before, patience);
  return judged('block');
}
