/** `portcullis decide`: asks the decision point about a request on stdin. */

import { resolve } from 'node:path';
import { decide as decideByPolicy } from '../../engine/decide';
import type { Decision, Request } from '../../engine/types';
import { placeOf } from '../classifyFiles';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { isInside } from '../paths';
import { definePolicyOptions, policyFromOptions } from '../policyFiles';
import { checkRequest } from '../requestForm';
import { maxFileBytes } from '../scan/scanFiles';
import { readStdinJson } from '../stdin';
import { parseTime } from '../time';
import type { Verb } from '../verb';

const maxRequestBytes = 64 * 1024 * 1024;

const help = `
The request is one JSON object: contents (each with text, path or atoms) and destination. The text of a content that
has only a path is read from that file below the current folder, where there is one.
Exit codes: 0 allowed or warned, or observe mode; 1 redact, ask or block; 2 error.`;

export const decide: Verb = {
  words: 'decide',
  summary: 'decide about a request given as JSON on stdin',
  define(command) {
    command.option('--now <time>', 'decide as at this time (ISO 8601 with zone)').addHelpText('after', help);
    definePolicyOptions(command);
  },
  async run(host, _, options) {
    const now = parseTime(options['now'] as string | undefined);
    const policy = await policyFromOptions(host, options);
    const value = await fillIn(host, await readStdinJson(host, maxRequestBytes));
    const decision: Decision =
      policy === undefined
        ? await askService(host, value, now)
        : decideByPolicy(policy, checkRequest(value, policy.levels), now ?? host.now());
    await host.stdout.write(`${JSON.stringify(decision, undefined, host.stdout.isTTY ? 2 : undefined)}\n`);
    return codeOf(decision);
  },
};

/** The service checks the request's form itself: it alone knows the installed policy's levels. */
function askService(host: CliHost, value: unknown, now: Date | undefined): Promise<Decision> {
  return host.service.decide({
    request: value as Request,
    root: host.cwd,
    ...(now === undefined ? {} : { now: now.toISOString() }),
  });
}

/** The contract's exit code of a decision. */
function codeOf({ effect, enforced }: Decision): number {
  return !enforced || effect === 'allow' || effect === 'warn' ? exitCode.ok : exitCode.found;
}

/**
 * Places the contents' paths in the folder as rules see them, with what links lead to, and adds the text of files that
 * are only named, so that the rules about content hold for them too.
 */
async function fillIn(host: CliHost, value: unknown): Promise<unknown> {
  if (!isObject(value) || !Array.isArray(value['contents'])) return value;
  const contents = await Promise.all(
    value['contents'].map(async (content: unknown, index: number) => {
      if (!isObject(content) || typeof content['path'] !== 'string' || content['path'] === '') return content;
      const file = resolve(host.cwd, content['path']);
      if (!isInside(host.cwd, file) || content['atoms'] !== undefined) return content;
      const isOnlyNamed = content['text'] === undefined;
      const place = await placeOf(host, host.cwd, file);
      return {
        ...content,
        // Where a link leads is seen here; what the request says of it counts only where nothing is seen.
        ...place,
        path: place.path ?? content['path'],
        ...(isOnlyNamed ? await readContent(host, content['path'], file, index) : {}),
      };
    }),
  );
  return { ...value, contents };
}

async function readContent(host: CliHost, path: string, file: string, index: number): Promise<{ text?: string }> {
  const found = await host.files.readText(file, { maxBytes: maxFileBytes });
  switch (found.kind) {
    case 'missing':
    case 'binary':
      return {};
    case 'text':
      return { text: found.text };
    case 'unreadable':
    case 'too-large': {
      const reason = found.kind === 'too-large' ? `too large to inspect (${found.size} bytes)` : found.message;
      throw new CliError(
        'INPUT',
        `/contents/${index}/path: '${path}' can't be read: ${reason}`,
        'give its text in the request',
      );
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
