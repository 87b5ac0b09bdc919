/**
 * Watches the extension host's own `fetch`, which all extensions share. What is refused gets an answer in the provider's
 * own shape, which assistants show as they show any other.
 */

import { tooLarge, tooLong } from '../bounds';
import { gather, TooLarge } from '../gather';
import type { Patches } from '../patches';
import type { Destination, HeaderList, Refusal, Watch } from '../types';

type Fetch = typeof fetch;
type Input = Parameters<Fetch>[0];
type Init = Parameters<Fetch>[1];

/** Watches until the patches are restored. */
export function watchFetch(watch: Watch, patches: Patches): void {
  patches.add('fetch', globalThis, 'fetch', (original: Fetch) => {
    return function fetch(input: Input, init?: Init) {
      if (!watch.isModelUrl(urlTextOf(input))) return original(input, init);
      watch.onActivity();
      return decideAndFetch(watch, original, input, init, watch.caller());
    } as Fetch;
  });
}

/** Returns the URL as `fetch` reads it; empty for what it will refuse by itself. */
function urlTextOf(input: unknown): string {
  if (typeof input === 'string') return input;
  try {
    return input instanceof Request ? input.url : String(input);
  } catch {
    return '';
  }
}

async function decideAndFetch(watch: Watch, original: Fetch, input: Input, init: Init, extension: string) {
  // Reads the body as `fetch` would, once: its form, its headers and its errors are those of `fetch`.
  const request = new Request(
    input as string,
    init?.body == null ? init : ({ duplex: 'half', ...init } as RequestInit),
  );
  const { method, url, signal } = request;
  if (request.body === null && !url.includes('?')) return original(request, dispatcherOf(init));
  const read = await readWithin(watch, request, { method, url }, extension);
  signal.throwIfAborted();
  if ('kind' in read) return toResponse(read, url);
  const headers: HeaderList = [...request.headers];
  const verdict = await watch.judge({ method, url, headers, body: read, extension });
  signal.throwIfAborted();
  if (verdict.kind === 'refuse') return toResponse(verdict, url);
  const body = verdict.kind === 'redact' ? verdict.body : read;
  watch.permit({ method, url, body });
  if (request.body === null) return original(request, dispatcherOf(init));
  const sent = new Headers(request.headers);
  if (verdict.kind === 'redact') sent.delete('content-encoding');
  sent.delete('content-length');
  return original(new Request(request, { headers: sent, body } as RequestInit), dispatcherOf(init));
}

async function readWithin(
  watch: Watch,
  request: Request,
  destination: Destination,
  extension: string,
): Promise<Buffer | Refusal> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Refusal>((resolve) => {
    timer = setTimeout(() => resolve(watch.refuse(destination, extension, tooLong)), watch.limits.deadline);
  });
  try {
    return await Promise.race([gather(request.body, watch.limits.bytes), late]);
  } catch (error) {
    if (error instanceof TooLarge) return watch.refuse(destination, extension, tooLarge(watch.limits));
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What `fetch` takes beside the standard's options belongs to the call and stays. */
function dispatcherOf(init: Init): Init {
  const { dispatcher } = (init ?? {}) as { dispatcher?: unknown };
  return dispatcher === undefined ? undefined : ({ dispatcher } as Init);
}

function toResponse({ status, body }: Refusal, url: string): Response {
  const headers = { 'content-type': 'application/json', 'x-should-retry': 'false', 'x-portcullis': 'refused' };
  const response = new Response(body, { status, statusText: 'Refused by Portcullis', headers });
  return Object.defineProperty(response, 'url', { value: url });
}
