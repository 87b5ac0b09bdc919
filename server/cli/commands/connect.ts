/** `portcullis connect`: points a tool at the gateway in the tool's own settings, and back. */

import { connectTools } from '../../agents/connect';
import type { Addresses, ConnectTool } from '../../agents/connect/tool';
import { upstreamSpeaking } from '../../gateway/upstreams';
import { CliError } from '../cliError';
import { changeSettings, defineChangeOptions } from '../connect/changeSettings';
import type { GatewayAccess } from '../gateway/access';
import { followPolicy } from '../gateway/followPolicy';
import { gatewayAccessOf, gatewayPortOf } from '../gateway/options';
import type { CliHost } from '../host';
import { definePolicyOptions } from '../policyFiles';
import type { Verb } from '../verb';

const names = connectTools.map(({ id }) => id);

const help = `
Shows what changes in the tool's settings of this user and asks before it is written. The address holds the gateway's
token: keep it to yourself. Port and upstreams are the installed policy's, or those of --policy.`;

export const connect: Verb = {
  words: 'connect',
  summary: `point a tool at the gateway: ${names.join(', ')}`,
  define(command) {
    defineChangeOptions(command.argument('<tool>', names.join(', ')))
      .option('--port <number>', "where the gateway listens (default: the policy's, 4180)")
      .addHelpText('after', help);
    definePolicyOptions(command);
  },
  async run(host, [id], options) {
    const access = gatewayAccessOf(host);
    const tool = connectTools.find((each) => each.id === id);
    if (tool === undefined) {
      throw new CliError(
        'USAGE',
        `'${id}' is not one of the tools that are known: ${names.join(', ')}`,
        'any other can be given the base URL by hand, see docs/gateway.md',
      );
    }
    // An undo needs no gateway.
    const addresses = options['undo'] === true ? {} : await findAddresses(host, access, tool, options);
    const settings = {
      id: tool.id,
      name: tool.name,
      command: `connect ${tool.id}`,
      file: tool.file(access.toolHome),
      edit: (text: string | undefined) => tool.connect(text, addresses),
      trace: 'the lines with /t/ and the token',
      note: tool.note,
    };
    return changeSettings(host, access, settings, options, `${tool.name} goes through the gateway now`);
  },
};

/** Returns the gateway's addresses for the protocols that the tool speaks. */
async function findAddresses(
  host: CliHost,
  access: GatewayAccess,
  tool: ConnectTool,
  options: Readonly<Record<string, unknown>>,
): Promise<Addresses> {
  const followed = await followPolicy(host, access, options, () => undefined);
  const { policy } = followed.current();
  followed.close();
  const port = gatewayPortOf(options, policy);
  const { token, problem } = await access.loadToken();
  if (problem !== undefined) throw new CliError('INPUT', `the gateway's token can't be kept: ${problem}`);
  const found = tool.speaks.flatMap((protocol) => {
    const upstream = upstreamSpeaking(policy, protocol);
    return upstream === undefined ? [] : [[protocol, `http://127.0.0.1:${port}/t/${token}/${upstream.name}`] as const];
  });
  if (found.length === 0) {
    throw new CliError(
      'INPUT',
      `no upstream of the policy speaks ${tool.speaks.join(' or ')}`,
      'add one to gateway.upstreams',
    );
  }
  await warnOfHolder(host, access, port, token);
  return Object.fromEntries(found);
}

async function warnOfHolder(host: CliHost, access: GatewayAccess, port: number, token: string): Promise<void> {
  const holder = await access.findHolder(port, token);
  if (holder === 'other') {
    throw new CliError(
      'INPUT',
      `port ${port} is held by another program, a possible impostor: nothing is pointed at it`,
      'find out who it is, or let the gateway listen elsewhere',
    );
  }
  if (holder === 'nobody')
    await host.stderr.write(`portcullis: nothing listens on port ${port} yet; start it with 'portcullis gateway'\n`);
}
