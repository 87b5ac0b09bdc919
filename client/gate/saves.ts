/**
 * Keeps saves and accepts apart: a save waits until what was inserted is judged, an accept until a save is through.
 *
 * The editor gives all who hold a save back 1.5 seconds together and stops asking those who were late; the gate's own
 * deadlines are shorter.
 */

import * as vscode from 'vscode';

/** After this long a save that was announced is taken for given up. */
const longestSave = 1500;

export class Saves implements vscode.Disposable {
  private readonly underWay = new Map<vscode.TextDocument, { readonly done: Promise<void>; end(): void }>();
  private readonly subscriptions: vscode.Disposable;

  /** `pending` returns what to wait for before a document may be written, `undefined` where nothing is under way. */
  constructor(pending: (document: vscode.TextDocument) => Promise<unknown> | undefined) {
    const { workspace } = vscode;
    this.subscriptions = vscode.Disposable.from(
      workspace.onWillSaveTextDocument((event) => {
        this.begin(event.document);
        const wait = pending(event.document);
        if (wait !== undefined) event.waitUntil(wait.then(() => []));
      }),
      workspace.onDidSaveTextDocument((document) => this.underWay.get(document)?.end()),
      workspace.onWillSaveNotebookDocument((event) => {
        const waits = event.notebook.getCells().flatMap(({ document }) => pending(document) ?? []);
        if (waits.length > 0) event.waitUntil(Promise.all(waits).then(() => undefined));
      }),
    );
  }

  /** Returns the end of a save of this document that is under way, `undefined` where there is none. */
  of(document: vscode.TextDocument): Promise<void> | undefined {
    return this.underWay.get(document)?.done;
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const { end } of this.underWay.values()) end();
  }

  private begin(document: vscode.TextDocument): void {
    this.underWay.get(document)?.end();
    let end = (): void => {};
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(() => end(), longestSave);
      end = () => {
        clearTimeout(timer);
        this.underWay.delete(document);
        resolve();
      };
    });
    this.underWay.set(document, { done, end: () => end() });
  }
}
