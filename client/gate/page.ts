/**
 * An open document as something to undo and edit: the editor's side of taking an insertion out.
 */

import * as vscode from 'vscode';
import type { Change } from './changes';
import { rangeOf } from './editorChanges';
import type { Page } from './takeOut';

export function createPage(document: vscode.TextDocument): Page {
  return {
    canUndo: () => vscode.window.activeTextEditor?.document === document,
    undo: async () => {
      await vscode.commands.executeCommand('undo');
    },
    edit: (change) => editDocument(document, [change]),
  };
}

/** Makes changes at once, between two stops of the undo stack; false where the document has changed meanwhile or is gone. */
export async function editDocument(document: vscode.TextDocument, changes: readonly Change[]): Promise<boolean> {
  if (document.isClosed) return false;
  const editor = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const edits = changes.map(({ offset, removed, text }) => ({
    range: rangeOf(document, offset, offset + removed),
    text,
  }));
  try {
    if (editor !== undefined) {
      return await editor.edit((builder) => {
        for (const { range, text } of edits) builder.replace(range, text);
      });
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { range, text } of edits) edit.replace(document.uri, range, text);
    return await vscode.workspace.applyEdit(edit);
  } catch {
    return false;
  }
}
