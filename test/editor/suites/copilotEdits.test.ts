/**
 * What the editor's own Copilot writes: every edit of the agent and of inline chat has its entry with the model, what may
 * not go in is taken out again, and what a person does beside it has no entry.
 */

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as vscode from 'vscode';
import { chat, inlineChat, keepAll, order, shownChat, startCopilot } from '../support/copilotChat';
import { copilotModelName } from '../support/copilotScene';
import { closeAll, insertions, open, openWith, type, until, withoutProposals, workspacePath } from './support/editor';
import { classified, secretLine } from './support/gate';

interface Entry {
  readonly tool: { readonly id: string; readonly version?: string };
  readonly model: { readonly id: string; readonly name: string; readonly how: string };
  readonly decision: { readonly outcome?: string; readonly effect: string };
}

const source = ['export const rate = 2;', 'export function twice(n: number) {', '  return n * rate;', '}', ''].join(
  '\n',
);

/** Resolves with the entry that comes after `earlier` ones. */
async function nextEntry(earlier: number): Promise<Entry> {
  const entries = await until('the edit has its entry', async () => {
    const all = await insertions();
    return all.length > earlier && all;
  });
  assert.equal(entries.length, earlier + 1);
  return entries.at(-1) as unknown as Entry;
}

/** `how`: where the editor does not say whose a change is. */
function assertCopilots({ tool, model }: Entry, how: 'hook' | 'answer'): void {
  assert.equal(tool.id, 'github.copilot-chat');
  assert.equal(model.name, copilotModelName);
  assert.equal(model.how, withoutProposals ? how : 'detailedReason');
}

function replace(file: string, oldString: string, newString: string): void {
  order(
    { tool: 'replace_string_in_file', input: { filePath: workspacePath(file), oldString, newString } },
    { say: 'ok' },
  );
}

function git(...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  execFileSync('git', [...identity, ...args], { cwd: path.dirname(workspacePath('x')), stdio: 'ignore' });
}

describe('what Copilot writes', function () {
  this.timeout(120_000);
  let earlier: number;
  before(startCopilot);
  beforeEach(async () => {
    earlier = (await insertions()).length;
  });
  afterEach(async () => {
    await keepAll();
    await closeAll();
  });

  it("an agent's edit has an entry with its model", async () => {
    const { document } = await openWith('src/edited.ts', source);
    await classified(document);
    replace('src/edited.ts', 'rate = 2;', 'rate = 2;\nexport const half = 0.5;');
    await chat('agent', 'add half');
    await until('it is written', () => document.getText().includes('half'));
    const entry = await nextEntry(earlier);
    assertCopilots(entry, 'hook');
    assert.equal(entry.decision.outcome, 'kept');
  });

  it('a file that an agent makes has one', async () => {
    const content = 'export const made = (n: number) => n + 1;\n';
    order({ tool: 'create_file', input: { filePath: workspacePath('src/made.ts'), content } }, { say: 'ok' });
    await chat('agent', 'make a file');
    const entry = await nextEntry(earlier);
    assertCopilots(entry, 'hook');
  });

  it("inline chat's edit has one", async () => {
    const { document } = await openWith('src/inline.ts', source);
    await classified(document);
    replace('src/inline.ts', 'n * rate', 'n + n');
    await inlineChat(document, 'make it a sum', () => document.getText().includes('n + n'));
    const entry = await nextEntry(earlier);
    assertCopilots(entry, 'answer');
  });

  it("inline chat's edit that holds a secret is taken out again", async () => {
    const { document } = await openWith('src/refused.ts', source);
    await classified(document);
    replace('src/refused.ts', 'export const rate = 2;', `export const rate = 2;\n${secretLine}`);
    let wasIn = false;
    const watch = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) wasIn ||= document.getText().includes('AKIA');
    });
    await inlineChat(document, 'add the key', () => wasIn && document.getText() === source);
    watch.dispose();
    const entry = await nextEntry(earlier);
    assert.equal(entry.decision.effect, 'block');
    assert.equal(entry.decision.outcome, 'removed');
  });

  it('what a command-line agent writes to the disk beneath an open file has one', async () => {
    const { document } = await openWith('src/beneath.ts', source);
    await classified(document);
    const content = `${source}export const beneath = [1, 2, 3];\n`;
    const input = { file_path: document.uri.fsPath, content };
    assert.equal(
      await askHook('claude-code', { hook_event_name: 'PreToolUse', tool_name: 'Write', tool_input: input }),
      0,
    );
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(content));
    const { tool, model } = await nextEntry(earlier);
    assert.equal(tool.id, 'claude-code');
    assert.equal(model.how, 'hook');
  });

  it('what a person does has none', async () => {
    const { document } = await openWith('src/person.ts', source);
    await classified(document);
    await type('// typed');
    await vscode.env.clipboard.writeText('\nexport const pasted = [1, 2, 3];\n');
    await vscode.commands.executeCommand('editor.action.clipboardPasteAction');
    await until('it is pasted', () => document.getText().includes('pasted'));
    await vscode.commands.executeCommand('editor.action.insertSnippet', { snippet: 'for (const a of all) {\n  $0\n}' });
    await until('the snippet is in', () => document.getText().includes('of all'));
    await rename();
    await document.save();
    await format();
    await checkOut(document);
    // The next edit that has an entry comes after all that might have had one.
    replace('src/person.ts', 'rate = 2;', 'rate = 2;\nexport const last = 9;');
    await chat('agent', 'add the last');
    const entry = await nextEntry(earlier);
    assertCopilots(entry, 'hook');
  });

  it("an agent's edit that holds a secret is refused before it is made", async () => {
    const { document } = await openWith('src/asked.ts', source);
    await classified(document);
    replace('src/asked.ts', 'rate = 2;', `rate = 2;\n${secretLine}`);
    await chat('agent', 'add the key');
    assert.match(await shownChat(), /Portcullis does not let this pass: /);
    assert.equal(document.getText(), source);
    assert.equal((await insertions()).length, earlier);
  });

  it('one that no hook saw is taken out again, from the disk as well', async () => {
    const { document } = await openWith('src/unseen.ts', source);
    await classified(document);
    const settings = vscode.workspace.getConfiguration('chat');
    const added = secretLine.replace('accessKeyId', 'laterKeyId');
    let wasIn = false;
    const watch = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) wasIn ||= document.getText().includes(added);
    });
    await settings.update('useHooks', false, vscode.ConfigurationTarget.Global);
    // It takes a moment until no hook is asked any more.
    await until('the edit is made', async () => {
      replace('src/unseen.ts', 'rate = 2;', `rate = 2;\n${added}`);
      await chat('agent', 'add the other key');
      return wasIn;
    });
    watch.dispose();
    await settings.update('useHooks', undefined, vscode.ConfigurationTarget.Global);
    const { decision } = await nextEntry(earlier);
    assert.equal(decision.effect, 'block');
    assert.equal(decision.outcome, 'removed');
    await until('it is gone', () => document.getText() === source);
    await until('it is gone from the disk', async () => {
      return Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString() === source;
    });
  });
});

