/**
 * How long a refused suggestion stays in the document, beside what any answer to a change takes in this editor.
 */

import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { closeAll, enableAssistants, until } from './support/editor';
import { awsKey, Offer, openClassified, press, secretLine } from './support/gate';

const rounds = 40;

function describeTimes(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
  console.log(`      ${what}: ${at(0.5)} ms (p50), ${at(0.95)} ms (p95), of ${sorted.length}`);
}

describe('accept gate, how quickly', () => {
  let offer: Offer;
  before(() => enableAssistants());
  beforeEach(() => {
    offer = new Offer();
  });
  afterEach(async () => {
    offer.dispose();
    await closeAll();
  });

  it('takes a refused suggestion out', async () => {
    const { document, history } = await openClassified('src/quick.ts', '// quick\n');
    const stays: number[] = [];
    while (stays.length < rounds) {
      const since = history.moments.length;
      await offer.show(secretLine);
      await until('the suggestion is let in', async () => {
        await press();
        return history.held(awsKey, since);
      });
      stays.push(await until('the secret is gone', () => history.stayOf(awsKey, since)));
      assert.equal(document.getText(), '// quick\n');
    }
    describeTimes('a refused suggestion stays', stays);
  });

  it('is bounded by what the editor takes to answer a change with an undo, with no gate in between', async () => {
    const { document, editor } = await openClassified('src/floor.ts', '// floor\n');
    const floor: number[] = [];
    let came = 0;
    const watch = vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges, reason }) => {
      if (changed !== document || contentChanges.length === 0) return;
      if (reason === vscode.TextDocumentChangeReason.Undo) floor.push(performance.now() - came);
      else {
        came = performance.now();
        void vscode.commands.executeCommand('undo');
      }
    });
    for (let round = 0; round < rounds; round++) {
      await editor.edit((builder) => builder.insert(editor.selection.active, secretLine));
      await until('it is undone', () => floor.length > round);
    }
    watch.dispose();
    describeTimes('the editor alone', floor);
  });
});
