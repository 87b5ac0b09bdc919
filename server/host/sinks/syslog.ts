/**
 * The sink to a syslog server over TCP or TLS (RFC 5425, RFC 6587).
 *
 * Syslog answers nothing. So each batch has its own connection, which counts as taken once the server, having read to its
 * end, closes it in order: what a server that is killed has not read yet ends in a reset, and the batch is sent again. What
 * it had read and not stored is lost, and nobody can tell.
 */

import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectSafe } from 'node:tls';
import { formatSyslogFrames } from '../../provenance/sinks/syslog';
import { type CreateSink, onAbort, readTrust, sendTimeoutMs } from './setup';

export const createSyslogSink: CreateSink = (spec, identity, timeoutMs = sendTimeoutMs) => ({
  async send(items, signal) {
    const { protocol, hostname: name, port } = new URL(spec.url);
    const host = name.replace(/^\[|\]$/g, '');
    const address = { host, port: Number(port) };
    const isSafe = protocol === 'tls:';
    const socket = isSafe
      ? connectSafe({ ...address, ...(isIP(host) === 0 && { servername: host }), ...(await readTrust(spec)) })
      : connectPlain(address);
    await deliver(
      socket,
      isSafe ? 'secureConnect' : 'connect',
      formatSyslogFrames(items, identity, hostname()),
      timeoutMs,
      signal,
    );
  },
});

function deliver(
  socket: Socket,
  connected: string,
  bytes: Buffer,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let isTaken = false;
    const fail = (why: string): void => {
      reject(new Error(why));
      socket.destroy();
    };
    const forget = onAbort(signal, () => fail('stopped'));
    socket.setTimeout(timeoutMs, () => fail('the server did not close the connection after the batch'));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => fail(`the server can't be reached (${code})`));
    socket.on('end', () => {
      isTaken = socket.writableFinished;
    });
    socket.on('close', (hadError) => {
      forget();
      if (isTaken && !hadError) resolve();
      else fail('the server closed the connection early');
    });
    socket.once(connected, () => socket.end(bytes));
    socket.resume();
  });
}
