/** Tests of the language server by an editor's connection to a real service under the baseline policy. */

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Hover } from 'vscode-languageserver';
import type { ExceptionResult, ExplainResult } from '../../../server/lsp/protocol';
import { Home } from '../service/builtService';
import { EditorClient, inLine } from './editorClient';

const key = ['AKIA', 'Q4F7T2ZKM5XJH3WN'].join('');
const planted = `export const region = 'eu-west-1';\nconst id = '${key}';\n`;

describe('language server', function () {
  this.timeout(60_000);
  const home = new Home();
  const uriOf = (path: string): string => pathToFileURL(join(home.workspace, path)).href;
  let editor: EditorClient;

  before(async () => {
    editor = await EditorClient.connect((await home.ensure()).socket);
    const { capabilities, serverInfo } = await editor.initialize([home.workspace]);
    assert.equal(serverInfo?.name, 'portcullis');
    assert.equal(capabilities.positionEncoding, 'utf-16');
  });
  after(async () => {
    editor.close();
    await home.remove();
  });

  it('tells of a file that may be seen by the approved tools', async () => {
    const told = await editor.open(uriOf('src/server.ts'), 'export const port = 80;\n');
    assert.deepEqual(told.label, { level: 'internal', categories: [] });
    assert.equal(told.rank, 1);
    assert.equal(told.levelCount, 4);
    assert.deepEqual(told.insertion, { effect: 'allow', enforced: true, message: '' });
    assert.deepEqual(told.allowedTools, ['github.copilot', 'github.copilot-chat']);
    assert.deepEqual(told.deniedTools, []);
    assert.equal(told.unknownToolAllowed, false);
    assert.deepEqual(await editor.diagnosed(told.uri, 1), []);
  });

  it('tells of a file that its path makes restricted', async () => {
    const told = await editor.open(uriOf('services/payments/card.ts'), '');
    assert.deepEqual(told.label, { level: 'restricted', categories: ['pci'] });
    assert.equal(told.insertion.effect, 'block');
    assert.match(told.insertion.message, /^AI suggestion refused: this file is restricted \[pci\] \(rule payments\)\./);
    assert.deepEqual(told.deniedTools, ['github.copilot', 'github.copilot-chat']);
    assert.ok(told.reasons.includes('restricted [pci]: its path (rule payments)'), told.reasons.join('; '));
  });

  it('marks a key, with a code that links to its page, and never quotes it', async () => {
    const uri = uriOf('src/key.ts');
    const told = await editor.open(uri, planted);
    assert.deepEqual(told.label, { level: 'restricted', categories: ['secret'] });
    const [diagnostic, ...others] = await editor.diagnosed(uri, 1);
    assert.deepEqual(others, []);
    assert.deepEqual(diagnostic?.range, inLine(1, 12, 12 + key.length));
    assert.equal(diagnostic.code, 'secret/aws-access-key');
    assert.equal(diagnostic.source, 'portcullis');
    assert.equal(diagnostic.severity, 1);
    assert.match(diagnostic.codeDescription?.href ?? '', /docs\/detectors\/secret\.md#aws-access-key$/);
    assert.ok(!JSON.stringify([diagnostic, told]).includes(key));
  });

  it('follows edits', async () => {
    const uri = uriOf('src/edited.ts');
    await editor.open(uri, planted);
    const broken = await editor.change(uri, inLine(1, 14, 15), '_');
    assert.equal((await editor.classified(uri, broken)).label.level, 'internal');
    assert.deepEqual(await editor.diagnosed(uri, broken), []);
    const mended = await editor.change(uri, inLine(1, 14, 15), key.charAt(2));
    assert.equal((await editor.classified(uri, mended)).label.level, 'restricted');
    const moved = await editor.change(uri, inLine(0, 0, 0), '// one\r\n// two\n');
    assert.deepEqual((await editor.diagnosed(uri, moved))[0]?.range, inLine(3, 12, 12 + key.length));
    const replaced = await editor.change(uri, undefined, 'nothing');
    assert.deepEqual(await editor.diagnosed(uri, replaced), []);
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await assert.rejects(editor.request('portcullis/explain', { uri }), /not open/);
  });

  it('explains a finding on hover and is silent elsewhere', async () => {
    const uri = uriOf('src/hover.ts');
    await editor.open(uri, planted);
    const hover = (line: number, character: number): Promise<Hover | null> =>
      editor.request('textDocument/hover', { textDocument: { uri }, position: { line, character } });
    const text = JSON.stringify(await hover(1, 20));
    assert.match(text, /secret\/aws-access-key/);
    assert.match(text, /This file is \*\*restricted/);
    assert.match(text, /Models that may see it: none/);
    assert.ok(!text.includes(key));
    assert.equal(await hover(0, 3), null);
  });

  it('offers an environment reference and an exception', async () => {
    const uri = uriOf('src/fix.ts');
    await editor.open(uri, planted);
    const request = (only?: string[]): Promise<CodeAction[]> =>
      editor.request('textDocument/codeAction', {
        textDocument: { uri },
        range: inLine(1, 15, 15),
        context: { diagnostics: [], ...(only && { only }) },
      });
    const [replace, ask] = await request();
    const [change] = replace?.edit?.documentChanges ?? [];
    assert.ok(change !== undefined && 'edits' in change);
    assert.match(JSON.stringify(change.edits[0]), /"newText":"process\.env\.[A-Z_]+"/);
    assert.equal(change.textDocument.version, 1);
    assert.equal(ask?.command?.command, 'portcullis.requestException');
    assert.deepEqual(ask.command.arguments, [{ uri, rule: 'secrets' }]);
    assert.deepEqual(await request(['refactor']), []);
  });

  it('writes an exception for exactly this rule and file', async () => {
    const uri = uriOf('services/payments/[id].ts');
    await editor.open(uri, '');
    const { yaml, owner } = await editor.request<ExceptionResult>('portcullis/exception', { uri });
    assert.match(yaml, /rules:\n\s+- payments\n/);
    assert.match(yaml, /paths:\n\s+- services\/payments\/\\\[id\\\]\.ts\n/);
    assert.equal(owner, 'security@example.com');
  });

  it('explains a document', async () => {
    const uri = uriOf('src/explained.ts');
    await editor.open(uri, planted);
    const { markdown } = await editor.request<ExplainResult>('portcullis/explain', { uri });
    assert.match(markdown, /^# src\/explained\\\.ts: restricted \\\[secret\\\]/);
    assert.match(markdown, /Line 2, column 13/);
    assert.ok(!markdown.includes(key));
  });

  it('judges a document without a path, a notebook cell and a link by what they are', async () => {
    const untitled = await editor.open('untitled:Untitled-1', planted);
    assert.equal(untitled.label.level, 'restricted');
    const cell = `vscode-notebook-cell:${new URL(uriOf('services/payments/n.ipynb')).pathname}#W0sZmlsZQ%3D%3D`;
    assert.deepEqual((await editor.open(cell, 'print(1)', 'python')).label.categories, ['pci']);

    mkdirSync(join(home.workspace, 'services/payments'), { recursive: true });
    writeFileSync(join(home.workspace, 'services/payments/real.ts'), '');
    symlinkSync('services/payments/real.ts', join(home.workspace, 'innocent.ts'));
    const linked = await editor.open(uriOf('innocent.ts'), '');
    assert.deepEqual(linked.label, { level: 'restricted', categories: ['pci'] });
  });

  it('takes paths from the folder that holds the file, of several', async () => {
    const folder = { uri: pathToFileURL(join(home.workspace, 'services')).href, name: 'services' };
    const uri = uriOf('services/payments/folders.ts');
    const change = (added: object[], removed: object[]): Promise<void> =>
      editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
    const pathOf = async (): Promise<string> =>
      (await editor.request<ExceptionResult>('portcullis/exception', { uri })).yaml;
    await editor.open(uri, '');
    assert.match(await pathOf(), /- services\/payments\/folders/);
    await change([folder], []);
    assert.match(await pathOf(), /- payments\/folders/);
    await change([], [folder]);
    assert.match(await pathOf(), /- services\/payments\/folders/);
  });
});
