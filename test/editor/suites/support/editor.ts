/**
 * What the suites inside the extension host share: the workspace's files, typing, the demo assistants, the log.
 */

import path from 'node:path';
import * as vscode from 'vscode';
import { readLog } from '../../../../scripts/dev/portcullis';
import { until } from '../../../../scripts/dev/steps';

export { until };

/** Whether this run has VS Code's own answer on proposed APIs: none for extensions that it does not list. */
export const withoutProposals = process.env['EDITOR_HOST_PROPOSALS'] === 'stock';

/** PORTCULLIS_HOME of this run. */
export const home = process.env['PORTCULLIS_HOME'] as string;

/** What a demo assistant's extension exports; see test/editor/demo-assistant. */
export interface Assistant {
  readonly model: string;
  readonly endpoint: string;
  requests(): readonly string[];
  send(way: 'fetch' | 'http', url: string, body: object): Promise<string>;
  proposedApi(): boolean;
}

/** Returns a demo assistant, activated. */
export async function assistant(name: 'local' | 'cloud'): Promise<Assistant> {
  const extension = vscode.extensions.getExtension<Assistant>(`portcullis-demo.${name}-assistant`);
  if (!extension) throw new Error(`the demo assistant '${name}' is not installed`);
  return extension.activate();
}

/** Lets exactly these assistants offer completions. */
export async function enableAssistants(...names: readonly ('local' | 'cloud')[]): Promise<void> {
  for (const name of ['local', 'cloud'] as const) {
    const settings = vscode.workspace.getConfiguration(`demoAssistant.${name}`);
    await settings.update('enabled', names.includes(name), vscode.ConfigurationTarget.Global);
  }
}

/** Returns the provenance log's entries, oldest first. */
export function log(): Promise<readonly Record<string, unknown>[]> {
  return readLog(home);
}

/** Returns the entries about insertions: requests to models have theirs in the same log. */
export async function insertions(): Promise<readonly Record<string, unknown>[]> {
  return (await log()).filter(({ kind }) => kind === 'insertion');
}

/** Returns the absolute path of a file of the workspace. */
export function workspacePath(file: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return path.join(folder.uri.fsPath, file);
}

/** Writes a file of the workspace, opens it and puts the cursor at its end. */
export async function openWith(file: string, text: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.file(workspacePath(file));
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return open(file);
}

/** Opens a file of the workspace and puts the cursor at its end. */
export async function open(file: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(workspacePath(file));
  const editor = await vscode.window.showTextDocument(document);
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** Types text as from the keyboard. */
export async function type(text: string): Promise<void> {
  await vscode.commands.executeCommand('type', { text });
}

/** Asks for a suggestion and presses Tab (or accepts a word or line) until `done` holds. */
export async function accept(
  done: () => boolean,
  kind: 'commit' | 'acceptNextWord' | 'acceptNextLine' = 'commit',
): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    if (tries === 10) throw new Error('the suggestion was not accepted');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    const pressed = until(
      'it is accepted',
      async () => {
        await vscode.commands.executeCommand(`editor.action.inlineSuggest.${kind}`);
        return done();
      },
      3000,
    );
    await pressed.catch(() => undefined);
  }
}

/** Closes every editor and drops what is not saved. */
export async function closeAll(): Promise<void> {
  // The settings file is the editor's own to write and save; it is dirty for a moment whenever a setting changes.
  const isSettings = ({ uri }: vscode.TextDocument): boolean => uri.path.endsWith('/User/settings.json');
  for (const document of vscode.workspace.textDocuments.filter((each) => each.isDirty && !isSettings(each))) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
