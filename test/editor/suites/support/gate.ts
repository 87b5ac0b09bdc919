/**
 * What the gate's suites share: an assistant that says what the test wants, and a record of every text a document had.
 */

import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { PortcullisApi } from '../../../../client/extension';
import { openWith, until } from './editor';

/** Fake, and in pieces so that no scanner takes this file for a leak. */
export const awsKey = ['AKIA', 'Q3ZT7WXN', '5RKM2VBD'].join('');
export const secretLine = `const accessKeyId = '${awsKey}';`;
const slackParts = ['xoxb', '155429376835', '319793991421', 'kZ8wQpLr4TnXv2BcYd7HsM1f'];
export const slackToken = slackParts.join('-');

/** Offers one suggestion at the cursor, in documents whose path contains `where`. */
export class Offer implements vscode.Disposable {
  text = '';
  asked = 0;
  private readonly registration: vscode.Disposable;

  constructor(where = '') {
    this.registration = vscode.languages.registerInlineCompletionItemProvider(
      { pattern: '**' },
      {
        provideInlineCompletionItems: (document, position) => {
          if (this.text === '' || !document.uri.path.includes(where)) return [];
          this.asked++;
          return [new vscode.InlineCompletionItem(this.text, new vscode.Range(position, position))];
        },
      },
    );
  }

  /** Makes the suggestion and waits until the editor has it. */
  async show(text: string): Promise<void> {
    this.text = text;
    const { asked } = this;
    await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    await until('the suggestion is asked for', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      return this.asked > asked;
    });
  }

  dispose(): void {
    this.registration.dispose();
  }
}

interface Moment {
  readonly text: string;
  readonly at: number;
}

/** Every text that a document has had, with the times. */
export class History implements vscode.Disposable {
  readonly moments: Moment[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(document: vscode.TextDocument) {
    this.subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || event.contentChanges.length === 0) return;
      this.moments.push({ text: document.getText(), at: performance.now() });
    });
  }

  /** Reports whether any of the texts from the moment `since` on held this one. */
  held(text: string, since = 0): boolean {
    return this.moments.slice(since).some((moment) => moment.text.includes(text));
  }

  /** Returns the milliseconds between the text's coming and its going; `undefined` while it has not done both. */
  stayOf(text: string, since = 0): number | undefined {
    const moments = this.moments.slice(since);
    const came = moments.findIndex((moment) => moment.text.includes(text));
    const went = moments.findIndex((moment, index) => index > came && !moment.text.includes(text));
    return came === -1 || went === -1 ? undefined : moments[went]!.at - moments[came]!.at;
  }

  dispose(): void {
    this.subscription.dispose();
  }
}

/** Opens a new file, waits until Portcullis has classified it, and records what becomes of it. */
export async function openClassified(
  file: string,
  text: string,
): Promise<{ editor: vscode.TextEditor; document: vscode.TextDocument; history: History }> {
  const editor = await openWith(file, text);
  const { document } = editor;
  await classified(document);
  return { editor, document, history: new History(document) };
}

/** Resolves with a document's label when the service has told it. */
export async function classified(document: vscode.TextDocument): Promise<string> {
  const { level } = await until('the file is classified', async () => {
    const extension = vscode.extensions.getExtension<PortcullisApi>('portcullis.portcullis');
    return (await extension?.activate())?.labelOf(document.uri);
  });
  return level;
}

/** Accepts as a key does: by the command that our key binding leads to. */
export function press(kind: '' | 'Word' | 'Line' = ''): Thenable<unknown> {
  return vscode.commands.executeCommand(`portcullis.acceptSuggestion${kind}`, ...(kind === '' ? ['tab'] : []));
}

/** Presses until the document has held the text; the suggestion may need a moment to be drawn. */
export async function pressUntilHeld(history: History, text: string, kind: '' | 'Word' | 'Line' = ''): Promise<void> {
  await until('the suggestion is let in', async () => {
    await press(kind);
    return history.held(text);
  });
}

/** Undoes all there is to undo, then redoes all there is to redo. */
export async function undoAndRedoAll(steps = 12): Promise<void> {
  for (const command of ['undo', 'redo']) {
    for (let step = 0; step < steps; step++) await vscode.commands.executeCommand(command);
  }
}

/** Resolves when what `portcullis.whyBlocked` shows matches. */
export async function refusedWith(pattern: RegExp): Promise<void> {
  const uri = vscode.Uri.from({ scheme: 'portcullis', path: '/Refused AI suggestions.md' });
  await vscode.commands.executeCommand('portcullis.whyBlocked');
  const document = await vscode.workspace.openTextDocument(uri);
  await until(`the refusals match ${pattern}`, () => pattern.test(document.getText()), 10_000);
}
