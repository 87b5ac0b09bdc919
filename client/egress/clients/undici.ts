/**
 * Watches undici by its diagnostics channel: Node.js' own behind `fetch`, and the copies that extensions bring along.
 *
 * The body is wrapped in one that gathers everything, asks, and then yields or throws; undici writes no header before
 * the first piece. A WebSocket of undici's is a request that asks for an upgrade.
 */

import diagnostics from 'node:diagnostics_channel';
import { doesNotFit, padTo, tooLarge, tooLong } from '../bounds';
import { EgressError } from '../egressError';
import { gather, TooLarge, unfold } from '../gather';
import { headerOf, toPairs } from '../headers';
import type { Watch } from '../types';

/** As much of undici's request as versions 5 to 7 have in common. */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  readonly upgrade?: string | null;
  readonly headers: unknown;
  body: unknown;
  contentLength?: number | null;
  contentType?: string | null;
  addHeader?(name: string, value: string): void;
}

const channel = 'undici:request:create';

/** Watches until the returned function is called. */
export function watchUndici(watch: Watch): () => void {
  const onCreate = (message: unknown): void => {
    const { request } = message as { request: UndiciRequest };
    if (request.method === 'CONNECT') return;
    const url = urlOf(request);
    if (watch.isModelUrl(url)) hold(watch, request, url);
  };
  diagnostics.subscribe(channel, onCreate);
  return () => void diagnostics.unsubscribe(channel, onCreate);
}

/** Returns the whole URL of a request as undici has it. The last is kept, as many requests in a row go to one place. */
export function urlOf({ origin, path }: Pick<UndiciRequest, 'origin' | 'path'>): string {
  const base = typeof origin === 'string' ? origin : origin.origin;
  if (path !== last.path || base !== last.base) {
    last = { base, path, url: path.startsWith('http') ? path : `${base.replace(/\/$/, '')}${path}` };
  }
  return last.url;
}

let last = { base: '', path: '', url: '' };

function hold(watch: Watch, request: UndiciRequest, url: string): void {
  watch.onActivity();
  const { body } = request;
  const isChannel = Boolean(request.upgrade);
  if (body === null && !isChannel && !url.includes('?')) {
    watch.passed({ method: request.method, url });
    return;
  }
  const extension = watch.caller();
  // What undici would read off a form or a blob it can't off what it is given instead.
  const unfolded = unfold(body);
  if (unfolded?.type != null && request.contentType == null) request.addHeader?.('content-type', unfolded.type);
  if (request.contentLength == null && ArrayBuffer.isView(body)) request.contentLength = body.byteLength;
  request.body = toBody(
    isChannel
      ? refuseChannel(watch, request, url, extension)
      : decide(watch, request, url, unfolded?.pieces ?? body, extension),
  );
}

async function* refuseChannel(watch: Watch, { method }: UndiciRequest, url: string, extension: string) {
  const refusal = watch.judgeChannel({ method, url: url.replace(/^ws/, 'http') }, extension);
  if (refusal !== undefined) throw new EgressError(refusal.reason);
  watch.passed({ method, url });
  yield* [] as Uint8Array[];
}

async function* decide(watch: Watch, request: UndiciRequest, url: string, source: unknown, extension: string) {
  const { method } = request;
  const refuse = (reason: string): EgressError =>
    new EgressError(watch.refuse({ method, url }, extension, reason).reason);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refuse(tooLong)), watch.limits.deadline);
  });
  const body = await Promise.race([gather(source, watch.limits.bytes), late])
    .catch((error: unknown) => {
      throw error instanceof TooLarge ? refuse(tooLarge(watch.limits)) : error;
    })
    .finally(() => clearTimeout(timer));
  if (!watch.isPermitted({ method, url, body })) {
    const headers = toPairs(request.headers);
    const verdict = await watch.judge({ method, url, headers, body, extension });
    if (verdict.kind === 'refuse') throw new EgressError(verdict.reason);
    if (verdict.kind === 'redact') {
      // The length is on its way to be announced by now.
      const fitting = headerOf(headers, 'content-encoding') === undefined && padTo(verdict.body, request.contentLength);
      if (!fitting) throw refuse(doesNotFit);
      watch.passed({ method, url });
      watch.permit({ method, url, body: fitting });
      yield fitting;
      return;
    }
  }
  watch.passed({ method, url });
  watch.permit({ method, url, body });
  if (body.length > 0) yield body;
}

/** undici takes its listeners off the body it was given. */
function toBody(generator: AsyncGenerator<Uint8Array>) {
  const body = {
    [Symbol.asyncIterator]: () => generator,
    on: () => body,
    off: () => body,
    removeListener: () => body,
  };
  return body;
}
