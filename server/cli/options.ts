/** Options that several commands take. */

import { type Command, Option } from 'commander';

/** Declares `--format` with its possible values, the first the default. */
export function defineFormat(command: Command, formats: readonly [string, ...string[]]): void {
  command.addOption(new Option('--format <form>', 'how to print').choices(formats).default(formats[0]));
}
