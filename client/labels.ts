/**
 * What the service last said of each open document. Kept while the service is away: closed means by the last label.
 */

import * as vscode from 'vscode';
import type { ClassificationParams } from '../server/lsp/protocol';

export class Labels implements vscode.Disposable {
  private readonly known = new Map<string, ClassificationParams>();
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly closing: vscode.Disposable;
  /** Fires with the document's URI as a string. */
  readonly onDidChange = this.changed.event;

  constructor() {
    this.closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => this.known.delete(uri.toString()));
  }

  /** Takes in a notification; the service may write a URI otherwise than the editor does. */
  set(params: ClassificationParams): void {
    const uri = vscode.Uri.parse(params.uri).toString();
    this.known.set(uri, params);
    this.changed.fire(uri);
  }

  get(uri: vscode.Uri | undefined): ClassificationParams | undefined {
    return uri && this.known.get(uri.toString());
  }

  dispose(): void {
    this.closing.dispose();
    this.changed.dispose();
  }
}
