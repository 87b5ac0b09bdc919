/** Which log a command looks at. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LogFiles } from '../provenance/files';
import { CliError } from './cliError';
import type { CliHost } from './host';

/** Declares `--log`. */
export function defineLogOption(command: Command): void {
  command.option('--log <folder>', "the log's folder, instead of this user's own");
}

/** Returns the log's files; throws `CliError` where a named folder doesn't exist. */
export async function logFromOptions(host: CliHost, options: Readonly<Record<string, unknown>>): Promise<LogFiles> {
  const named = options['log'] as string | undefined;
  if (named === undefined) return host.logFiles(host.logDirectory);
  const folder = resolve(host.cwd, named);
  if ((await host.files.realPath(folder)) === undefined) {
    throw new CliError('INPUT', `can't read the log '${named}': no such folder`, 'check the path given with --log');
  }
  return host.logFiles(folder);
}
