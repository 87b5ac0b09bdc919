/**
 * `portcullis.showLog`: the provenance log as the command line prints it, the newest entries first.
 */

import { execFile } from 'node:child_process';
import * as path from 'node:path';
import type { CommandContext } from './context';

/** More than anybody reads in an editor; the command line shows all. */
const mostEntries = 1000;
const mostBytes = 16 * 1024 * 1024;

export async function showLog({ documents, extensionPath }: CommandContext): Promise<void> {
  const program = path.join(extensionPath, 'dist', 'cli.js');
  const text = await run([program, 'log', 'show', '--reverse', '--limit', String(mostEntries)]);
  await documents.showText('Portcullis log', text.trim() === '' ? 'The log has no entries yet.\n' : text);
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
    execFile(process.execPath, args, { env, maxBuffer: mostBytes, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`the log cannot be shown: ${stderr.trim().split('\n')[0] || error.message}`));
    });
  });
}
