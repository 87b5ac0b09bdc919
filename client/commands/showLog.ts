/**
 * `portcullis.showLog`: the provenance log in a terminal, by the command line that anybody can use.
 */

import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CommandContext } from './context';

export async function showLog({ extensionPath }: CommandContext): Promise<void> {
  const terminal = vscode.window.createTerminal({
    name: 'Portcullis Log',
    // No shell in between: nothing of the workspace's or the user's is run.
    shellPath: process.execPath,
    shellArgs: [path.join(extensionPath, 'dist', 'cli.js'), 'log', 'show'],
    env: { ELECTRON_RUN_AS_NODE: '1' },
    iconPath: new vscode.ThemeIcon('shield'),
    isTransient: true,
  });
  terminal.show();
}
