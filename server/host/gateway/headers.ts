/**
 * Headers on their way through: which end at this hop, and which the gateway itself is meant by. Pure.
 */

import type { Headers } from '../../gateway/types';

/** The header a client may show the token in, in place of its base URL. */
export const tokenHeader = 'x-portcullis-token';

/** RFC 9110 section 7.6.1, and those that were in use before it. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Framing and encoding of a body that was read and will be framed anew. */
const ofTheMessage = new Set(['host', 'content-length', 'content-encoding', 'accept-encoding', 'expect', tokenHeader]);

/** Returns Node's flat list of names and values as pairs, in their order. */
export function toPairs(raw: readonly string[]): Headers {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] as string, raw[index + 1] as string]);
  return pairs;
}

/** Returns the first value of a header, by its name in lower case. */
export function headerOf(headers: Headers, name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}

/** Returns the headers without those that end at this hop, the ones that `connection` names included. */
export function withoutHopByHop(headers: Headers): Headers {
  const named = allNamed(headers);
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !hopByHop.has(lower) && !named.includes(lower);
  });
}

function allNamed(headers: Headers): string[] {
  const connection = headers.filter(([name]) => name.length === 10 && name.toLowerCase() === 'connection');
  return connection.flatMap(([, value]) => value.toLowerCase().split(/\s*,\s*/));
}

/** Returns what of a request's headers is meant for the upstream, once its body was read and decoded. */
export function toUpstream(headers: Headers): Headers {
  return withoutHopByHop(headers).filter(([name]) => !ofTheMessage.has(name.toLowerCase()));
}
