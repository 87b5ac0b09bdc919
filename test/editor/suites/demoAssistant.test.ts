/**
 * The demo assistants in the real editor: the ground that the product's own editor suites stand on.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accept, assistant, closeAll, enableAssistants, openWith, withoutProposals } from './support/editor';

describe('demo assistant', () => {
  before(() => enableAssistants('cloud'));
  afterEach(closeAll);

  it('offers what its model says, and Tab lets it in', async () => {
    const { document } = await openWith('src/demo.ts', '// demo: function');
    await accept(() => document.getText().includes('function add(a, b) {\n  return a + b;\n}'));
  });

  it('asks its model with the text of the document, and the switched off one does not', async () => {
    const [local, cloud] = [await assistant('local'), await assistant('cloud')];
    const before = local.requests().length;
    const { document } = await openWith('src/asked.ts', '// demo: lines');
    await accept(() => document.getText().includes('const third = first + second;'));
    assert.ok(cloud.requests().includes(document.uri.toString()));
    assert.equal(local.requests().length, before);
  });

  it(`${withoutProposals ? 'may not' : 'may'} use a proposed API in this run`, async () => {
    assert.equal((await assistant('cloud')).proposedApi(), !withoutProposals);
  });

  it('runs in an extension host beside the installed extension', () => {
    const extension = vscode.extensions.getExtension('portcullis.portcullis');
    assert.ok(extension);
    assert.ok(!extension.extensionPath.startsWith(process.env['TEST_REPOSITORY'] as string));
  });
});
