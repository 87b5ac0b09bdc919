/** Tests of language support for policy files by an editor's connection to a real service. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  Range,
  Registration,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { MatchesResult } from '../../../../server/lsp/protocol';
import { Home, until } from '../../service/builtService';
import { EditorClient, inLine } from '../editorClient';

const text = `apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, secret]
classify:
  rules:
    - id: pay
      label: { level: secret }
      paths: ["pay/**", "!pay/docs/**"]
models:
  - { id: copilot, match: { names: [gpt] }, clearance: { level: internal } }
tests:
  - { name: stays, path: pay/a.ts, destination: { model: copilot }, expect: block }
  - name: goes
    path: src/a.ts
    destination: { model: copilot }
    expect: block
`;
const notPolicy = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n';
const dynamic = { dynamicRegistration: true };

describe('language support for policy files', function () {
  this.timeout(60_000);
  const home = new Home();
  const uriOf = (path: string): string => pathToFileURL(join(home.workspace, path)).href;
  const uri = uriOf('acme.yaml');
  let editor: EditorClient;
  const registered: Registration[] = [];

  before(async () => {
    for (const path of ['pay/a.ts', 'pay/b c.ts', 'pay/docs/a.md', 'src/a.ts', 'pay/ignored.ts', '.gitignore']) {
      mkdirSync(dirname(join(home.workspace, path)), { recursive: true });
      writeFileSync(join(home.workspace, path), path === '.gitignore' ? 'ignored.ts\n' : '');
    }
    editor = await EditorClient.connect((await home.ensure()).socket);
    editor.connection.onRequest('client/registerCapability', ({ registrations }) => {
      registered.push(...registrations);
      return null;
    });
    const { capabilities } = await editor.initialize([home.workspace], {
      initializationOptions: { client: 'vscode' },
      capabilities: {
        textDocument: {
          completion: { ...dynamic, completionItem: { snippetSupport: true } },
          rename: dynamic,
          codeLens: dynamic,
        },
      },
    });
    assert.equal(capabilities.completionProvider, undefined);
    assert.deepEqual(capabilities.definitionProvider, {});
    await editor.open(uri, text, 'yaml');
    await editor.open(uriOf('deployment.yaml'), notPolicy, 'yaml');
  });
  after(async () => {
    editor.close();
    await home.remove();
  });

  const ask = <R>(method: string, line: number, character: number, more: object = {}): Promise<R> =>
    editor.request(`textDocument/${method}`, { textDocument: { uri }, position: { line, character }, ...more });
  const change = async (range: Range | undefined, newText: string): Promise<readonly Diagnostic[]> =>
    editor.diagnosed(uri, await editor.change(uri, range, newText));
  const codes = (diagnostics: readonly Diagnostic[]): unknown[] => diagnostics.map(({ code }) => code);

  it('registers what it can for YAML and JSON alone', async () => {
    const methods = await until(
      'the client is told',
      () => registered.length > 0 && registered.map((each) => each.method),
    );
    assert.deepEqual(methods.sort(), ['textDocument/codeLens', 'textDocument/completion', 'textDocument/rename']);
    assert.match(JSON.stringify(registered[0]?.registerOptions), /"documentSelector":\[\{"language":"yaml"\}/);
  });

  it('marks a failing test, and makes it expect what the policy decides', async () => {
    const [diagnostic, ...others] = await editor.diagnosed(uri, 1);
    assert.deepEqual(others, []);
    assert.deepEqual([diagnostic?.code, diagnostic?.severity, diagnostic?.source], ['TEST_FAILED', 1, 'portcullis']);
    assert.deepEqual(diagnostic?.range, inLine(15, 12, 17));
    assert.equal(diagnostic.message, 'this test fails: expected the effect block, got allow');
    const hints: InlayHint[] = await editor.request('textDocument/inlayHint', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
    });
    assert.deepEqual(
      hints.map(({ position, label }) => [position.line, label]),
      [
        [11, '✓'],
        [12, '✗ expected block, got allow'],
      ],
    );
    const actions: CodeAction[] = await editor.request('textDocument/codeAction', {
      textDocument: { uri },
      range: inLine(15, 14, 14),
      context: { diagnostics: [] },
    });
    const fix = actions.find(({ title }) => title === "Expect 'allow'");
    // What the test says may be right: nobody's editor makes it pass without a look.
    assert.equal(fix?.isPreferred, false);
    assert.equal(fix.diagnostics?.[0]?.code, 'TEST_FAILED');
    assert.equal(applied(text, fix.edit), text.replace('expect: block\n', 'expect: allow\n'));
    assert.deepEqual(await change(inLine(15, 12, 17), 'allow'), []);
    assert.deepEqual(codes(await change(inLine(15, 12, 17), 'block')), ['TEST_FAILED']);
  });

  it('marks problems at their token, with what was meant', async () => {
    const [problem] = await change(inLine(6, 22, 28), 'secrt');
    assert.deepEqual([problem?.code, problem?.range], ['UNKNOWN_LEVEL', inLine(6, 22, 27)]);
    assert.match(String(problem?.message), /did you mean 'secret'/);
    assert.match(problem?.codeDescription?.href ?? '', /docs\/policy\.md/);
    await change(inLine(6, 22, 27), 'secret');
  });

  it('completes', async () => {
    const version = await editor.change(uri, inLine(9, 64, 72), '');
    const list = await ask<CompletionList>('completion', 9, 64);
    const labels = list.items.map(({ label }) => label);
    assert.deepEqual(labels, ['public', 'internal', 'secret']);
    assert.deepEqual(list.items[1]?.textEdit, { range: inLine(9, 64, 64), newText: 'internal' });
    assert.ok(version > 1);
    await change(inLine(9, 64, 64), 'internal');
  });

  it('shows documentation, and how many files a glob matches', async () => {
    const shown = async (line: number, character: number): Promise<string> => {
      const hover = await ask<Hover | null>('hover', line, character);
      return (hover?.contents as { value: string } | undefined)?.value ?? 'nothing';
    };
    assert.match(await shown(3, 2), /^\*\*classify\*\*\n\nWhich content has which label/);
    assert.match(await shown(9, 12), /Model `copilot`: cleared up to \*\*internal\*\*/);
    assert.equal(await shown(7, 18), '3 files of this workspace match it: `pay/a.ts`, `pay/b c.ts`, `pay/docs/a.md`');
    assert.match(await shown(7, 30), /^1 file of this workspace would be taken away by it: `pay\/docs\/a\.md`/);
  });

  it('leads to definitions and references, and renames', async () => {
    const definition = await ask<Location[]>('definition', 11, 63);
    assert.deepEqual(definition, [{ uri, range: inLine(9, 10, 17) }]);
    const references = await ask<Location[]>('references', 9, 12, { context: { includeDeclaration: true } });
    assert.deepEqual(
      references.map(({ range }) => range.start.line),
      [9, 11, 14],
    );
    assert.deepEqual(await ask('prepareRename', 9, 12), { range: inLine(9, 10, 17), placeholder: 'copilot' });
    const renamed = applied(text, await ask<WorkspaceEdit>('rename', 9, 12, { newName: 'gpt' }));
    assert.equal(renamed, text.replaceAll('copilot', 'gpt'));
    await assert.rejects(ask('prepareRename', 3, 2), /only levels, rules, models/);
    await assert.rejects(ask('rename', 9, 12, { newName: 'a b' }), /is not a name/);
  });

  it('has an outline', async () => {
    const symbols: DocumentSymbol[] = await editor.request('textDocument/documentSymbol', { textDocument: { uri } });
    assert.deepEqual(
      symbols.find(({ name }) => name === 'tests')?.children?.map(({ name, detail }) => `${name} ${detail}`),
      ['stays block', 'goes block'],
    );
  });

  it('tells above a rule how many files it matches, and above the tests how they come out', async () => {
    const lenses: CodeLens[] = await editor.request('textDocument/codeLens', { textDocument: { uri } });
    const [rule, tests] = await Promise.all(lenses.map((lens) => editor.request<CodeLens>('codeLens/resolve', lens)));
    assert.deepEqual([rule?.range.start.line, rule?.command?.title], [5, '2 files match']);
    assert.equal(rule?.command?.command, 'portcullis.showMatches');
    assert.deepEqual([tests?.range.start.line, tests?.command?.title], [10, '1 passed, 1 failed']);
    const [argument] = rule?.command?.arguments ?? [];
    assert.deepEqual(await editor.request<MatchesResult>('portcullis/matches', argument), {
      count: 2,
      files: [
        { uri: uriOf('pay/a.ts'), path: 'pay/a.ts' },
        { uri: uriOf('pay/b%20c.ts').replace('%2520', '%20'), path: 'pay/b c.ts' },
      ],
    });
    await assert.rejects(editor.request('portcullis/matches', { uri }), /'uri' must be a string and 'segments'/);
  });

  it('is silent in every other document', async () => {
    const textDocument = { uri: uriOf('deployment.yaml') };
    const position = { line: 0, character: 3 };
    for (const method of ['completion', 'definition', 'references', 'rename', 'documentHighlight', 'documentSymbol']) {
      const params = { textDocument, position, context: {}, newName: 'x' };
      assert.equal(await editor.request(`textDocument/${method}`, params), null, method);
    }
    for (const method of ['codeLens', 'inlayHint']) {
      assert.equal(
        await editor.request(`textDocument/${method}`, { textDocument, range: inLine(0, 0, 0) }),
        null,
        method,
      );
    }
    assert.equal(await editor.request('textDocument/hover', { textDocument, position }), null);
    assert.deepEqual(await editor.diagnosed(textDocument.uri, 1), []);
  });

  it('takes the file at its place in a workspace for a lower layer, whatever it says', async () => {
    const layer = uriOf('.portcullis/policy.yaml');
    await editor.open(layer, 'classify:\n  default: \n', 'yaml');
    const { items } = await editor.request<CompletionList>('textDocument/completion', {
      textDocument: { uri: layer },
      position: { line: 1, character: 11 },
    });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['public', 'internal', 'confidential', 'restricted'],
    );
  });
});

function applied(before: string, edit: WorkspaceEdit | undefined): string {
  const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.ok(change);
  return TextDocument.applyEdits(TextDocument.create('', '', 0, before), change.edits as never);
}
