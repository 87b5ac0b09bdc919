/**
 * Stands in front of the editor's accept commands, and lets one through when told to.
 *
 * A command registered under a built-in's id shadows it. Letting one through is: unregister, execute, register again,
 * all sent in one go. The editor works through them in order, so there is no moment in between for a key to slip past;
 * keys come by our own bindings to our own commands anyway.
 */

import * as vscode from 'vscode';

export type AcceptKind = 'all' | 'word' | 'line';

/** The editor's commands that insert an inline suggestion, and how much of it. */
export const acceptCommands: Readonly<Record<string, AcceptKind>> = {
  'editor.action.inlineSuggest.commit': 'all',
  'editor.action.inlineSuggest.commitAlternativeAction': 'all',
  'editor.action.inlineSuggest.acceptNextWord': 'word',
  'editor.action.inlineSuggest.acceptNextLine': 'line',
  'editor.action.accessibleViewAcceptInlineCompletion': 'all',
};

export class HandOver implements vscode.Disposable {
  private readonly shadows = new Map<string, vscode.Disposable>();
  private readonly onShadow: (command: string) => unknown;
  private underWay: string | undefined;
  private bounced = false;

  /** `onShadow` is called when somebody executes a built-in accept command. */
  constructor(onShadow: (command: string) => unknown) {
    this.onShadow = onShadow;
    for (const command of Object.keys(acceptCommands)) this.shadow(command);
  }

  /** The commands that another extension has registered: nothing of ours stands in front of them. */
  get takenByOthers(): readonly string[] {
    return Object.keys(acceptCommands).filter((command) => !this.shadows.has(command));
  }

  /**
   * Lets the built-in command run once. The command is on its way when this returns; the promise resolves when it is
   * done and its changes have been seen.
   */
  async letThrough(command: string): Promise<void> {
    this.underWay = command;
    this.bounced = false;
    try {
      this.shadows.get(command)?.dispose();
      const done = vscode.commands.executeCommand(command);
      this.shadow(command);
      await done;
      if (this.bounced) await this.letThroughSlowly(command);
    } finally {
      this.underWay = undefined;
    }
  }

  dispose(): void {
    for (const shadow of this.shadows.values()) shadow.dispose();
  }

  /** The editor was still waiting for an activation event and then found our shadow again: wait for the reply first. */
  private async letThroughSlowly(command: string): Promise<void> {
    this.shadows.get(command)?.dispose();
    try {
      await vscode.commands.executeCommand(command);
    } finally {
      this.shadow(command);
    }
  }

  private shadow(command: string): void {
    try {
      this.shadows.set(
        command,
        vscode.commands.registerCommand(command, () => {
          if (this.underWay !== command) return this.onShadow(command);
          this.bounced = true;
          return undefined;
        }),
      );
    } catch {
      // Another extension shadows it already. Our key bindings still come first; the status bar tells of the rest.
      this.shadows.delete(command);
    }
  }
}
