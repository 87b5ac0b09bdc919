/** What a request says: its text, and the facts its wire format reads out of it. */

import { headerOf } from '../../host/gateway/headers';
import type { GatewayRequest, Operation, RequestFacts } from '../types';
import { type BodyTexts, readBodyTexts } from './requestText';

/** Types under which clients send JSON; curl's default is the third. */
const jsonTypes = /^(?:|application\/(?:[\w.+-]*\+)?json|application\/x-www-form-urlencoded|text\/(?:plain|json))$/;

/** Returns the content of a request; `operation` is `undefined` where no wire format knows the path. */
export function readContent(
  { headers, body }: GatewayRequest,
  operation: Operation | undefined,
  path: string,
): { readonly texts: BodyTexts; readonly facts: RequestFacts } {
  const [type = '', ...parameters] = (headerOf(headers, 'content-type') ?? '').toLowerCase().split(/\s*;\s*/);
  const isJson = operation !== undefined || type.endsWith('json');
  const texts = readBodyTexts(body, isJson);
  const facts = operation?.describe(texts.value ?? null, path) ?? {};
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8) ?? 'utf-8';
  if (body.length > 0 && (!/^"?(?:utf-?8|us-ascii)"?$/.test(charset) || (isJson && !jsonTypes.test(type)))) {
    const fault = { fault: `the content type has to be application/json in UTF-8`, at: 0, status: 415 } as const;
    return { texts: { ...texts, unseen: 'its content type is not JSON', fault }, facts };
  }
  if (facts.isTokenized !== true) return { texts, facts };
  return { texts: { ...texts, unseen: "its prompt is a tokenizer's numbers; send text instead" }, facts };
}
