/** Asks a local model server about itself: small JSON documents, within limits of size and time. */

import type { GatewayParts, Headers, Json, Upstream } from '../gateway/types';

/** What a server answered. */
export interface Answered {
  readonly headers: Headers;
  readonly json: Json | undefined;
}

/** Asks at a path of the server's own root, wherever its base URL points; `undefined` where it gives no good answer. */
export type Ask = (path: string, body?: Json) => Promise<Answered | undefined>;

const waitMs = 3_000;
const maxBytes = 16 * 1024 * 1024;

/** Returns the function that asks an upstream. It never throws: a server may answer anything. */
export function createAsk(upstream: Upstream, send: GatewayParts['send']): Ask {
  const root: Upstream = { ...upstream, baseUrl: new URL(upstream.baseUrl).origin };
  return async (path, body) => {
    const left = new AbortController();
    const timer = setTimeout(() => left.abort(), waitMs);
    try {
      const {
        status,
        headers,
        body: answer,
      } = await send(root, {
        method: body === undefined ? 'GET' : 'POST',
        path,
        headers: [
          ['accept', 'application/json'],
          ['content-type', 'application/json'],
        ],
        body: body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)),
        signal: left.signal,
      });
      const text = await readAll(answer);
      return status === 200 && text !== undefined ? { headers, json: parse(text) } : undefined;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      left.abort();
    }
  };
}

async function readAll(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Returns what stands at a key of an object, `undefined` where there is none. */
export function at(json: Json | undefined, key: string): Json | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || !Object.hasOwn(json, key)) return undefined;
  return (json as { readonly [key: string]: Json })[key];
}

/** Returns the string at a key, `undefined` where there is none or an empty one. */
export function stringAt(json: Json | undefined, key: string): string | undefined {
  const value = at(json, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns the items of the list at a key. */
export function itemsAt(json: Json | undefined, key: string): readonly Json[] {
  const value = at(json, key);
  return Array.isArray(value) ? value : [];
}
