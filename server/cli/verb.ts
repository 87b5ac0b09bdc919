/** What a command of the command line is: one file in commands/ and one line in their list. */

import type { Command } from 'commander';
import type { CliHost } from './host';

export interface Verb {
  /** The words that call it, `policy check`. */
  readonly words: string;
  /** One line for the help. */
  readonly summary: string;
  /** Runs until it is interrupted, which is then no failure. */
  readonly endsByInterrupt?: true;
  /** Declares arguments, options and further help. */
  define(command: Command): void;
  /** Does the work; returns the exit code. `args` holds one item per declared argument. */
  run(host: CliHost, args: readonly unknown[], options: Readonly<Record<string, unknown>>): Promise<number>;
}
