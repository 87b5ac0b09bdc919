/**
 * `portcullis.openPolicy`: the policy in force, or the first defect of the installed one.
 */

import * as vscode from 'vscode';
import { type Status, statusRequest } from '../../server/lsp/protocol';
import type { CommandContext } from './context';

export async function openPolicy({ connection }: CommandContext): Promise<void> {
  const { policy } = await connection.request<Status>(statusRequest, {});
  const [problem] = policy.problems;
  const file = problem?.path ?? policy.path;
  if (file === undefined) {
    void vscode.window.showInformationMessage(
      'No policy is installed and none can be read: the strictest default is in force.',
    );
    return;
  }
  const editor = await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: true });
  if (problem === undefined) return;
  const position = new vscode.Position(Math.max(0, problem.line - 1), Math.max(0, problem.column - 1));
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenter);
  const hint = problem.hint === undefined ? '' : ` ${problem.hint}`;
  void vscode.window.showWarningMessage(`${problem.code}: ${problem.message}.${hint}`);
}
