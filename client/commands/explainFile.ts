/**
 * `portcullis.explainFile`: everything about a file's classification, as the service tells it.
 */

import * as path from 'node:path';
import * as vscode from 'vscode';
import { type ExplainResult, explainRequest } from '../../server/lsp/protocol';
import type { CommandContext } from './context';

/** `uri` names the file; without it the active one is explained. */
export async function explainFile({ connection, documents }: CommandContext, uri?: unknown): Promise<void> {
  const target = targetOf(uri);
  if (target === undefined) {
    void vscode.window.showInformationMessage('No file is open. Open the file that you want to have explained.');
    return;
  }
  const { markdown } = await connection.request<ExplainResult>(explainRequest, { uri: target.toString() });
  await documents.showMarkdown(`Explain ${path.posix.basename(target.path)}`, markdown);
}

/** Returns the URI a command was called with, else that of the active file. */
export function targetOf(uri: unknown): vscode.Uri | undefined {
  if (uri instanceof vscode.Uri) return uri;
  if (typeof uri === 'string' && uri !== '') return vscode.Uri.parse(uri);
  return vscode.window.activeTextEditor?.document.uri;
}
