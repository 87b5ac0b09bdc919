/** Which fixes are offered for a policy's defects, and which of them editors make without showing them. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Home } from '../../service/builtService';
import { EditorClient } from '../editorClient';

const head = `apiVersion: portcullis/v1
metadata: { name: acme, version: "1" }
levels: [public, internal, confidential]
`;

describe('quick fixes of policy files', function () {
  this.timeout(60_000);
  const home = new Home();
  const uri = pathToFileURL(join(home.workspace, 'acme.yaml')).href;
  let editor: EditorClient;

  before(async () => {
    editor = await EditorClient.connect((await home.ensure()).socket);
    await editor.initialize([home.workspace]);
    await editor.open(uri, head, 'yaml');
  });
  after(async () => {
    editor.close();
    await home.remove();
  });

  /** Returns what is offered for a policy of some sections, fixes to make without a look with a star. */
  async function actionsFor(sections: string): Promise<readonly CodeAction[]> {
    await editor.change(uri, undefined, head + sections);
    return editor.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
      context: { diagnostics: [] },
    });
  }
  async function offered(sections: string): Promise<readonly string[]> {
    return (await actionsFor(sections)).map(({ title, isPreferred }) => `${title}${isPreferred === true ? '*' : ''}`);
  }
  const exception = 'until: 2099-01-01T00:00:00Z, reason: r, approvedBy: a';

  it('take no field out that was meant to be another', async () => {
    assert.deepEqual(await offered('flow: [{ channel: [chat], effect: redact }]'), ["Replace by 'channels'*"]);
    assert.deepEqual(await offered('gateway: { prt: 1 }'), ["Replace by 'port'*"]);
    assert.deepEqual(await offered(`exceptions: [{ id: e, path: [a], ${exception} }]`), ["Replace by 'paths'"]);
  });

  it('take no condition out', async () => {
    for (const sections of [
      'flow: [{ severity: [high], effect: redact }]',
      'insertions: [{ severity: [high], effect: allow }]',
      `exceptions: [{ id: e, rules: [default], severity: [high], ${exception} }]`,
      'models: [{ id: m, match: { names: [a], severity: [high] }, clearance: { level: internal } }]',
      'classify: { rules: [{ id: r, label: { level: public }, paths: [a], severity: [high] }] }',
    ]) {
      assert.deepEqual(await offered(sections), [], sections);
    }
    assert.deepEqual(
      await offered('metadata2: {}\ngateway: { severity: 1 }').then((all) => all.at(-1)),
      'Remove this field',
    );
  });

  it('clear nothing without a look', async () => {
    const model = (level: string): string =>
      `models: [{ id: m, match: { names: [a] }, clearance: { level: ${level} } }]`;
    assert.deepEqual(await offered(model('confidental')), ["Replace by 'confidential'"]);
    assert.deepEqual(await offered('classify: { default: confidental }'), ["Replace by 'confidential'*"]);
    assert.deepEqual(await offered('insertions: [{ effect: warm }]'), ["Replace by 'warn'"]);
  });

  it('write flags where they belong', async () => {
    const fixed = async (detector: string): Promise<string | undefined> => {
      const action = (await actionsFor(detector)).find(({ title }) => title === "Write 'flags: i'");
      const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
      if (change === undefined) return undefined;
      const text = TextDocument.create('', '', 0, head + detector);
      return TextDocument.applyEdits(text, change.edits as never).slice(head.length);
    };
    assert.equal(
      await fixed(`detectors: [{ id: acme/a, pattern: '(?i)e\\d{6}', keywords: [e] }]\n`),
      `detectors: [{ id: acme/a, pattern: 'e\\d{6}', flags: i, keywords: [e] }]\n`,
    );
    assert.equal(
      await fixed(`detectors:\n  - pattern: "(?i)e[0-9]{6}" # ids\n    id: acme/a\n`),
      `detectors:\n  - pattern: "e[0-9]{6}" # ids\n    flags: i\n    id: acme/a\n`,
    );
    assert.equal(await fixed(`detectors: [{ id: acme/a, pattern: "(?i)e[0-9]{6}", flags: s }]`), undefined);
  });
});
