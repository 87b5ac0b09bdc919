/**
 * The way of a drill into the editor: a suggestion with the canary in it, accepted as a person would. A harmless one has to
 * be taken first, so that a suggestion that never shows proves nothing.
 */

import * as vscode from 'vscode';
import type { DrillOutcome } from '../../server/lsp/protocol/coverage';

const way = 'insertion';
const mostTries = 10;
/** What is offered is drawn before it can be accepted, and nothing tells when: it is tried so often, so long apart. */
const mostCommits = 10;
const pauseMs = 100;
const harmless = 'harmless';

/** Offers suggestions in a document of the scratch folder; leaves no editor open. */
export async function drillInsertion(folder: string, canary: string, signal: AbortSignal): Promise<DrillOutcome> {
  const time = new Date().toISOString();
  const uri = vscode.Uri.joinPath(vscode.Uri.file(folder), 'suggestion.txt');
  await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  const document = await vscode.workspace.openTextDocument(uri);
  let offered = harmless;
  let isAsked = false;
  const provider = vscode.languages.registerInlineCompletionItemProvider(
    { scheme: 'file', pattern: uri.fsPath },
    {
      provideInlineCompletionItems(_, position) {
        isAsked = true;
        return [new vscode.InlineCompletionItem(offered, new vscode.Range(position, position))];
      },
    },
  );
  const before = vscode.window.activeTextEditor;
  try {
    await vscode.window.showTextDocument(document, { preview: true });
    const tries = await acceptUntil(document, () => document.getText().includes(harmless), mostTries, signal);
    if (tries === mostTries) {
      const note = isAsked ? 'no suggestion could be accepted' : 'the editor asked for no suggestion';
      return { way, outcome: 'untried', time, note };
    }
    offered = canary;
    // It may be refused before it is in, or be in for a moment and taken out again.
    let wasIn = false;
    const watch = vscode.workspace.onDidChangeTextDocument((event) => {
      wasIn ||= event.document === document && event.contentChanges.some(({ text }) => text.includes(canary));
    });
    await acceptUntil(document, () => wasIn, tries + 1, signal).finally(() => watch.dispose());
    return { way, outcome: document.getText().includes(canary) ? 'through' : 'held', time };
  } finally {
    provider.dispose();
    await leave(document, before);
  }
}

/** Accepts until it is done, or so many times; returns how often it was not done. */
async function acceptUntil(
  document: vscode.TextDocument,
  isDone: () => boolean,
  most: number,
  signal: AbortSignal,
): Promise<number> {
  for (let tries = 0; tries < most; tries++) {
    signal.throwIfAborted();
    const editor = await vscode.window.showTextDocument(document);
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    for (let commits = 0; commits < mostCommits; commits++) {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      if (isDone()) return tries;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return most;
}

async function leave(document: vscode.TextDocument, before: vscode.TextEditor | undefined): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  if (before !== undefined && !before.document.isClosed) {
    await vscode.window.showTextDocument(before.document, {
      viewColumn: before.viewColumn ?? vscode.ViewColumn.Active,
    });
  }
}
