/**
 * Says once for each assistant that it could read a document in view which nothing in this window keeps from it: it sends
 * from a process of its own.
 */

import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Labels } from '../labels';
import { sendsByItself } from './assistants';
import type { ContextGate } from './contextGate';

export class UngatedWarning implements vscode.Disposable {
  private readonly warned = new Set<string>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly contextGate: Pick<ContextGate, 'keptFrom'>,
    private readonly labels: Labels,
  ) {
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.look()),
      labels.onDidChange(() => this.look()),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private look(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      const label = this.labels.get(document.uri)?.label;
      // What is not classified yet is kept from everybody, which says nothing of it.
      if (label === undefined) continue;
      for (const id of this.contextGate.keptFrom(document)) {
        if (!sendsByItself(id) || this.warned.has(id) || !vscode.extensions.getExtension(id)?.isActive) continue;
        this.warned.add(id);
        void this.warn(id, path.posix.basename(document.uri.path), label);
      }
    }
  }

  private async warn(id: string, file: string, label: { level: string; categories: readonly string[] }): Promise<void> {
    const manifest = vscode.extensions.getExtension(id)?.packageJSON as { displayName?: string } | undefined;
    const name = manifest?.displayName ?? id;
    const marks = label.categories.length === 0 ? '' : ` [${label.categories.join(', ')}]`;
    const message = `${name} sends from a process of its own, which Portcullis does not see from here, and ${file} is ${label.level}${marks}. Close it while you use ${name}, or have its hooks and requests decided: "portcullis hook install", "portcullis connect".`;
    const show = 'Show Coverage';
    if ((await vscode.window.showWarningMessage(message, show)) === show) {
      await vscode.commands.executeCommand('portcullis.showCoverage');
    }
  }
}
