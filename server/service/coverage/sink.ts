/** A loopback server that keeps what it is sent for as long as a drill lasts, and answers like a model. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Sink {
  /** `http://127.0.0.1:…`. */
  readonly origin: string;
  /** Reports whether the text arrived, in a body, a path or a header. */
  hasSeen(text: string): boolean;
  forget(): void;
  close(): void;
}

const answer = JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: 'ok' } }] });
const mostBytes = 1024 * 1024;

export async function openSink(): Promise<Sink> {
  let seen = '';
  const server = createServer((request, response) => {
    seen += `${request.url} ${JSON.stringify(request.headers)} `;
    request.setEncoding('utf8').on('data', (text: string) => {
      if (seen.length < mostBytes) seen += text;
    });
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hasSeen: (text) => seen.includes(text),
    forget() {
      seen = '';
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
