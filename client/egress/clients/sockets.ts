/**
 * Watches new connections to the hosts of models for requests that came past every other watch: written by hand.
 *
 * Reads no more than request lines. What is not HTTP/1 goes through: HTTP/2 is watched where it is made.
 */

import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { EgressError } from '../egressError';
import { inUrl } from '../headers';
import type { Patches } from '../patches';
import type { Watch } from '../types';

type Connect = (this: unknown, ...args: unknown[]) => Socket;

const requestLine = /^([A-Z]{3,10}) (\/[^ \r\n]*) HTTP\/1\.[01]\r?\n/;
/** Node.js takes a string of digits for a port, any other for the path of a local socket. */
const digits = /^\d+$/;
const longestLine = 8192;
const reason =
  'portcullis did not send this request: it was written to a connection by hand, where it cannot be held and decided about. Use `fetch` or node:https.';

/** Watches until the patches are restored; connections that were made before stay watched. */
export function watchSockets(watch: Watch, patches: Patches): void {
  const wrap = (protocol: string) => (original: Connect) =>
    function connect(this: unknown, ...args: unknown[]) {
      const socket = original.apply(this, args);
      const authority = authorityOf(args);
      if (authority !== undefined && watch.isModel(protocol, authority, '/'))
        guard(watch, socket, `${protocol}//${authority}`);
      return socket;
    } as Connect;
  patches.add('tls.connect', tls, 'connect', wrap('https:'));
  patches.add('net.connect', net, 'connect', wrap('http:'));
  patches.add('net.createConnection', net, 'createConnection', wrap('http:'));
}

/** Returns host and port of the forms that `connect` takes, `undefined` for local sockets. */
function authorityOf([first, second]: readonly unknown[]): string | undefined {
  if (typeof first === 'number' || (typeof first === 'string' && digits.test(first)))
    return `${inUrl(typeof second === 'string' ? second : 'localhost')}:${first}`;
  if (typeof first !== 'object' || first === null) return undefined;
  const { host, servername, port, path } = first as Record<string, unknown>;
  if (typeof path === 'string' && port === undefined) return undefined;
  const name = inUrl(String(host ?? servername ?? 'localhost'));
  return port == null ? name : `${name}:${port}`;
}

function guard(watch: Watch, socket: Socket, origin: string): void {
  const { write } = socket;
  const check = (chunk: unknown): EgressError | undefined => {
    const [, method, path] = requestLine.exec(startOf(chunk)) ?? [];
    if (method === undefined) return undefined;
    const destination = { method, url: `${origin}${path}` };
    if (watch.hasPassed(destination)) return undefined;
    watch.onActivity();
    return new EgressError(watch.refuse(destination, watch.caller(), reason).reason);
  };
  socket.write = function guarded(this: Socket, ...args: Parameters<Socket['write']>) {
    const error = check(args[0]);
    if (error === undefined) return write.apply(this, args);
    this.destroy(error);
    return false;
  } as Socket['write'];
  const { end } = socket;
  socket.end = function guarded(this: Socket, ...args: Parameters<Socket['end']>) {
    const error = check(args[0]);
    return error === undefined ? end.apply(this, args) : this.destroy(error);
  } as Socket['end'];
}

function startOf(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk.slice(0, longestLine);
  return ArrayBuffer.isView(chunk)
    ? Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.byteLength, longestLine)).toString('latin1')
    : '';
}
