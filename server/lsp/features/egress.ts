/** Decides about what extensions of the window send to models, knowing the documents that are open in it. */

import { checkText } from '../fromProtocol';
import { type Handlers, invalid } from '../handlers';
import { pathOfUri } from '../paths';
import { type DecideEgressParams, type DecideEgressResult, decideEgressRequest } from '../protocol/egress';
import type { Session } from '../session';

export function startEgress(session: Session, handlers: Handlers): void {
  const { services } = session;
  session.onView((view) => services.egress.remember(view));
  handlers.onRequest(decideEgressRequest, (params: DecideEgressParams): Promise<DecideEgressResult> => {
    const folders = session.folderUris.map((uri) => pathOfUri(uri)).filter((path) => path !== undefined);
    return services.egress.decide(check(params), services.policy(...folders).compiled);
  });
}

function check({ method, url, headers, body, extension }: Partial<DecideEgressParams>): DecideEgressParams {
  if (!URL.canParse(checkText(url, 'url'))) throw invalid("'url' must be one");
  const isPair = (each: unknown): boolean => Array.isArray(each) && each.length === 2 && each.every(isText);
  if (!Array.isArray(headers) || !headers.every(isPair)) throw invalid("'headers' must be pairs of strings");
  const { text, base64 } = (body ?? {}) as { text?: unknown; base64?: unknown };
  if (!isText(text) && !isText(base64)) throw invalid("'body' must have 'text' or 'base64'");
  return {
    method: checkText(method, 'method'),
    url: url as string,
    headers,
    body: isText(text) ? { text } : { base64: base64 as string },
    extension: checkText(extension, 'extension'),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
