/**
 * Sends requests to upstreams and reads their answers as they come: no retries, no redirects followed.
 *
 * Credentials go to the named upstream alone and into no message; knows nothing of what a body says.
 */

import { type Dispatcher, errors } from 'undici';
import {
  type GatewayParts,
  type GatewayResponse,
  type Headers,
  type Upstream,
  UpstreamError,
} from '../../gateway/types';
import { decoderOf } from './body';
import { headerOf, withoutHopByHop } from './headers';
import { createRoutes, type RouteOptions } from './routes';

export interface Upstreams {
  readonly send: GatewayParts['send'];
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

const usualTimes = { connectMs: 10_000, answerMs: 600_000, idleMs: 300_000 };

/** Returns the way to upstreams; proxies and certificates are those of the environment. */
export function createUpstreams(options: Pick<RouteOptions, 'env'> & Partial<Omit<RouteOptions, 'env'>>): Upstreams {
  const routes = createRoutes({ ...usualTimes, ...options });
  return {
    close: routes.close,
    async send(upstream, { method, path, headers, body, signal }) {
      const base = new URL(upstream.baseUrl);
      try {
        const answer = await routes.to(base).request({
          origin: base.origin,
          method: method as Dispatcher.HttpMethod,
          path: `${base.pathname.replace(/\/$/, '')}${path === '' || path.startsWith('?') ? `/${path}` : path}`,
          // Answers are read, so they had better come plain.
          headers: [...headers.flat(), 'accept-encoding', 'identity'],
          body: body.length === 0 ? null : body,
          signal,
          responseHeaders: 'raw',
        });
        return toResponse(upstream, answer);
      } catch (error) {
        throw toUpstreamError(upstream, error);
      }
    },
  };
}

function toResponse(upstream: Upstream, answer: Dispatcher.ResponseData): GatewayResponse {
  const headers = withoutHopByHop(pairsOf(answer.headers));
  const location = headerOf(headers, 'location');
  if (answer.statusCode >= 300 && answer.statusCode < 400 && location !== undefined) {
    // A client would send there what was decided about for here.
    answer.body.on('error', () => undefined).destroy();
    const to = URL.canParse(location, upstream.baseUrl)
      ? new URL(location, upstream.baseUrl).origin
      : 'another address';
    throw new UpstreamError(`${upstream.name} redirects to ${to}; name its final address in the policy's upstreams`);
  }
  const encoding = headerOf(headers, 'content-encoding')?.toLowerCase();
  if (encoding === undefined || encoding === 'identity')
    return { status: answer.statusCode, headers, body: read(upstream, answer.body) };
  const plain = headers.filter(([name]) => !['content-encoding', 'content-length'].includes(name.toLowerCase()));
  return { status: answer.statusCode, headers: plain, body: read(upstream, decode(upstream, answer.body, encoding)) };
}

/** `responseHeaders: 'raw'` keeps names as sent, and their order. */
function pairsOf(headers: unknown): Headers {
  const flat = headers as readonly (string | Uint8Array)[];
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) pairs.push([String(flat[index]), String(flat[index + 1])]);
  return pairs;
}

function decode(
  upstream: Upstream,
  body: Dispatcher.ResponseData['body'],
  encoding: string,
): AsyncIterable<Uint8Array> {
  try {
    const decoder = decoderOf(encoding);
    body.on('error', (error: Error) => decoder.destroy(error));
    decoder.on('close', () => body.destroy());
    return body.pipe(decoder);
  } catch {
    body.on('error', () => undefined).destroy();
    throw new UpstreamError(`${upstream.name} answers in an encoding that can't be read`);
  }
}

async function* read(upstream: Upstream, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw toUpstreamError(upstream, error);
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
