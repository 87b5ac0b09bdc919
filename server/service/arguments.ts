/**
 * The service program's command line. Pure.
 */

export type ServiceMode = 'ensure' | 'serve' | 'stdio';

export interface ServiceArguments {
  readonly mode: ServiceMode;
  /** Milliseconds without a client after which the service ends by itself. */
  readonly idleMs: number;
}

export const usage = `usage: service --ensure | --serve | --stdio  [--idle-ms N]
  --ensure   start the service of this user if none answers, print where it is as one line of JSON
  --serve    be the service, in this process
  --stdio    speak to one client on stdin and stdout, through the running service if there is one
  --idle-ms  end so long after the last client left (default 600000)
`;

const defaultIdleMs = 10 * 60 * 1000;

/** Returns the arguments, or a sentence about what is wrong with them. */
export function parseArguments(args: readonly string[]): ServiceArguments | string {
  let mode: ServiceMode | undefined;
  let idleMs = defaultIdleMs;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index];
    if (argument === '--ensure' || argument === '--serve' || argument === '--stdio') {
      if (mode !== undefined) return 'only one of --ensure, --serve and --stdio can be given';
      mode = argument.slice(2) as ServiceMode;
    } else if (argument === '--idle-ms') {
      const value = args[++index] ?? '';
      if (!/^\d{1,9}$/.test(value)) return `--idle-ms takes a number of milliseconds, not '${value}'`;
      idleMs = Number(value);
    } else if (argument?.startsWith('--clientProcessId')) {
      // LSP clients add it; the streams' end says the same.
      if (!argument.includes('=')) index++;
    } else {
      return `unknown argument '${argument}'`;
    }
  }
  return mode === undefined ? 'one of --ensure, --serve and --stdio is needed' : { mode, idleMs };
}
