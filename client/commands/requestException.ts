/**
 * `portcullis.requestException`: an exception as YAML, ready to be sent to the policy's owner.
 */

import * as vscode from 'vscode';
import { type ExceptionResult, exceptionRequest } from '../../server/lsp/protocol';
import type { CommandContext } from './context';
import { targetOf } from './explainFile';

/** `args` is `{uri, rule}` as the quick fix has it; without it the active file is meant. */
export async function requestException({ connection }: CommandContext, args?: unknown): Promise<void> {
  const { uri, rule } = (typeof args === 'object' && args !== null ? args : {}) as { uri?: unknown; rule?: unknown };
  const target = targetOf(uri);
  if (target === undefined) {
    void vscode.window.showInformationMessage('No file is open. Open the file that needs an exception.');
    return;
  }
  const params = { uri: target.toString(), ...(typeof rule === 'string' ? { rule } : {}) };
  const { yaml, owner } = await connection.request<ExceptionResult>(exceptionRequest, params);
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: yaml });
  await vscode.window.showTextDocument(document);
  const to = owner === undefined ? "the policy's owner" : owner;
  void vscode.window.showInformationMessage(
    `Fill in the reason and send this to ${to}. It holds once it is in the policy.`,
  );
}
