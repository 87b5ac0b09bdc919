/** Tests of language support for policy files in an editor that knows plain LSP only: no snippets, no commands of ours. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, CodeLens, CompletionList, Diagnostic, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { formatPolicy } from '../../../../server/engine/policy/format';
import { Home } from '../../service/builtService';
import { EditorClient, inLine } from '../editorClient';

const text = `apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public,   secret]
classify:
  rules:
    - { id: pay, label: { level: secret }, paths: ["pay/**", "pays/**"] }
flow:
  - { effect: block }
  - { channels: [chat], effect: ask }
`;

describe('policy files in an editor with plain LSP', function () {
  this.timeout(60_000);
  const home = new Home();
  const uri = pathToFileURL(join(home.workspace, 'acme.yaml')).href;
  let editor: EditorClient;
  let diagnostics: readonly Diagnostic[] = [];

  before(async () => {
    mkdirSync(join(home.workspace, 'pay'), { recursive: true });
    writeFileSync(join(home.workspace, 'pay/a.ts'), '');
    writeFileSync(join(home.workspace, '.gitignore'), '');
    editor = await EditorClient.connect((await home.ensure()).socket);
    const { capabilities } = await editor.initialize([home.workspace]);
    assert.deepEqual(capabilities.renameProvider, { prepareProvider: true });
    assert.deepEqual(capabilities.documentFormattingProvider, {});
    await editor.open(uri, text, 'yaml');
    diagnostics = await editor.diagnosed(uri, 1);
  });
  after(async () => {
    editor.close();
    await home.remove();
  });

  it('completes with plain text', async () => {
    const { items } = await editor.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 9, character: 0 },
    });
    const tests = items.find(({ label }) => label === 'tests');
    assert.equal(tests?.insertTextFormat, 1);
    assert.deepEqual(tests.textEdit, { range: inLine(9, 0, 0), newText: 'tests:\n  - name:\n    expect: ' });
  });

  it('tells of matches without a command to call', async () => {
    const lenses: CodeLens[] = await editor.request('textDocument/codeLens', { textDocument: { uri } });
    const [lens] = await Promise.all(lenses.map((each) => editor.request<CodeLens>('codeLens/resolve', each)));
    assert.deepEqual(lens?.command, { title: '1 file matches', command: '' });
  });

  it('warns of what never takes part, and takes it out', async () => {
    const shadowed = diagnostics.find(({ code }) => code === 'SHADOWED_RULE');
    assert.deepEqual([shadowed?.severity, shadowed?.tags, shadowed?.range.start.line], [2, [1], 8]);
    assert.match(shadowed?.codeDescription?.href ?? '', /policy-warnings\.md#shadowed_rule$/);
    const actions: CodeAction[] = await editor.request('textDocument/codeAction', {
      textDocument: { uri },
      range: inLine(8, 6, 6),
      context: { diagnostics: [] },
    });
    assert.ok(actions.some(({ diagnostics: [first] = [], edit }) => first?.code === 'SHADOWED_RULE' && edit));
  });

  it('formats', async () => {
    const edits: TextEdit[] = await editor.request('textDocument/formatting', {
      textDocument: { uri },
      options: { tabSize: 2, insertSpaces: true },
    });
    assert.equal(edits.length, 1);
    const formatted = TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), edits);
    assert.equal(formatted, formatPolicy(text).text);
    assert.match(formatted, /^levels: \[public, secret\]$/m);
  });
});
