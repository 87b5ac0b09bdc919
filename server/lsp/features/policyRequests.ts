/** What the CLI and hooks ask without opening a document: decide, classify, and to end the service. */

import { isAbsolute } from 'node:path';
import { decide } from '../../engine/decide';
import { parseRequest } from '../../engine/request';
import { type Handlers, invalid } from '../handlers';
import {
  type ClassifyParams,
  type ClassifyResult,
  classifyRequest,
  type DecideParams,
  type DecideResult,
  decideRequest,
  shutdownRequest,
} from '../protocol';
import type { InForce, Services } from '../services';
import type { Session } from '../session';

export function startPolicyRequests({ services }: Session, handlers: Handlers): void {
  handlers.onRequest(decideRequest, async ({ request, now, root }: DecideParams): Promise<DecideResult> => {
    if (root !== undefined && (typeof root !== 'string' || !isAbsolute(root) || root.includes('\0'))) {
      throw invalid("'root' must be the absolute path of a folder");
    }
    const { compiled } = await policyIn(services, root);
    const parsed = parseRequest(request, compiled.levels);
    if (parsed.request === undefined) throw invalid(parsed.problems.join('; '));
    return decide(compiled, parsed.request, now === undefined ? services.now() : toDate(now));
  });
  handlers.onRequest(classifyRequest, async (params: ClassifyParams, cancellation): Promise<ClassifyResult> => {
    const { root, paths } = params;
    if (typeof root !== 'string' || !Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) {
      throw invalid("'root' must be a string and 'paths' a list of strings");
    }
    return { files: await services.classifyFiles({ root, paths }, cancellation) };
  });
  handlers.onRequest(shutdownRequest, () => {
    services.shutdown('a client asked for it');
    return null;
  });
}

/** A folder is held for one answer only: its layer is read again with the next. */
async function policyIn(services: Services, root: string | undefined): Promise<InForce> {
  if (root === undefined) return services.policy();
  const release = await services.holdFolder(root);
  const inForce = services.policy(root);
  release();
  return inForce;
}

function toDate(text: unknown): Date {
  const date = new Date(typeof text === 'string' ? text : Number.NaN);
  if (Number.isNaN(date.getTime())) throw invalid("'now' must be an ISO 8601 time");
  return date;
}
