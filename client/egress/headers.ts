/** What of a request's address and headers the service is told: what says how to read the body, and no credential. */

import type { HeaderList } from './types';

const told: ReadonlySet<string> = new Set([
  'anthropic-version',
  'content-encoding',
  'content-type',
  'openai-intent',
  'user-agent',
]);
const credentials: ReadonlySet<string> = new Set(['access_token', 'api-key', 'api_key', 'apikey', 'key', 'token']);

/** Returns the headers that may be told. */
export function toldHeaders(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => told.has(name.toLowerCase()));
}

/** Returns the URL without user, password, fragment and the parameters that providers take credentials in. */
export function toldUrl(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.hash = '';
  for (const name of [...url.searchParams.keys()]) {
    if (credentials.has(name.toLowerCase())) url.searchParams.delete(name);
  }
  return url.href;
}

/** Returns a host's name as URLs have it. */
export function inUrl(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** Returns a header's value, `undefined` where there is none. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([own]) => own.toLowerCase() === name)?.[1];
}

/** Returns headers that are a list of names and values in turn, or lines of text, as pairs. */
export function toPairs(headers: unknown): HeaderList {
  if (typeof headers === 'string') {
    return headers.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon <= 0 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const];
    });
  }
  if (Array.isArray(headers)) {
    const pairs: [string, string][] = [];
    for (let i = 0; i + 1 < headers.length; i += 2) {
      pairs.push([String(headers[i]).toLowerCase(), String(headers[i + 1])]);
    }
    return pairs;
  }
  return Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
}
