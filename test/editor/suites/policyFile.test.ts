/** Language support for policy files, asked for as the editor's own features ask for it. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openWith, until } from './support/editor';

const text = `apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, secret]
classify:
  rules:
    - id: payments
      label: { level: secret }
      paths: ["services/payments/**"]
models:
  - { id: copilot, match: { names: [gpt] }, clearance: { level: internal } }
tests:
  - { name: stays, path: services/payments/a.ts, destination: { model: copilot }, expect: block }
  - { name: goes, path: src/a.ts, destination: { model: copilot }, expect: block }
`;

describe('policy files in the editor', () => {
  let editor: vscode.TextEditor;
  const uri = (): vscode.Uri => editor.document.uri;
  const ask = <R>(command: string, ...args: unknown[]): Thenable<R> =>
    vscode.commands.executeCommand<R>(`vscode.execute${command}`, uri(), ...args);
  /** Returns the position at the end of the n-th occurrence of a text. */
  const endOf = (needle: string, nth = 1): vscode.Position => {
    let index = -1;
    for (let count = 0; count < nth; count++) index = editor.document.getText().indexOf(needle, index + 1);
    assert.notEqual(index, -1, `'${needle}' is not there`);
    return editor.document.positionAt(index + needle.length);
  };
  const diagnostics = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri()).filter(({ source }) => source === 'portcullis');
  const failing = (): vscode.Diagnostic | undefined =>
    diagnostics().find(({ code }) => typeof code === 'object' && code.value === 'TEST_FAILED');

  beforeEach(async () => {
    editor = await openWith('acme.yaml', text);
    await until('the failing test is marked', () => failing() !== undefined);
  });
  afterEach(closeAll);

  it('completes names and fields, each with what it means', async () => {
    const level = endOf('{ level: ');
    const completions = await ask<vscode.CompletionList>('CompletionItemProvider', level);
    const labels = completions.items.map(({ label }) => label);
    for (const name of ['public', 'internal', 'secret']) assert.ok(labels.includes(name), labels.join());
    await editor.edit((edit) => edit.insert(new vscode.Position(editor.document.lineCount, 0), 'mo'));
    const sections = await ask<vscode.CompletionList>('CompletionItemProvider', endOf('\nmo', 2));
    const mode = sections.items.find(({ label }) => label === 'mode');
    assert.match((mode?.documentation as vscode.MarkdownString | undefined)?.value ?? '', /computes and records/);
    assert.ok(mode?.insertText instanceof vscode.SnippetString);
  });

  it('shows what a field and a name stand for', async () => {
    const shown = async (position: vscode.Position): Promise<string> => {
      const hovers = await ask<vscode.Hover[]>('HoverProvider', position);
      return hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join('\n');
    };
    assert.match(await shown(endOf('classi')), /Which content has which label/);
    assert.match(await shown(endOf('model: copi')), /Model `copilot`: cleared up to \*\*internal\*\*/);
    assert.match(
      await shown(endOf('services/pay')),
      /^1 file of this workspace matches it: `services\/payments\/card\.ts`/,
    );
  });

  it('goes to the definition, finds references and renames', async () => {
    const [definition] = await ask<vscode.Location[]>('DefinitionProvider', endOf('model: copi'));
    assert.equal(definition?.range.start.line, 9);
    assert.equal((await ask<vscode.Location[]>('ReferenceProvider', endOf('id: copi'))).length, 3);
    const edit = await ask<vscode.WorkspaceEdit>('DocumentRenameProvider', endOf('id: copi'), 'assistant');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(editor.document.getText(), text.replaceAll('copilot', 'assistant'));
  });

  it('has an outline', async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>('DocumentSymbolProvider');
    const ours = symbols.find(({ name, children }) => name === 'classify' && children[0]?.name === 'payments');
    assert.ok(ours, JSON.stringify(symbols.map(({ name }) => name)));
  });

  it('tells how many files a rule matches, and opens the one that is picked', async () => {
    const lenses = await until('the lenses are resolved', async () => {
      const all = await ask<vscode.CodeLens[]>('CodeLensProvider', 10);
      return all.length === 2 && all.every(({ isResolved }) => isResolved) ? all : undefined;
    });
    assert.deepEqual(lenses.map(({ command }) => command?.title).sort(), ['1 file matches', '1 passed, 1 failed']);
    const { command } = lenses.find((lens) => lens.command?.title === '1 file matches') as vscode.CodeLens;
    assert.equal(command?.command, 'portcullis.showMatches');
    const shown = vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    await until('the file is picked', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.window.activeTextEditor?.document.uri.path.endsWith('/services/payments/card.ts') === true;
    });
    await shown;
  });

  it('marks a failing test and makes it expect what the policy decides', async () => {
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const hints = await ask<vscode.InlayHint[]>('InlayHintProvider', whole);
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['✓', '✗ expected block, got allow'],
    );
    const range = failing()?.range as vscode.Range;
    assert.equal(editor.document.getText(range), 'block');
    const actions = await ask<vscode.CodeAction[]>('CodeActionProvider', range, 'quickfix');
    const fix = actions.find(({ title }) => title === "Expect 'allow'");
    assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
    await until('nothing is marked', () => diagnostics().length === 0);
    assert.equal(editor.document.lineAt(12).text.slice(-15), 'expect: allow }');
  });

  it('offers the name that was meant', async () => {
    await editor.edit((edit) => edit.insert(endOf('level: secre'), 'e'));
    await until('the level is marked', () => diagnostics().some(({ message }) => message.includes("'secreet'")));
    const actions = await ask<vscode.CodeAction[]>('CodeActionProvider', new vscode.Range(6, 24, 6, 24), 'quickfix');
    const fix = actions.find(({ title }) => title === "Replace by 'secret'");
    assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.equal(editor.document.getText(), text);
  });

  it('formats a policy, and is no formatter of other files', async () => {
    await editor.edit((edit) => edit.insert(endOf('[public,'), '    '));
    const format = (): Thenable<vscode.TextEdit[] | undefined> =>
      ask<vscode.TextEdit[] | undefined>('FormatDocumentProvider', { tabSize: 2, insertSpaces: true });
    const edits = await until('it is formatted', async () => ((await format()) ?? []).length > 0 && format());
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri(), edits ?? []);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(editor.document.getText(), /^levels: \[public, internal, secret\]$/m);
    editor = await openWith('deployment.yaml', 'apiVersion:   apps/v1\n');
    assert.equal(await format(), undefined);
  });

  it('leaves every other YAML file alone', async () => {
    editor = await openWith('deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n');
    const completions = await ask<vscode.CompletionList>('CompletionItemProvider', new vscode.Position(3, 0));
    assert.ok(
      !completions.items.some(({ label, documentation }) => label === 'classify' && documentation !== undefined),
    );
    assert.deepEqual(await ask<vscode.CodeLens[]>('CodeLensProvider'), []);
  });
});
