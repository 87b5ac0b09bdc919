/**
 * Changes another tool's settings as its user sees it: what changes is shown, asked about, written, and can be undone.
 *
 * Knows neither the gateway nor hooks: what is to stand in the settings is handed in.
 */

import type { Command } from 'commander';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { GatewayAccess } from '../gateway/access';
import type { CliHost } from '../host';
import { createAsker } from '../init/ask';
import { printable } from '../terminal';
import { planChange, planUndo, type ToolSettings, writeChange, writeUndo } from './connection';
import { diffLines } from './diff';

export function defineChangeOptions(command: Command): Command {
  return command
    .option('--print', 'show the change and write nothing')
    .option('--yes', 'write without asking')
    .option('--undo', 'bring back the settings from before');
}

/** Carries out the options of `defineChangeOptions`; `done` is said once the settings are written. */
export async function changeSettings(
  host: CliHost,
  access: GatewayAccess,
  settings: ToolSettings,
  options: Readonly<Record<string, unknown>>,
  done: string,
): Promise<number> {
  const isUndo = options['undo'] === true;
  const change = isUndo ? await planUndo(host, access, settings) : await planChange(host, settings);
  if (change.before === change.after) {
    await host.stdout.write(`${printable(change.file)} is so already\n`);
    return exitCode.ok;
  }
  const lines = [change.file, ...diffLines(change.before ?? '', change.after ?? '')];
  await host.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
  if (options['print'] === true) return exitCode.ok;
  if (options['yes'] !== true && !(await isAgreed(host))) return exitCode.ok;
  await (isUndo ? writeUndo : writeChange)(host, access, settings, change);
  await host.stdout.write(isUndo ? 'undone\n' : `${done}; undo it with --undo\n`);
  if (!isUndo && settings.note !== undefined) await host.stdout.write(`note: ${settings.note}\n`);
  return exitCode.ok;
}

async function isAgreed(host: CliHost): Promise<boolean> {
  if (host.stdin.isTTY !== true) {
    throw new CliError(
      'USAGE',
      'there is no terminal to ask on; nothing is written',
      "say '--yes' to write, '--print' to look",
    );
  }
  return createAsker(host).confirm('write it?', false);
}
