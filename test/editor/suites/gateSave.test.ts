/**
 * The accept gate and saving: a file on disk never holds what is refused.
 */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { closeAll, enableAssistants, until } from './support/editor';
import { awsKey, Offer, openClassified, press, pressUntilHeld, secretLine } from './support/gate';

/** Reads a file over and over while `work` runs, and returns whether it ever held the key. */
async function wasOnDisk(file: string, work: () => Promise<void>): Promise<boolean> {
  let seen = false;
  let running = true;
  const look = (async () => {
    while (running) {
      seen ||= (await fs.promises.readFile(file, 'utf8')).includes(awsKey);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await work();
  running = false;
  await look;
  return seen || fs.readFileSync(file, 'utf8').includes(awsKey);
}

describe('accept gate and saving', () => {
  let offer: Offer;
  before(() => enableAssistants());
  beforeEach(() => {
    offer = new Offer();
  });
  afterEach(async () => {
    offer.dispose();
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    await vscode.workspace
      .getConfiguration('files')
      .update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });

  it('makes a save in between wait', async () => {
    const { document, history } = await openClassified('src/saved.ts', '// save\n');
    const seen = await wasOnDisk(document.uri.fsPath, async () => {
      await offer.show(secretLine);
      await until('the suggestion is let in', async () => {
        const accepted = press();
        const saved = document.save();
        await Promise.all([accepted, saved]);
        return history.held(awsKey);
      });
      await until('the file is saved', async () => !document.isDirty || (await document.save()));
    });
    assert.equal(seen, false);
    assert.equal(document.getText(), '// save\n');
    for (const command of ['undo', 'undo', 'redo', 'redo']) await vscode.commands.executeCommand(command);
    assert.equal(document.getText().includes(awsKey), false);
  });

  it('never lets autosave write it', async () => {
    const files = vscode.workspace.getConfiguration('files');
    await files.update('autoSaveDelay', 1, vscode.ConfigurationTarget.Global);
    await files.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global);
    const { document, history } = await openClassified('src/autosaved.ts', '// autosave\n');
    const seen = await wasOnDisk(document.uri.fsPath, async () => {
      for (let round = 0; round < 5; round++) {
        await offer.show(secretLine);
        await pressUntilHeld(history, awsKey);
        await until('the secret is gone', () => !document.getText().includes(awsKey));
      }
      await vscode.commands.executeCommand('type', { text: '!' });
      await until('the file is saved', () => !document.isDirty);
    });
    assert.equal(seen, false);
    assert.match(fs.readFileSync(document.uri.fsPath, 'utf8'), /^\/\/ autosave\n!/);
  });
});