/** Asks the installed hook's program as a host of agents does, and resolves with its exit code. */
async function askHook(host: string, event: object): Promise<number | null> {
  const extension = vscode.extensions.getExtension('portcullis.portcullis')!;
  const program = path.join(extension.extensionPath, 'dist/hook.js');
  const child = spawn(process.execPath, [program, host], { stdio: ['pipe', 'inherit', 'inherit'] });
  child.stdin?.end(JSON.stringify({ ...event, cwd: path.dirname(workspacePath('x')) }));
  const [code] = await once(child, 'close');
  return code as number | null;
}

/** By a provider of its own, applied as the editor's command does. */
async function rename(): Promise<void> {
  const provider = vscode.languages.registerRenameProvider(
    { pattern: '**/names.txt' },
    {
      provideRenameEdits({ uri }, _, name) {
        const edit = new vscode.WorkspaceEdit();
        edit.replace(uri, new vscode.Range(0, 0, 0, 5), name);
        return edit;
      },
    },
  );
  const { document } = await openWith('names.txt', 'twice as much\n');
  const { uri } = document;
  const at = new vscode.Position(0, 2);
  const command = 'vscode.executeDocumentRenameProvider';
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(command, uri, at, 'doubledValue');
  await vscode.workspace.applyEdit(edit);
  assert.match(document.getText(), /^doubledValue as/);
  provider.dispose();
  await document.save();
}

async function format(): Promise<void> {
  const { document } = await openWith('format.json', '{"a":1,"b":[1,2]}');
  await until('it is formatted', async () => {
    await vscode.commands.executeCommand('editor.action.formatDocument');
    return document.getText().includes('\n');
  });
  await document.save();
}

/** What is on disk changes beneath an open file. */
async function checkOut(document: vscode.TextDocument): Promise<void> {
  git('init', '--quiet');
  git('add', 'src/person.ts');
  git('commit', '--quiet', '-m', 'one');
  await open('src/person.ts');
  const before = document.getText();
  await vscode.workspace.fs.writeFile(document.uri, Buffer.from(`${before}\nexport const committed = 'two';\n`));
  await until('it is read again', () => document.getText().includes('committed'));
  git('commit', '--quiet', '-am', 'two');
  git('checkout', '--quiet', 'HEAD~1');
  await until('the earlier one is read', () => !document.getText().includes('committed'));
  git('checkout', '--quiet', '-');
  await until('the later one is read', () => document.getText().includes('committed'));
}
