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
const ofTheMessage = ['host', 'content-length', 'content-encoding', 'accept-encoding', 'expect', tokenHeader];
const notForUpstreams: ReadonlySet<string> = new Set([...hopByHop, ...ofTheMessage]);

/** Returns Node's flat list of names and values as pairs, in their order. */
export function toPairs(raw: readonly string[]): Headers {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] as string, raw[index + 1] as string]);
  return pairs;
}

/** Returns the first value of a header, by its name in lower case. */
export function headerOf(headers: Headers, name: string): string | undefined {
  for (const [each, value] of headers) if (isNamed(each, name)) return value;
  return undefined;
}

/** Reports whether a header's name is one that is written in lower case. */
export function isNamed(header: string, name: string): boolean {
  return header.length === name.length && header.toLowerCase() === name;
}

/** Returns the headers without those that end at this hop, the ones that `connection` names included. */
export function withoutHopByHop(headers: Headers): Headers {
  return without(headers, hopByHop);
}

/** Returns what of a request's headers is meant for the upstream, once its body was read and decoded. */
export function toUpstream(headers: Headers): Headers {
  return without(headers, notForUpstreams);
}

function without(headers: Headers, left: ReadonlySet<string>): Headers {
  const named = allNamed(headers);
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !left.has(lower) && !named?.includes(lower);
  });
}

/** Returns what `connection` names. */
function allNamed(headers: Headers): readonly string[] | undefined {
  let named: string[] | undefined;
  for (const [name, value] of headers) {
    if (isNamed(name, 'connection')) named = [...(named ?? []), ...value.toLowerCase().split(/\s*,\s*/)];
  }
  return named;
}
