/**
 * The sink of a window's drill: loopback servers that keep what arrives, over HTTP, HTTP/2 and WebSocket.
 *
 * Knows no editor. Nothing of it is written anywhere.
 */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import http2 from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import type { Duplex } from 'node:stream';

export interface DrillSink {
  readonly http: string;
  readonly http2: string;
  /** Reports whether the text arrived. */
  hasSeen(text: string): boolean;
  close(): void;
}

const answer = JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: 'ok' } }] });
const mostCharacters = 4 * 1024 * 1024;
/** RFC 6455, section 1.3. */
const webSocketKey = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Listens until it is closed. */
export async function openDrillSink(): Promise<DrillSink> {
  let seen = '';
  const keep = (text: string): void => {
    if (seen.length < mostCharacters) seen += text;
  };
  const sockets = new Set<Duplex>();
  const plain = http.createServer((request, response) => {
    request.setEncoding('utf8').on('data', keep);
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
  });
  plain.on('upgrade', (request, socket) => serveWebSocket(request, socket, keep));
  const second = http2.createServer((request, response) => {
    // A guard that cuts a stream off is told so here, where nobody else listens.
    request.on('error', () => undefined);
    request.setEncoding('utf8').on('data', keep);
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
  });
  for (const server of [plain, second]) {
    server.on('connection', (socket: Duplex) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }
  const origins = await Promise.all([plain, second].map(listen));
  return {
    http: origins[0] as string,
    http2: origins[1] as string,
    hasSeen: (text) => seen.includes(text),
    close() {
      plain.close();
      second.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function serveWebSocket({ headers }: IncomingMessage, socket: Duplex, keep: (text: string) => void): void {
  const accept = createHash('sha1').update(`${headers['sec-websocket-key']}${webSocketKey}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let bytes = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const text = readFrame(bytes);
    if (text === undefined) return;
    keep(text);
    // A text frame of two letters.
    socket.write(Buffer.from([0x81, 2, 0x6f, 0x6b]));
  });
}

/** Returns the payload of a masked frame once it is whole (RFC 6455, section 5.2); a drill's is shorter than 64 KiB. */
function readFrame(bytes: Buffer): string | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] as number) & 0x7f;
  const start = short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < start + 4 + length) return undefined;
  const mask = bytes.subarray(start, start + 4);
  const payload = bytes.subarray(start + 4, start + 4 + length);
  return Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] as number))).toString('utf8');
}
