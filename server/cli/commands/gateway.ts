/** `portcullis gateway`: stands before model endpoints and decides about every request, until it is interrupted. */

import { resolve } from 'node:path';
import type { GatewayEvent } from '../../gateway/types';
import { PortHeldError } from '../../service/gateway/portHeldError';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { LineFile } from '../gateway/access';
import { formatEvent } from '../gateway/eventLine';
import { followPolicy } from '../gateway/followPolicy';
import { gatewayAccessOf, gatewayPortOf } from '../gateway/options';
import type { CliHost } from '../host';
import { definePolicyOptions } from '../policyFiles';
import { printable } from '../terminal';
import type { Verb } from '../verb';

const help = `
Prints one line once it listens; a client's base URL is the address in it plus /<upstream>, by the policy's
gateway.upstreams. Decisions other than 'allow' are told on stderr. Policy files are followed as they change.`;

export const gateway: Verb = {
  words: 'gateway',
  summary: 'stand before model endpoints and decide about every request',
  endsByInterrupt: true,
  define(command) {
    definePolicyOptions(command);
    command
      .option('--port <number>', "where to listen on 127.0.0.1, 0 for any free port (default: the policy's, 4180)")
      .option('--no-token', 'ask clients for no token: every program on this machine may use it')
      .option('--log <file>', 'add each decision to a file, one line of JSON each')
      .option('--verbose', 'tell every decision on stderr')
      .addHelpText('after', help);
  },
  async run(host, _, options) {
    const access = gatewayAccessOf(host);
    const tell = createTeller(host);
    const policy = await followPolicy(host, access, options, tell);
    const log = openLog(host, options, tell);
    try {
      const { token, problem } = await access.loadToken();
      if (problem !== undefined) tell(`the token holds for this process alone: ${problem}`);
      const asksToken = options['token'] !== false;
      if (!asksToken) tell('no token is asked for: every program on this machine may use this gateway');
      const running = await access
        .start({
          port: gatewayPortOf(options, policy.current().policy),
          token,
          asksToken,
          version: host.version,
          env: host.env,
          policy: policy.current,
          record: createRecorder(host, options, tell, log),
          fault: (during, error) => tell(`a fault during ${during}${error instanceof Error ? ` (${error.name})` : ''}`),
        })
        .catch(refuseStart);
      await host.stdout.write(`portcullis gateway listening on ${running.baseUrl}\n`);
      await interrupted(host.signal);
      await running.close();
      return exitCode.ok;
    } finally {
      policy.close();
      await log?.close();
    }
  },
};

/** Lines are written one after the other; nobody reading them doesn't stop the gateway. */
function createTeller(host: CliHost): (line: string) => void {
  let writing: Promise<void> = Promise.resolve();
  return (line) => {
    const lines = line.split('\n').map((each) => `portcullis: ${printable(each)}\n`);
    writing = writing.then(() => host.stderr.write(lines.join(''))).catch(() => undefined);
  };
}

function openLog(
  host: CliHost,
  options: Readonly<Record<string, unknown>>,
  tell: (line: string) => void,
): LineFile | undefined {
  const file = options['log'] as string | undefined;
  if (file === undefined) return undefined;
  return gatewayAccessOf(host).appendTo(resolve(host.cwd, file), (error) => {
    tell(`decisions are no longer written to ${file}: ${(error as NodeJS.ErrnoException).code ?? error.name}`);
  });
}

function createRecorder(
  host: CliHost,
  options: Readonly<Record<string, unknown>>,
  tell: (line: string) => void,
  log: LineFile | undefined,
): (event: GatewayEvent) => void {
  return (event) => {
    if (options['verbose'] === true || event.decision.effect !== 'allow') tell(formatEvent(event));
    log?.add(JSON.stringify({ time: host.now().toISOString(), ...event }));
  };
}

function refuseStart(error: unknown): never {
  if (error instanceof PortHeldError) {
    const hint = error.isOurs
      ? 'use that one, or choose another with --port'
      : 'find out who it is, or choose another with --port';
    throw new CliError('INPUT', error.message, hint);
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  throw new CliError('INPUT', `can't listen on the port: ${code}`, 'choose another with --port');
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
