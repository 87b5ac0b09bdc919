/**
 * The commands a person can call, by id. One file each; a further command is one file and one line here.
 */

import * as vscode from 'vscode';
import type { CommandContext } from './context';
import { explainFile } from './explainFile';
import { openPolicy } from './openPolicy';
import { requestException } from './requestException';
import { showLog } from './showLog';
import { showMatches } from './showMatches';
import { whyBlocked } from './whyBlocked';

const commands: Readonly<Record<string, (context: CommandContext, ...args: unknown[]) => Promise<void>>> = {
  'portcullis.explainFile': explainFile,
  'portcullis.whyBlocked': whyBlocked,
  'portcullis.showLog': showLog,
  'portcullis.showMatches': showMatches,
  'portcullis.openPolicy': openPolicy,
  'portcullis.requestException': requestException,
  'portcullis.restart': ({ connection }) => connection.restart(),
};

/** Registers all commands; one that fails says so to the person. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          await run(context, ...args);
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          void vscode.window.showErrorMessage(`Portcullis: ${message}. Try 'Portcullis: Restart the Connection'.`);
        }
      }),
    ),
  );
}
