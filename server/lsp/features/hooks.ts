/** Answers the hooks of agents. */

import { isAbsolute } from 'node:path';
import { type Handlers, invalid } from '../handlers';
import { type AnswerHookParams, type AnswerHookResult, answerHookRequest } from '../protocol';
import type { Session } from '../session';

export function startHooks({ services }: Session, handlers: Handlers): void {
  handlers.onRequest(answerHookRequest, (params: AnswerHookParams): Promise<AnswerHookResult> => {
    const { host, event, payload, cwd, env } = params;
    if (typeof host !== 'string' || typeof payload !== 'string' || (event !== undefined && typeof event !== 'string')) {
      throw invalid("'host', 'payload' and 'event' must be strings");
    }
    if (typeof cwd !== 'string' || !isAbsolute(cwd) || cwd.includes('\0')) {
      throw invalid("'cwd' must be the absolute path of a folder");
    }
    if (typeof env !== 'object' || env === null || !Object.values(env).every((value) => typeof value === 'string')) {
      throw invalid("'env' must be an object of strings");
    }
    return services.hooks.answer(params);
  });
}
