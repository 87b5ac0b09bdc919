/** `portcullis hook install`: writes a host's own hook settings, and takes them back. */

import { hookHosts } from '../../agents/hooks';
import { commandFor } from '../../agents/hooks/command';
import { CliError } from '../cliError';
import { changeSettings, defineChangeOptions } from '../connect/changeSettings';
import { gatewayAccessOf } from '../gateway/options';
import type { Verb } from '../verb';

const names = hookHosts.map(({ id }) => id);

const help = `
Shows what changes in the host's settings of this user and asks before it is written. Hooks of others stay. For a whole
organisation, put the printed lines into the host's managed settings: see docs/hooks.md.`;

export const hookInstall: Verb = {
  words: 'hook install',
  summary: 'have a host ask before its agents read, run or change anything',
  define(command) {
    defineChangeOptions(command.argument('<host>', names.join(', '))).addHelpText('after', help);
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
    const program = host.hookProgram ?? ['portcullis', 'hook'];
    const { name, settings } = hookHost;
    const change = {
      id: `hook-${hookHost.id}`,
      name: `the hooks of ${name}`,
      command: `hook install ${hookHost.id}`,
      file: settings.file(access.toolHome),
      edit: (text: string | undefined) =>
        settings.install(text, (event) => commandFor([...program, hookHost.id, event])),
      trace: `the commands with 'hook' and ${hookHost.id}`,
      note: settings.note,
    };
    return changeSettings(host, access, change, options, `${name} asks Portcullis now`);
  },
};
