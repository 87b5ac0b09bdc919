/**
 * The accept gate in the real editor: what is refused, what is let in, and what is taken out again.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, enableAssistants, insertions, until, withoutProposals } from './support/editor';
import {
  awsKey,
  Offer,
  openClassified,
  press,
  pressUntilHeld,
  refusedWith,
  secretLine,
  slackToken,
  undoAndRedoAll,
} from './support/gate';

describe('accept gate', () => {
  let offer: Offer;
  before(() => enableAssistants());
  beforeEach(() => {
    offer = new Offer();
  });
  afterEach(async () => {
    offer.dispose();
    await closeAll();
  });

  it('lets a suggestion into an internal file, and it is logged', async () => {
    const before = (await insertions()).length;
    const { history } = await openClassified('src/plain.ts', 'export const a = 1;\n');
    await offer.show('export const b = 2;');
    await pressUntilHeld(history, 'export const b = 2;');
    const entries = await until('the entry is in the log', async () => {
      const all = await insertions();
      return all.length > before ? all.slice(before) : undefined;
    });
    assert.equal(entries.length, 1);
    assert.match(JSON.stringify(entries[0]), /"kind":"insertion"/);
    assert.match(JSON.stringify(entries[0]), /"effect":"allow"/);
  });

  for (const [name, command] of [
    ['the key', 'portcullis.acceptSuggestion'],
    ['the built-in command', 'editor.action.inlineSuggest.commit'],
    ['the next word', 'editor.action.inlineSuggest.acceptNextWord'],
    ['the next line', 'editor.action.inlineSuggest.acceptNextLine'],
  ] as const) {
    it(`refuses in a restricted file, by ${name}, and says why`, async () => {
      const text = 'export const card = 1;\n';
      const { document, history } = await openClassified('payments/card.ts', text);
      await offer.show('const other = 2;');
      for (let tries = 0; tries < 10; tries++) await vscode.commands.executeCommand(command);
      assert.equal(document.getText(), text);
      assert.deepEqual(history.moments, []);
      await refusedWith(/payments\/card\.ts[\s\S]*restricted/);
    });
  }

  it('takes a suggestion that holds a secret out again, and undo and redo never show it', async () => {
    const { document, history } = await openClassified('src/secret.ts', 'export const a = 1;\n');
    const text = document.getText();
    await offer.show(secretLine);
    await pressUntilHeld(history, awsKey);
    await until('the secret is gone', () => !document.getText().includes(awsKey));
    assert.equal(document.getText(), text);
    const since = history.moments.length;
    await undoAndRedoAll();
    assert.equal(history.held(awsKey, since), false);
    await refusedWith(/secret\.ts\s+AI suggestion refused: the inserted text holds[^#]*Inserted and taken out again/);
  });

  it('keeps what is typed right after Tab', async () => {
    const { document, history } = await openClassified('src/typed.ts', '// start\n');
    for (const keys of ['x', 'xy', 'let z = 1;']) {
      const before = document.getText();
      const since = history.moments.length;
      await offer.show(secretLine);
      await until('the suggestion is let in', async () => {
        const done = press();
        const typed = history.held(awsKey, since) ? '' : keys;
        for (const text of typed) void vscode.commands.executeCommand('type', { text });
        await done;
        if (history.held(awsKey, since)) return true;
        await vscode.commands.executeCommand('undo');
        await offer.show(secretLine);
        return false;
      });
      await until('only the typed text is left', () => document.getText() === before + keys, 10_000).catch(() => {
        assert.equal(document.getText(), before + keys);
      });
      const after = history.moments.length;
      await undoAndRedoAll();
      assert.equal(history.held(awsKey, after), false);
    }
  });

  it('takes out a secret that completes only over several words, whole', async () => {
    const { document, history } = await openClassified('src/words.ts', '// words\n');
    const text = document.getText();
    await offer.show(`const slackToken = '${slackToken}';`);
    // The words before it are let in and logged; the one that makes it a token is refused, and the others go with it.
    const enough = slackToken.slice(0, 20);
    await pressUntilHeld(history, enough, 'Word');
    await until('the words are gone', async () => {
      if (document.getText() !== text) await press('Word');
      return document.getText() === text;
    });
    offer.text = '';
    const since = history.moments.length;
    await undoAndRedoAll(20);
    assert.equal(history.held(enough, since), false);
    await refusedWith(/words\.ts\s+AI suggestion refused: the inserted text holds: Slack token/);
  });

  it('lets a single line in', async () => {
    const { document, history } = await openClassified('src/lines.ts', '// lines\n');
    await offer.show('const one = 1;\nconst two = 2;');
    await pressUntilHeld(history, 'const one = 1;\n', 'Line');
    assert.equal(document.getText(), '// lines\nconst one = 1;\n');
  });

  it('names the source in the log where the editor does, and says that it is unknown where not', async () => {
    const known = (await insertions()).length;
    const { history } = await openClassified('src/source.ts', '// demo: function');
    await enableAssistants('cloud');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await pressUntilHeld(history, 'function add');
    await enableAssistants();
    const entry = await until('the entry is in the log', async () => (await insertions())[known]);
    const { tool, model } = entry as { tool: { id: string }; model: { how: string } };
    const hasProposals = !withoutProposals && process.env['PORTCULLIS_PROPOSALS'] !== 'off';
    assert.equal(model.how, hasProposals ? 'detailedReason' : 'unknown');
    assert.equal(tool.id, hasProposals ? 'portcullis-demo.cloud-assistant' : 'unknown');
  });

  it('judges ten fast Tabs in a row, and none slips past', async () => {
    const { document, history } = await openClassified('src/tabs.ts', '// tabs\n');
    const known = (await insertions()).length;
    await offer.show(secretLine);
    await pressUntilHeld(history, awsKey);
    await Promise.all(Array.from({ length: 10 }, () => press()));
    offer.text = '';
    await until('every accept is judged', () => document.getText() === '// tabs\n');
    const comings = history.moments.filter(
      ({ text }, index) => text.includes(awsKey) && !history.moments[index - 1]?.text.includes(awsKey),
    );
    const removed = await until('every accept is logged', async () => {
      const entries = (await insertions()).slice(known).filter((entry) => JSON.stringify(entry).includes('"removed"'));
      return entries.length >= comings.length ? entries : undefined;
    });
    assert.equal(removed.length, comings.length);
  });

  it('lets ten fast Tabs in where suggestions follow each other, each of them logged', async () => {
    const known = (await insertions()).length;
    const { document, history } = await openClassified('src/many.ts', '// many\n');
    await offer.show('let x = 1; ');
    await pressUntilHeld(history, 'let x = 1; ');
    await Promise.all(Array.from({ length: 10 }, () => press()));
    const count = document.getText().split('let x = 1;').length - 1;
    await until('every accept is logged', async () => (await insertions()).length - known >= count);
    assert.equal((await insertions()).length - known, count);
  });
});
