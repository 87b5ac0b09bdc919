/**
 * Stands in front of commands of the editor, and lets one through when told to.
 *
 * A command registered under a built-in's id shadows it. Letting one through is: unregister, execute, register again, all
 * sent in one go, so that there is no moment in between. Invariant: every call that finds us is handed to `onShadow`, also
 * while an earlier one is still on its way: a command of the chat may take as long as the answer.
 */

import * as vscode from 'vscode';

type OnShadow = (command: string, args: readonly unknown[]) => Promise<unknown>;

export class Shadows implements vscode.Disposable {
  private readonly registered = new Map<string, vscode.Disposable>();
  private readonly taken = new Set<string>();

  /** `onShadow` is called when somebody executes one of the commands. */
  constructor(private readonly onShadow: OnShadow) {}

  /** The commands that another extension has registered: nothing of ours stands in front of them. */
  get takenByOthers(): readonly string[] {
    return [...this.taken];
  }

  get commands(): readonly string[] {
    return [...this.registered.keys()];
  }

  add(command: string): void {
    try {
      const run = (...args: unknown[]): Promise<unknown> => this.onShadow(command, args);
      this.registered.set(command, vscode.commands.registerCommand(command, run));
      this.taken.delete(command);
    } catch {
      // Another extension shadows it already.
      this.registered.delete(command);
      this.taken.add(command);
    }
  }

  /** Lets the built-in run once; it is on its way when this returns. Resolves with what it returns. */
  letThrough(command: string, args: readonly unknown[]): Thenable<unknown> {
    this.registered.get(command)?.dispose();
    const done = vscode.commands.executeCommand(command, ...args);
    this.add(command);
    return done;
  }

  dispose(): void {
    for (const each of this.registered.values()) each.dispose();
    this.registered.clear();
  }
}
