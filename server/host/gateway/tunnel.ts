/**
 * The forward proxy for clients that can only be given one: `CONNECT host:port` opens a tunnel where the host may get
 * everything, since what goes through a tunnel can't be looked at.
 */

import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Door } from './admission';
import { isSameSecret } from './token';

/** Returns why a host may not be tunnelled to; `undefined` where it may. `client` is what the client calls itself. */
export type MayTunnel = (host: string, client: string) => string | undefined;

interface TunnelOptions {
  readonly door: () => Door;
  readonly mayTunnel: MayTunnel;
  readonly connectMs: number;
}

/**
 * Answers the server's `CONNECT` requests; returns a function that breaks all tunnels off. The token is the password of
 * `Proxy-Authorization`, under any name.
 */
export function serveTunnels(server: Server, { door, mayTunnel, connectMs }: TunnelOptions): () => void {
  // The server no longer knows the connections that became tunnels.
  const open = new Set<Duplex>();
  server.on('connect', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => open.delete(socket));
    const { token } = door();
    if (token !== undefined && !isAuthorized(req.headers['proxy-authorization'], token)) {
      const challenge = 'proxy-authenticate: Basic realm="portcullis"\r\n';
      return refuse(
        socket,
        '407 Proxy Authentication Required',
        'the proxy address must hold the gateway token',
        challenge,
      );
    }
    const target = parseTarget(req.url ?? '');
    if (target === undefined) return refuse(socket, '400 Bad Request', 'a tunnel needs host:port');
    const reason = mayTunnel(target.host, (req.headers['user-agent'] ?? '').slice(0, 200));
    if (reason !== undefined) return refuse(socket, '403 Forbidden', reason);
    const upstream = connect({ ...target, timeout: connectMs });
    const giveUp = (): void => {
      upstream.destroy();
      refuse(socket, '502 Bad Gateway', `${target.host} can't be reached`);
    };
    upstream.once('error', giveUp).once('timeout', giveUp);
    upstream.once('connect', () => {
      upstream.off('error', giveUp).off('timeout', giveUp).setTimeout(0);
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
      upstream.on('error', () => upstream.destroy()).once('close', () => socket.destroy());
    });
    socket.once('close', () => upstream.destroy());
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

function isAuthorized(header: string | undefined, token: string): boolean {
  const [, encoded] = /^basic\s+([\w+/=-]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return false;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return password !== undefined && isSameSecret(password, token);
}

function parseTarget(target: string): { host: string; port: number } | undefined {
  const [, host, port] = /^([a-z0-9._-]+|\[[0-9a-f:.]+\]):(\d{1,5})$/i.exec(target) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function refuse(socket: Duplex, status: string, message: string, headers = ''): void {
  const body = `portcullis: ${message}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\n${headers}content-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
