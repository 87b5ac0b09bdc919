/**
 * Sends requests to upstreams and reads their answers as they come: no retries, no redirects followed.
 *
 * Credentials go to the named upstream alone and into no message; knows nothing of what a body says.
 */

import { pipeline, Readable } from 'node:stream';
import { type Dispatcher, errors } from 'undici';
import { type GatewayParts, type GatewayResponse, type Upstream, UpstreamError } from '../../gateway/types';
import { decoderOf } from './body';
import { headerOf, withoutHopByHop } from './headers';
import { type IncomingAnswer, receive } from './incoming';
import { createRoutes, type RouteOptions } from './routes';

export interface Upstreams {
  readonly send: GatewayParts['send'];
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

const usualTimes = { connectMs: 10_000, answerMs: 600_000, idleMs: 300_000 };

/** An address as it was taken apart. */
interface Place {
  readonly origin: string;
  /** Without a slash at its end. */
  readonly prefix: string;
  readonly dispatcher: Dispatcher;
}

const mostPlaces = 256;

/** Returns the way to upstreams; proxies and certificates are those of the environment. */
export function createUpstreams(options: Pick<RouteOptions, 'env'> & Partial<Omit<RouteOptions, 'env'>>): Upstreams {
  const routes = createRoutes({ ...usualTimes, ...options });
  const places = new Map<string, Place>();

  function placeOf(baseUrl: string): Place {
    const known = places.get(baseUrl);
    if (known !== undefined) return known;
    const url = new URL(baseUrl);
    const place = { origin: url.origin, prefix: url.pathname.replace(/\/$/, ''), dispatcher: routes.to(url) };
    if (places.size === mostPlaces) places.clear();
    places.set(baseUrl, place);
    return place;
  }

  return {
    close: routes.close,
    async send(upstream, { method, path, headers, body, signal }) {
      const { origin, prefix, dispatcher } = placeOf(upstream.baseUrl);
      const toError = (cause: unknown): UpstreamError => toUpstreamError(upstream, cause);
      const request = {
        origin,
        method: method as Dispatcher.HttpMethod,
        path: `${prefix}${path === '' || path.startsWith('?') ? `/${path}` : path}`,
        // Answers are read, so they had better come plain.
        headers: [...headers.flat(), 'accept-encoding', 'identity'],
        body: body.length === 0 ? null : body,
      };
      return toResponse(upstream, await receive(dispatcher, request, signal, toError), toError);
    },
  };
}

async function toResponse(
  upstream: Upstream,
  { status, headers: sent, body }: IncomingAnswer,
  toError: (cause: unknown) => UpstreamError,
): Promise<GatewayResponse> {
  const headers = withoutHopByHop(sent);
  const location = status >= 300 && status < 400 ? headerOf(headers, 'location') : undefined;
  if (location !== undefined) {
    // A client would send there what was decided about for here.
    await body.return?.();
    const to = URL.canParse(location, upstream.baseUrl)
      ? new URL(location, upstream.baseUrl).origin
      : 'another address';
    throw new UpstreamError(`${upstream.name} redirects to ${to}; name its final address in the policy's upstreams`);
  }
  const encoding = headerOf(headers, 'content-encoding')?.toLowerCase();
  if (encoding === undefined || encoding === 'identity') return { status, headers, body };
  const plain = headers.filter(([name]) => !['content-encoding', 'content-length'].includes(name.toLowerCase()));
  return { status, headers: plain, body: decode(upstream, body, encoding, toError) };
}

function decode(
  upstream: Upstream,
  body: IncomingAnswer['body'],
  encoding: string,
  toError: (cause: unknown) => UpstreamError,
): AsyncIterable<Uint8Array> {
  try {
    const decoder = decoderOf(encoding);
    pipeline(Readable.from(body, { objectMode: false }), decoder, () => undefined);
    return read(decoder, toError);
  } catch {
    void body.return?.();
    throw new UpstreamError(`${upstream.name} answers in an encoding that can't be read`);
  }
}

async function* read(
  body: AsyncIterable<Uint8Array>,
  toError: (cause: unknown) => UpstreamError,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw toError(error);
  }
}

const certificateCodes = /^(?:CERT_|ERR_TLS_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;

/** Names the upstream and its host, nothing of the request: its path may hold a key. */
function toUpstreamError({ name, baseUrl }: Upstream, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const { origin } = new URL(baseUrl);
  const code = (error as NodeJS.ErrnoException)?.code ?? 'unknown error';
  const where = `${name} (${origin})`;
  if (error instanceof errors.ConnectTimeoutError) return new UpstreamError(`${where} can't be reached in time`, 504);
  if (error instanceof errors.HeadersTimeoutError) return new UpstreamError(`${where} gave no answer in time`, 504);
  if (error instanceof errors.BodyTimeoutError) return new UpstreamError(`${where} fell silent in its answer`, 504);
  if (code === 'ECONNREFUSED') return new UpstreamError(`nothing listens at ${where}; is it running?`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new UpstreamError(`${where} can't be found (${code})`);
  if (certificateCodes.test(code)) {
    return new UpstreamError(
      `the certificate of ${where} is not trusted (${code}); name your CA in NODE_EXTRA_CA_CERTS`,
    );
  }
  return new UpstreamError(`the connection to ${where} broke off (${code})`);
}
