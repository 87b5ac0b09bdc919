/**
 * Keeps what models have just answered to this window's extensions, so that a change which brings in such a text is known
 * to be theirs where the editor doesn't say. Reads copies in undici's diagnostics channels, changes nothing.
 *
 * Bounded; never shown or written.
 */

import diagnostics from 'node:diagnostics_channel';
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import { urlOf } from '../egress/clients/undici';
import { headerOf, toPairs } from '../egress/headers';
import { answerTexts } from './answerTexts';

export interface Answer {
  /** Id of the extension that asked, where it says so. */
  readonly tool?: string;
  readonly texts: readonly string[];
}

interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly headers: unknown;
}

interface Incoming {
  readonly chunks: Buffer[];
  length: number;
  readonly headers: readonly Buffer[];
  /** What was read of it when it had this length. */
  read?: { readonly length: number; readonly texts: readonly string[] };
}

const longest = 1024 * 1024;
const most = 20;
const knownFor = 120_000;
/** An answer that is still coming has no end yet: what is there of it is unpacked. */
const zlib = { maxOutputLength: longest, finishFlush: constants.Z_SYNC_FLUSH };
const brotli = { maxOutputLength: longest, finishFlush: constants.BROTLI_OPERATION_FLUSH };
const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, zlib),
  br: (bytes) => brotliDecompressSync(bytes, brotli),
  deflate: (bytes) => inflateSync(bytes, zlib),
};

export class Answers {
  private readonly incoming = new WeakMap<object, Incoming>();
  private readonly known: { readonly request: UndiciRequest; readonly body: Incoming; readonly until: number }[] = [];
  private readonly stops: readonly (() => void)[];

  /** `toolOf` names the extension by what it calls itself in its requests. */
  constructor(
    private readonly isModelUrl: (url: string) => boolean,
    private readonly toolOf: (userAgent: string) => string | undefined,
  ) {
    this.stops = [
      listen('undici:request:headers', ({ request, response }) => this.begin(request, response)),
      listen('undici:request:bodyChunkReceived', ({ request, chunk }) => this.add(request, chunk)),
    ];
  }

  /** Whether no model has answered in the last minutes. */
  get isEmpty(): boolean {
    const isEmpty = (this.known.at(-1)?.until ?? 0) <= performance.now();
    if (isEmpty) this.known.length = 0;
    return isEmpty;
  }

  /** Returns the answers of the last minutes, the latest first; one that is still coming with what is there of it. */
  latest(): readonly Answer[] {
    const now = performance.now();
    return this.known
      .filter(({ until }) => until > now)
      .reverse()
      .map(({ request, body }) => {
        const tool = this.toolOf(headerOf(toPairs(request.headers), 'user-agent') ?? '');
        return { ...(tool === undefined ? {} : { tool }), texts: textsOf(body) };
      });
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    this.known.length = 0;
  }

  private begin(request: UndiciRequest, response: { readonly headers?: readonly Buffer[] } | undefined): void {
    if (!this.isModelUrl(urlOf(request))) return;
    const body: Incoming = { chunks: [], length: 0, headers: response?.headers ?? [] };
    this.incoming.set(request, body);
    this.known.push({ request, body, until: performance.now() + knownFor });
    if (this.known.length > most) this.known.shift();
  }

  private add(request: object, chunk: unknown): void {
    const body = this.incoming.get(request);
    if (body === undefined || !ArrayBuffer.isView(chunk) || body.length > longest) return;
    // The reader gets the chunk itself.
    const copy = Buffer.from(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    body.length += copy.length;
    body.chunks.push(copy);
  }
}

function listen(
  channel: string,
  listener: (message: { request: UndiciRequest; response?: { headers?: readonly Buffer[] }; chunk?: unknown }) => void,
): () => void {
  const subscriber = (message: unknown): void => {
    try {
      listener(message as Parameters<typeof listener>[0]);
    } catch {
      // What only watches must not disturb the request.
    }
  };
  diagnostics.subscribe(channel, subscriber);
  return () => void diagnostics.unsubscribe(channel, subscriber);
}

function textsOf(body: Incoming): readonly string[] {
  if (body.read?.length !== body.length) body.read = { length: body.length, texts: answerTexts(decode(body)) };
  return body.read.texts;
}

function decode({ chunks, headers }: Incoming): string {
  const bytes = Buffer.concat(chunks);
  const names = headers.map(String);
  const at = names.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-encoding');
  const decoder = at < 0 ? undefined : decoders[names[at + 1]!.toLowerCase()];
  try {
    return (decoder === undefined ? bytes : decoder(bytes)).toString();
  } catch {
    return '';
  }
}
