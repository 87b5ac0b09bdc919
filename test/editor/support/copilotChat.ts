/**
 * Drives the editor's own Copilot from a suite in the extension host: its chat in both modes, inline chat, and the model
 * behind them.
 */

import fs from 'node:fs';
import * as vscode from 'vscode';
import { until } from '../../../scripts/dev/steps';
import { modelFiles, type Step } from './copilotModel';
import { modelVariable } from './copilotScene';

const copilotId = 'github.copilot-chat';

/** What a chat ended with, as far as tests look at it. */
export interface ChatResult {
  readonly type?: 'confirmation';
  readonly errorDetails?: { readonly message: string };
  readonly metadata?: unknown;
}

/** Switches Copilot on, as the first chat of a signed-in person does, and waits until its model is there. */
export async function startCopilot(): Promise<void> {
  await vscode.commands.executeCommand('workbench.extensions.action.enableAll');
  const extension = await until('Copilot is switched on', () => vscode.extensions.getExtension(copilotId));
  await extension.activate();
  await until('its model is there', async () => {
    const models = await vscode.lm.selectChatModels({ vendor: 'customendpoint' });
    return models.length > 0;
  });
  // Lets the settings' approval of all tools count without the dialog that warns of it.
  await vscode.commands.executeCommand('setContext', 'vscode.chat.tools.global.autoApprove.testMode', true);
  await vscode.commands.executeCommand('workbench.action.chat.open');
}

const { script, received } = modelFiles(process.env[modelVariable] ?? '');

/** Everything the model got since `order`. */
export function sent(): string {
  return fs.readFileSync(received, 'utf8');
}

/** Tells the model what to do at its next turns, and forgets what it got. */
export function order(...steps: readonly Step[]): void {
  fs.writeFileSync(script, JSON.stringify(steps));
  fs.writeFileSync(received, '');
}

/** Sends a prompt in a new chat and resolves with what it ended with, or that a person has to confirm something. */
export async function chat(mode: 'ask' | 'agent', query: string): Promise<ChatResult> {
  await vscode.commands.executeCommand('workbench.action.chat.newChat');
  const options = { query, mode, blockOnResponse: true };
  return (await vscode.commands.executeCommand<ChatResult>('workbench.action.chat.open', options)) ?? {};
}

/** Lets the tool run that waits to be confirmed. */
export async function confirm(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.chat.acceptTool');
}

/** Returns the text of the chat that is shown, as its command copies it. */
export async function shownChat(): Promise<string> {
  await vscode.commands.executeCommand('workbench.action.chat.copyAll');
  return vscode.env.clipboard.readText();
}

/** Sends a prompt in the inline chat of an editor and waits until `done` holds. */
export async function inlineChat(
  document: vscode.TextDocument,
  message: string,
  done: () => boolean | Promise<boolean>,
): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(0, 0, document.lineCount - 1, 0);
  let isUnderWay = false;
  await until('the inline chat is answered or refused', async () => {
    if (await done()) return true;
    // What the model has got is not to be asked again.
    if (isUnderWay || sent().includes(message)) return false;
    isUnderWay = true;
    // The command ends at once, and does nothing, as long as the editor does not have the keyboard.
    const options = { message, autoSend: true, resolveOnResponse: true };
    vscode.commands.executeCommand('inlineChat.start', options).then(
      () => {
        isUnderWay = false;
      },
      () => undefined,
    );
    return false;
  });
}

/** Keeps what was edited, as the button does; edits that wait for it would make closing ask. */
export async function keepAll(): Promise<void> {
  await vscode.commands.executeCommand('chatEditing.acceptAllFiles');
}
