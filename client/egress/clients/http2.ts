/**
 * Watches HTTP/2 sessions of node:http2, also those that were opened before.
 *
 * The headers of a stream leave when it is made; its body is held in the stream until it is whole.
 */

import http2, { type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders } from 'node:http2';
import { Duplex } from 'node:stream';
import { doesNotFit, padTo, tooLarge, tooLong } from '../bounds';
import { EgressError } from '../egressError';
import { Gathering, TooLarge } from '../gather';
import { headerOf, inUrl, toPairs } from '../headers';
import type { Patches } from '../patches';
import type { Destination, HeaderList, Watch } from '../types';

type Connect = typeof http2.connect;
type Request = ClientHttp2Session['request'];
type Done = (error?: Error | null) => void;

/** The stream's own ways of writing, which Node.js documents for those who make streams. */
interface Sink {
  _write(chunk: unknown, encoding: BufferEncoding, done: Done): void;
  _writev?: unknown;
  _final(done: Done): void;
}

/** How Node.js names the encoding of bytes. */
const asBytes = 'buffer' as BufferEncoding;

/** Watches until the patches are restored. */
export function watchHttp2(watch: Watch, patches: Patches): void {
  const prototype = sessionPrototype();
  const authorities = new WeakMap<ClientHttp2Session, string>();
  patches.add('http2.connect', http2, 'connect', (original: Connect) => {
    return function connect(...args: Parameters<Connect>) {
      const session = original(...args);
      // Node.js takes what is like a URL as well.
      const authority = String(args[0]);
      if (URL.canParse(authority)) authorities.set(session, new URL(authority).host);
      return session;
    } as Connect;
  });
  patches.add('http2.ClientHttp2Session.request', prototype, 'request', (original: Request) => {
    return function request(this: ClientHttp2Session, headers?: OutgoingHttpHeaders, options?) {
      const pairs = Array.isArray(headers) ? toPairs(headers) : toPairs({ ...headers });
      const destination = destinationOf(this, pairs, authorities.get(this));
      if (!watch.isModelUrl(destination.url)) return original.call(this, headers, options);
      watch.onActivity();
      const stream = original.call(this, headers, options);
      if (headerOf(pairs, ':protocol') !== undefined) refuseChannel(watch, stream, destination);
      else if (!stream.writableEnded) hold(watch, stream, destination, pairs);
      return stream;
    } as Request;
  });
}

/** All sessions share it; a session that leads nowhere shows it. */
function sessionPrototype(): object {
  const nowhere = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const session = http2.connect('http://localhost', { createConnection: () => nowhere });
  session.on('error', () => undefined);
  const prototype: object = Object.getPrototypeOf(session);
  session.destroy();
  return prototype;
}

function destinationOf(session: ClientHttp2Session, headers: HeaderList, known: string | undefined): Destination {
  const path = headerOf(headers, ':path') ?? '/';
  const scheme = headerOf(headers, ':scheme') ?? (session.encrypted ? 'https' : 'http');
  const authority = known ?? headerOf(headers, ':authority') ?? peerOf(session);
  return { method: headerOf(headers, ':method') ?? 'GET', url: `${scheme}://${authority}${path}` };
}

/** Returns where a session leads that was opened before it could be seen. */
function peerOf({ originSet, socket }: ClientHttp2Session): string {
  const [origin] = originSet ?? [];
  if (origin !== undefined) return new URL(origin).host;
  const { remoteAddress = 'unknown', remotePort = '' } = socket;
  return `${inUrl(remoteAddress)}:${remotePort}`;
}

function refuseChannel(watch: Watch, stream: ClientHttp2Stream, destination: Destination): void {
  const refusal = watch.judgeChannel(destination, watch.caller());
  if (refusal !== undefined) stream.destroy(new EgressError(refusal.reason));
}

function hold(watch: Watch, stream: ClientHttp2Stream, destination: Destination, headers: HeaderList): void {
  const extension = watch.caller();
  const sink = stream as unknown as Sink;
  const body = new Gathering(watch.limits.bytes);
  const refuse = (reason: string): EgressError => new EgressError(watch.refuse(destination, extension, reason).reason);
  const timer = setTimeout(() => stream.destroy(refuse(tooLong)), watch.limits.deadline);
  timer.unref();
  stream.once('close', () => clearTimeout(timer));

  sink._writev = undefined;
  sink._write = (chunk, encoding, done) => {
    try {
      body.add(chunk, encoding);
      done();
    } catch (error) {
      done(error instanceof TooLarge ? refuse(tooLarge(watch.limits)) : (error as Error));
    }
  };
  sink._final = (done) => {
    // The decision has its own time.
    clearTimeout(timer);
    decide().then(
      (bytes) => {
        release(sink);
        if (bytes.length === 0) sink._final(done);
        else sink._write(bytes, asBytes, (error) => (error ? done(error) : sink._final(done)));
      },
      (error) => done(error as Error),
    );
  };

  async function decide(): Promise<Uint8Array> {
    const bytes = body.bytes();
    if (bytes.length === 0 && !destination.url.includes('?')) return bytes;
    if (watch.isPermitted({ ...destination, body: bytes })) return bytes;
    const verdict = await watch.judge({ ...destination, headers, body: bytes, extension });
    if (verdict.kind === 'allow') return bytes;
    if (verdict.kind === 'refuse') throw new EgressError(verdict.reason);
    const isEncoded = headerOf(headers, 'content-encoding') !== undefined;
    const fitting = isEncoded ? undefined : padTo(verdict.body, headerOf(headers, 'content-length'));
    if (fitting === undefined) throw refuse(doesNotFit);
    return fitting;
  }
}

/** Gives the stream its class' own ways back. */
function release(sink: Sink): void {
  Reflect.deleteProperty(sink, '_write');
  Reflect.deleteProperty(sink, '_writev');
  Reflect.deleteProperty(sink, '_final');
}
