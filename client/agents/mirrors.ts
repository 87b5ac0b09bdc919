/**
 * The text of every open document as it was a moment ago: agents change documents that nobody looks at.
 */

import * as vscode from 'vscode';
import type { Change } from '../gate/changes';
import { Mirror } from '../gate/mirror';
import { schemes } from '../schemes';

export class Mirrors implements vscode.Disposable {
  private readonly mirrors = new Map<string, Mirror>();
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    const { workspace } = vscode;
    for (const document of workspace.textDocuments) this.follow(document);
    this.subscriptions = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.follow(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.mirrors.delete(uri.toString())),
    );
  }

  /** Returns the text before the change that is not noted yet, `undefined` where the document isn't followed. */
  textOf(document: vscode.TextDocument): string | undefined {
    return this.mirrors.get(document.uri.toString())?.textOf(document);
  }

  /** Notes a change that has happened. */
  note(document: vscode.TextDocument, changes: readonly Change[]): void {
    this.mirrors.get(document.uri.toString())?.note(document, changes);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private follow(document: vscode.TextDocument): void {
    if (!schemes.includes(document.uri.scheme)) return;
    const mirror = new Mirror();
    mirror.follow(document);
    this.mirrors.set(document.uri.toString(), mirror);
  }
}
