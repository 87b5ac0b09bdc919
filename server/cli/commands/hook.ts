/** `portcullis hook`: answers an event that an agent's host sends, in the host's own form. */

import { resolve } from 'node:path';
import { hookHosts } from '../../agents/hooks';
import { answerHook } from '../../agents/hooks/answerHook';
import type { HookReply } from '../../agents/hooks/hookHost';
import { createHookWorld } from '../../agents/hooks/machine';
import type { AnswerHookParams } from '../../lsp/protocol';
import { CliError } from '../cliError';
import { replyToHook } from '../hook/reply';
import type { CliHost } from '../host';
import { definePolicyOptions, policyFromOptions } from '../policyFiles';
import type { Verb } from '../verb';

const names = hookHosts.map(({ id }) => id);

const help = `
The host's payload is read from stdin. What may pass is answered with nothing, so that the host's own questions stay;
what may not, in the host's own form. Whatever goes wrong at an event that can refuse is a refusal.
Exit codes: 0 answered, 2 refused without an answer that the host could read.`;

export const hook: Verb = {
  words: 'hook',
  summary: "answer an event that an agent's host sends",
  define(command) {
    command
      .argument('<host>', names.join(', '))
      .argument('[event]', "what the host's settings call the event")
      .addHelpText('after', help);
    definePolicyOptions(command);
  },
  async run(host, [id, event], options) {
    if (host.stdin.isTTY === true) {
      throw new CliError('USAGE', "stdin is a terminal; agents' hosts call this", "see 'portcullis hook install'");
    }
    const called = { host: String(id), ...(event === undefined ? {} : { event: event as string }) };
    return replyToHook(host, called, (params) =>
      options['policy'] === undefined ? askService(host, params) : decideHere(host, params, options),
    );
  },
};

async function askService({ service }: CliHost, params: AnswerHookParams): Promise<HookReply> {
  if (service.answerHook === undefined) throw new CliError('SERVICE', 'there is no service');
  return service.answerHook(params);
}

/** In this process, without a log. */
async function decideHere(
  host: CliHost,
  params: AnswerHookParams,
  options: Readonly<Record<string, unknown>>,
): Promise<HookReply> {
  const policy = await policyFromOptions(host, options);
  if (policy === undefined) throw new CliError('USAGE', 'no policy is named');
  const files = [options['policy'], ...((options['layer'] as readonly string[] | undefined) ?? [])];
  const own = [host.logDirectory, ...files.map((file) => resolve(host.cwd, String(file)))];
  const world = createHookWorld(own, (_, use) => use(policy), host.now);
  return (await answerHook(world, params, () => performance.now())).reply;
}
