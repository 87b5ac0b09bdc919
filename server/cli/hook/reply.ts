/**
 * A hook's way through a process: the payload from stdin, the answer from whoever decides, closed where none comes.
 *
 * Loads no engine: a host waits for this at every step of its agent.
 */

import { relevantEnvironment } from '../../agents/hooks/environment';
import type { HookReply } from '../../agents/hooks/hookHost';
import { closeHook } from '../../agents/hooks/openEvent';
import { ServiceError } from '../../host/serviceError';
import type { AnswerHookParams } from '../../lsp/protocol';
import { CliError } from '../cliError';
import type { CliHost } from '../host';
import { readStdin } from '../stdin';

const maxPayloadBytes = 32 * 1024 * 1024;
/** Below the time that hosts wait: those that are not answered go on. */
const deadlineMs = 25_000;

/** Answers the event on stdin, and returns the exit code. */
export async function replyToHook(
  host: Pick<CliHost, 'stdin' | 'stdout' | 'stderr' | 'cwd' | 'env'>,
  called: { readonly host: string; readonly event?: string },
  answer: (params: AnswerHookParams) => Promise<HookReply>,
): Promise<number> {
  const { stdout, stderr, code } = await replyTo(host, called, answer);
  if (stdout !== '') await host.stdout.write(`${stdout}\n`);
  if (stderr !== '') await host.stderr.write(stderr);
  return code;
}

async function replyTo(
  host: Parameters<typeof replyToHook>[0],
  called: Parameters<typeof replyToHook>[1],
  answer: (params: AnswerHookParams) => Promise<HookReply>,
): Promise<HookReply> {
  let payload = '';
  try {
    const read = await within(readStdin(host, maxPayloadBytes));
    if (read.kind !== 'text') return closeHook({ ...called, payload }, 'the payload is too large, or not text');
    payload = read.text;
    return await within(answer({ ...called, payload, cwd: host.cwd, env: relevantEnvironment(payload, host.env) }));
  } catch (error) {
    return closeHook({ ...called, payload }, `${messageOf(error)}; see 'portcullis service status'`);
  }
}

/** An error's own words may quote what was read, but for those that are meant to be told. */
function messageOf(error: unknown): string {
  const isOurs = error instanceof CliError || error instanceof ServiceError;
  return isOurs ? error.message : 'the service did not answer';
}

async function within<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CliError('SERVICE', 'there was no answer in time')), deadlineMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
