/**
 * The context gate in the real editor: which assistants are asked about which file, and whose settings are touched.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { assistant, closeAll, enableAssistants, open, until } from './support/editor';
import { classified, openClassified } from './support/gate';

const section = 'editor.inlineSuggest.experimental';
const key = 'suppressInlineSuggestions';

function suppressed(): string[] {
  return vscode.workspace.getConfiguration(section).get<string>(key, '').split(',');
}

function setting(): ReturnType<vscode.WorkspaceConfiguration['inspect']> {
  return vscode.workspace.getConfiguration(section).inspect(key);
}

describe('context gate', () => {
  before(() => enableAssistants('local', 'cloud'));
  afterEach(async () => {
    await vscode.workspace.getConfiguration(section).update(key, undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });

  it('keeps an assistant away from a file above its clearance, and lets the cleared one see it', async () => {
    const [local, cloud] = [await assistant('local'), await assistant('cloud')];
    const { document } = await openClassified('payments/context.ts', '// demo: function');
    await until('the cloud assistant is suppressed', () => suppressed().includes('portcullis-demo.cloud-assistant'));
    assert.equal(suppressed().includes('portcullis-demo.local-assistant'), false);
    const uri = document.uri.toString();
    const end = document.lineAt(0).range.end;
    await until('the local assistant is asked', async () => {
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(end, end);
      await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      return local.requests().includes(uri);
    });
    assert.equal(cloud.requests().includes(uri), false);
  });

  it('lets both see an internal file again', async () => {
    const cloud = await assistant('cloud');
    await openClassified('payments/first.ts', '// demo: function');
    await until('the cloud assistant is suppressed', () => suppressed().includes('portcullis-demo.cloud-assistant'));
    const { document } = await openClassified('src/second.ts', '// demo: function');
    await until('nobody is suppressed', () => !suppressed().includes('portcullis-demo.cloud-assistant'));
    await until('the cloud assistant is asked', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      return cloud.requests().includes(document.uri.toString());
    });
  });

  it("leaves the user's own value and the workspace's settings alone", async () => {
    await openClassified('src/own.ts', '// own\n');
    const settings = vscode.workspace.getConfiguration(section);
    await settings.update(key, 'acme.helper', vscode.ConfigurationTarget.Global);
    const { document } = await openClassified('payments/own.ts', '// own\n');
    await until('both are suppressed', () => {
      const groups = suppressed();
      return groups.includes('acme.helper') && groups.includes('portcullis-demo.cloud-assistant');
    });
    assert.equal(setting()?.workspaceValue, undefined);
    assert.equal(setting()?.workspaceFolderValue, undefined);
    assert.equal(await classified(document), 'restricted');
    await open('src/own.ts');
    await until("the user's own is left", () => setting()?.globalValue === 'acme.helper');
  });
});
