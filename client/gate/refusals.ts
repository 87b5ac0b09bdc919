/**
 * What the gate refused in this window, for the person: a message once, a short sign at every further try, a list.
 *
 * Knows reasons only, never the refused text.
 */

import * as vscode from 'vscode';

export interface Refusal {
  readonly time: Date;
  readonly uri: vscode.Uri;
  readonly message: string;
  /** The source extension's id, where known. */
  readonly tool?: string;
  readonly rule?: string;
  /** Whether the text had been let in and was taken out again. */
  readonly takenOut: boolean;
}

const most = 50;
/** The same message is not shown again while it is likely still on the screen. */
const quietFor = 8000;

export class Refusals implements vscode.Disposable {
  private readonly list: Refusal[] = [];
  private readonly added = new vscode.EventEmitter<Refusal>();
  private lastShown: { readonly key: string; readonly time: number } | undefined;
  readonly onDidAdd = this.added.event;

  /** Latest first. */
  get latest(): readonly Refusal[] {
    return this.list;
  }

  add(refusal: Refusal): void {
    this.list.unshift(refusal);
    this.list.length = Math.min(this.list.length, most);
    this.added.fire(refusal);
    void this.show(refusal);
  }

  dispose(): void {
    this.added.dispose();
  }

  private async show({ uri, message, rule, time }: Refusal): Promise<void> {
    const key = `${uri} ${message}`;
    const { lastShown } = this;
    this.lastShown = { key, time: time.getTime() };
    if (lastShown?.key === key && time.getTime() - lastShown.time < quietFor) return;
    const why = 'Why?';
    const exception = 'Ask for an Exception';
    const choice = await vscode.window.showWarningMessage(message, why, exception);
    if (choice === why) await vscode.commands.executeCommand('portcullis.whyBlocked');
    if (choice === exception) {
      await vscode.commands.executeCommand('portcullis.requestException', {
        uri: uri.toString(),
        ...(rule && { rule }),
      });
    }
  }
}
