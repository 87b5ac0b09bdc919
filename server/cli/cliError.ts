/** The errors a user of the command line sees. */

export type CliErrorCode =
  /** The command line itself is wrong. */
  | 'USAGE'
  /** Something named on it, or given on stdin, can't be used. */
  | 'INPUT'
  /** The service refused or failed. */
  | 'SERVICE';

/** Ends a command with exit code 2; the message is lower-case without a full stop, `hint` says what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly code: CliErrorCode,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
