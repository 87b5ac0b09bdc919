/**
 * Who may use the gateway, and for which upstream: the checks on a request's head. Pure.
 *
 * Anything on the machine can reach a loopback port, a web page in a browser too (DNS rebinding, cross-site requests):
 * the Host must be our own, no browser page is served, and the token must be shown.
 */

import type { Headers } from '../../gateway/types';
import { headerOf, isNamed, tokenHeader } from './headers';
import { isSameSecret } from './token';

/** What is known of the gateway itself when a request comes in. */
export interface Door {
  readonly port: number;
  /** `undefined`: no token is asked for. */
  readonly token: string | undefined;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly upstream: string; readonly path: string }
  | { readonly kind: 'health' }
  | { readonly kind: 'proof'; readonly nonce: string }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      /** Whom the request is meant for, as far as it can be told: the error takes that provider's shape. */
      readonly upstream?: string;
    };

const proofPath = /^\/\.portcullis\/proof\/([\w-]{16,128})$/;

/** Returns what a request with this head may do. `target` is the request line's. */
export function admit(method: string, target: string, headers: Headers, door: Door): Admission {
  if (!/^\/[\x21\x22\x24-\x5b\x5d-\x7e]*$/.test(target)) {
    return refuse(400, 'bad_request_target', `the request's target must be a path; use the gateway as a base URL`);
  }
  const place = placeOf(target, door);
  const named = place.upstream === '' ? {} : { upstream: place.upstream };
  const foreign = foreignTo(headers, door);
  if (foreign !== undefined) return { ...foreign, ...named };
  const nonce = proofPath.exec(target)?.[1];
  if (nonce !== undefined && method === 'GET') return { kind: 'proof', nonce };
  if (door.token !== undefined && !isShown(place.token ?? headerOf(headers, tokenHeader), door.token)) {
    const how = `http://127.0.0.1:${door.port}/t/TOKEN/<upstream>`;
    const what = place.token === undefined ? 'no token was shown to' : 'the token is not the one of';
    return {
      ...refuse(
        401,
        'bad_gateway_token',
        `${what} the Portcullis gateway; the base URL is ${how}, see 'portcullis gateway'`,
      ),
      ...named,
    };
  }
  if (place.upstream === '') return { kind: 'health' };
  if (hasDots(place.path)) {
    return {
      ...refuse(400, 'bad_request_target', "the path holds '.' or '..'; name the provider's path itself"),
      ...named,
    };
  }
  return { kind: 'admitted', upstream: place.upstream, path: place.path };
}

interface Place {
  readonly token?: string;
  readonly upstream: string;
  readonly path: string;
}

/** Takes a target apart: `/t/TOKEN/<upstream>/<path>`, or without the first two. */
function placeOf(target: string, { token }: Door): Place {
  const [, shown, rest = ''] = token === undefined ? [] : (/^\/t\/([^/?]*)(.*)$/.exec(target) ?? []);
  const [, upstream = '', path = ''] = /^\/([^/?]*)(.*)$/.exec(shown === undefined ? target : rest) ?? [];
  return { ...(shown === undefined ? {} : { token: shown }), upstream, path };
}

function foreignTo(headers: Headers, { port }: Door): Extract<Admission, { kind: 'refused' }> | undefined {
  let hosts = 0;
  let isOwn = true;
  let isOfPage = false;
  for (const [name, value] of headers) {
    if (isNamed(name, 'host')) {
      hosts++;
      isOwn &&= isOwnHost(value.toLowerCase(), port);
    } else isOfPage ||= isNamed(name, 'origin') || isNamed(name, 'sec-fetch-site');
  }
  if (hosts !== 1 || !isOwn) {
    return refuse(421, 'foreign_host', `the Host header is not the gateway's own, 127.0.0.1:${port}`);
  }
  if (isOfPage) {
    return refuse(403, 'browser_page', 'web pages may not use the Portcullis gateway; call it from a program');
  }
  return undefined;
}

function isOwnHost(host: string, port: number): boolean {
  const end = port === 80 ? '' : `:${port}`;
  return host === `127.0.0.1${end}` || host === `localhost${end}` || host === `[::1]${end}`;
}

function isShown(shown: string | undefined, token: string): boolean {
  return shown !== undefined && isSameSecret(shown, token);
}

/** An upstream would take such a path for another one than was looked at. */
const dots = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

function hasDots(path: string): boolean {
  const mark = path.indexOf('?');
  return dots.test(mark < 0 ? path : path.slice(0, mark));
}

function refuse(status: number, code: string, message: string): Extract<Admission, { kind: 'refused' }> {
  return { kind: 'refused', status, code, message };
}
