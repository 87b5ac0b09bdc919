/** Names the files that a chat may send by itself, for the hooks: no payload of theirs holds them. */

import * as vscode from 'vscode';
import type { ChatContextResult } from '../../server/lsp/protocol/chatContext';

/** While the guard stands it decides about what is really sent, and nothing is to be feared of what only may be. */
export function chatContext(hasGuard: boolean): ChatContextResult {
  if (hasGuard) return { unseen: [] };
  const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
  return { unseen: [...new Set(documents.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath))] };
}
