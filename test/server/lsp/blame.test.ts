/** Tests of following the origin of lines in open documents, by an editor's connection to a real service. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openRepository } from '../../../server/host/gitRepository';
import { createLineStore } from '../../../server/host/lineStore';
import type { InspectInsertionParams, Range } from '../../../server/lsp/protocol';
import type { BlameResult } from '../../../server/lsp/protocol/blame';
import { parseStored } from '../../../server/provenance/lines/stored';
import { Home, until } from '../service/builtService';
import { EditorClient, inLine } from './editorClient';

describe('the origin of lines in the editor', function () {
  this.timeout(60_000);
  const home = new Home();
  const file = join(home.workspace, 'src/a.ts');
  const uri = pathToFileURL(file).href;
  let editor: EditorClient;

  before(async () => {
    mkdirSync(join(home.workspace, 'src'));
    writeFileSync(file, '');
    execFileSync('git', ['init', '-q'], { cwd: home.workspace });
    editor = await EditorClient.connect((await home.ensure()).socket);
    const { capabilities } = await editor.initialize([home.workspace]);
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: true });
  });
  after(async () => {
    editor.close();
    await home.remove();
  });

  const blame = async (): Promise<unknown[]> => {
    const { spans } = await editor.request<BlameResult>('portcullis/blame', { uri });
    return spans.map(({ startLine, endLine, kind, origins }) => [startLine, endLine, kind, origins[0]?.name]);
  };
  const at = (line: number, character: number): Range => inLine(line, character, character);
  const notify = (method: string, more = {}) =>
    editor.connection.sendNotification(method, { textDocument: { uri, ...more } });
  let entry: string | undefined;

  it('an insertion is the model’s, and stays so through a person’s edits', async () => {
    await editor.open(uri, 'const mine = 1;\n');
    const version = await editor.change(uri, at(1, 0), 'const yours = 2;\nreturn yours;\n');
    const params: InspectInsertionParams = {
      ...{ ticket: 't1', uri, version, kind: 'all', canAsk: true, how: 'detailedReason', model: 'gpt-5' },
      ranges: [{ start: { line: 1, character: 0 }, end: { line: 3, character: 0 } }],
    };
    await editor.request('portcullis/inspectInsertion', params);
    assert.deepEqual(await blame(), [[1, 2, 'ai', 'gpt-5']]);
    await editor.change(uri, at(0, 0), '// mine\n');
    await editor.change(uri, at(3, 0), 'x');
    assert.deepEqual(await blame(), [
      [2, 2, 'ai', 'gpt-5'],
      [3, 3, 'mixed', 'gpt-5'],
    ]);
    entry = (await editor.logged('t1')).id;
  });

  it('is stored when the document is saved, with the entry’s id', async () => {
    writeFileSync(file, '// mine\nconst mine = 1;\nconst yours = 2;\nxreturn yours;\n');
    await notify('textDocument/didSave');
    const store = createLineStore(home.paths.stateDirectory);
    const { gitDirectory } = await openRepository(home.workspace);
    const json = await until('it is stored', () => store.read(gitDirectory, 'src/a.ts'));
    assert.deepEqual(
      parseStored(json)?.sources.map((source) => source.entry),
      [entry],
    );
  });

  it('is known again when the document is opened again, changed by others meanwhile', async () => {
    await notify('textDocument/didClose');
    await editor.open(uri, 'const theirs = 0;\nconst mine = 1;\nconst yours = 2;\n');
    assert.deepEqual(await blame(), [[2, 2, 'ai', 'gpt-5']]);
  });

  it('goes with the line that is cut and put in elsewhere, and comes back when that is undone', async () => {
    const line = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
    await editor.change(uri, line, '');
    assert.deepEqual(await blame(), []);
    await editor.change(uri, at(0, 0), 'const yours = 2;\n');
    assert.deepEqual(await blame(), [[0, 0, 'ai', 'gpt-5']]);
    await editor.change(uri, { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, '');
    await editor.change(uri, at(2, 0), 'const yours = 2;\n');
    assert.deepEqual(await blame(), [[2, 2, 'ai', 'gpt-5']]);
  });

  it('comes back with an undo of whatever size, told before or after the edit', async () => {
    const few = inLine(2, 0, 3);
    for (const isBefore of [true, false]) {
      const version = await editor.change(uri, few, '');
      const undo = { uri, version: version + 1, reason: 'undo' };
      if (isBefore) await editor.request('portcullis/explainEdit', undo);
      await editor.change(uri, at(2, 0), 'con');
      if (!isBefore) {
        assert.deepEqual(await blame(), [[2, 2, 'mixed', 'gpt-5']]);
        await editor.request('portcullis/explainEdit', undo);
      }
      assert.deepEqual(await blame(), [[2, 2, 'ai', 'gpt-5']]);
    }
  });

  it('is the model’s where it is copied to, and a person’s where a person types the same', async () => {
    await editor.change(uri, at(3, 0), 'const yours = 2;\n');
    assert.deepEqual(await blame(), [[2, 3, 'ai', 'gpt-5']]);
    for (const [i, letter] of [...'const yours = 2;'].entries()) await editor.change(uri, at(4, i), letter);
    assert.deepEqual(await blame(), [[2, 3, 'ai', 'gpt-5']]);
  });

  it('stays with a file that is renamed, what was not saved included', async () => {
    const { spans } = await editor.request<BlameResult>('portcullis/blame', { uri });
    const text = 'const theirs = 0;\nconst mine = 1;\nconst yours = 2;\nconst yours = 2;\nconst yours = 2;';
    const renamed = join(home.workspace, 'src/b.ts');
    writeFileSync(renamed, text);
    const renamedUri = pathToFileURL(renamed).href;
    await notify('textDocument/didClose');
    await editor.open(renamedUri, text);
    const after = await editor.request<BlameResult>('portcullis/blame', { uri: renamedUri });
    assert.deepEqual(after.spans, spans);
    const store = createLineStore(home.paths.stateDirectory);
    const { gitDirectory } = await openRepository(home.workspace);
    await until('it is stored', () => store.read(gitDirectory, 'src/b.ts'));
  });
});
