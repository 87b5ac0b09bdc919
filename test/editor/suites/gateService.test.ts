/**
 * The accept gate without the service: closed above the lowest level, and back by itself.
 */

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { portcullis } from '../../../scripts/dev/portcullis';
import { closeAll, enableAssistants, home, until } from './support/editor';
import { Offer, openClassified, press, pressUntilHeld, refusedWith } from './support/gate';

describe('accept gate without the service', () => {
  let offer: Offer;
  before(() => enableAssistants());
  beforeEach(() => {
    offer = new Offer();
  });
  afterEach(async () => {
    offer.dispose();
    await closeAll();
  });

  it('is closed for a file above the lowest level while the service is gone, and opens again', async () => {
    const { document, history } = await openClassified('src/lost.ts', '// lost\n');
    await offer.show('export const lost = 1;');
    // A file in the way of the socket's folder keeps a new service from starting until it is taken away.
    const folder = path.join(home, 'run');
    const aside = `${folder}-aside`;
    await killService();
    fs.renameSync(folder, aside);
    fs.writeFileSync(folder, '');
    try {
      await until('the accept is refused for want of a service', async () => {
        await press();
        return refusedWith(/service is not running/).then(
          () => true,
          () => false,
        );
      });
      const size = history.moments.length;
      for (let tries = 0; tries < 5; tries++) await press();
      assert.equal(history.moments.length, size);
    } finally {
      fs.rmSync(folder);
      fs.renameSync(aside, folder);
    }
    await vscode.commands.executeCommand('portcullis.restart');
    await vscode.window.showTextDocument(document);
    await until('suggestions are let in again', async () => {
      await offer.show('export const back = 1;');
      await press();
      return history.held('export const back = 1;');
    });
    await pressUntilHeld(history, 'back');
  });

  it('stays open for a file of the lowest level', async () => {
    const { document, history } = await openClassified('LICENSE', 'MIT\n');
    await killService();
    await offer.show('Copyright');
    await pressUntilHeld(history, 'Copyright');
    assert.match(document.getText(), /Copyright/);
  });
});

/** Ends the service as a crash would. */
async function killService(): Promise<void> {
  const { output } = await portcullis(home, ['service', 'status', '--format', 'json']);
  process.kill(JSON.parse(output).pid, 'SIGKILL');
}
