/** `portcullis hook install`: writes a host's own hook settings, and takes them back. */

import type { ConnectTool } from '../../agents/connect/tool';
import { hookHosts } from '../../agents/hooks';
import { commandFor } from '../../agents/hooks/command';
import type { HookHost } from '../../agents/hooks/hookHost';
import { CliError } from '../cliError';
import { planConnection, planUndo, writeConnection, writeUndo } from '../connect/connection';
import { diffLines } from '../connect/diff';
import { exitCode } from '../exitCode';
import { gatewayAccessOf } from '../gateway/options';
import { createAsker } from '../init/ask';
import { printable } from '../terminal';
import type { Verb } from '../verb';

const names = hookHosts.map(({ id }) => id);

const help = `
Shows what changes in the host's settings of this user and asks before it is written. Hooks of others stay. For a whole
organisation, put the printed lines into the host's managed settings: see docs/hooks.md.`;

export const hookInstall: Verb = {
  words: 'hook install',
  summary: 'have a host ask before its agents read, run or change anything',
  define(command) {
    command
      .argument('<host>', names.join(', '))
      .option('--print', 'show the change and write nothing')
      .option('--yes', 'write without asking')
      .option('--undo', 'bring back the settings from before')
      .addHelpText('after', help);
  },
  async run(host, [id], options) {
    const access = gatewayAccessOf(host);
    const hookHost = hookHosts.find((each) => each.id === id);
    if (hookHost === undefined) {
      throw new CliError(
        'USAGE',
        `'${id}' is not one of the hosts that are known: ${names.join(', ')}`,
        'see docs/hooks.md',
      );
    }
    const tool = toolOf(hookHost, host.hookProgram ?? ['portcullis', 'hook']);
    const isUndo = options['undo'] === true;
    const change = isUndo ? await planUndo(host, access, tool) : await planConnection(host, access, tool, {});
    if (change.before === change.after) {
      await host.stdout.write(`${printable(change.file)} is so already\n`);
      return exitCode.ok;
    }
    const lines = [change.file, ...diffLines(change.before ?? '', change.after ?? '')];
    await host.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
    if (options['print'] === true) return exitCode.ok;
    if (options['yes'] !== true) {
      if (host.stdin.isTTY !== true) {
        throw new CliError('USAGE', 'there is no terminal to ask on; nothing is written', "say '--yes' to write");
      }
      if (!(await createAsker(host).confirm('write it?', false))) return exitCode.ok;
    }
    await (isUndo ? writeUndo : writeConnection)(host, access, tool, change);
    await host.stdout.write(isUndo ? 'undone\n' : `${tool.name} asks Portcullis now; undo it with --undo\n`);
    if (!isUndo && tool.note !== undefined) await host.stdout.write(`note: ${tool.note}\n`);
    return exitCode.ok;
  },
};

/** A host's hooks as settings that are written and taken back like any other tool's. */
function toolOf({ id, name, settings }: HookHost, program: readonly string[]): ConnectTool {
  return {
    id: `hook-${id}`,
    name: `the hooks of ${name}`,
    speaks: [],
    file: (home) => settings.file(home),
    connect: (text) => settings.install(text, (event) => commandFor([...program, id, event])),
    ...(settings.note === undefined ? {} : { note: settings.note }),
  };
}
