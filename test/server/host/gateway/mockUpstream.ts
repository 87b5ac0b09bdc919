/** An upstream for tests: keeps every byte that reaches it, and answers what it is told to. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface MockUpstream {
  readonly baseUrl: string;
  readonly requests: readonly Received[];
  /** All bytes that came in, heads included. */
  raw(): string;
  /** Forgets what came in. */
  reset(): void;
  close(): Promise<void>;
}

export type Reply = (request: Received, res: ServerResponse) => unknown;

export async function startMockUpstream(reply: Reply): Promise<MockUpstream> {
  const raw: Buffer[] = [];
  const requests: Received[] = [];
  const server = createServer(async (req, res) => {
    const body = (await buffer(req).catch(() => Buffer.alloc(0))).toString();
    const received = { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body };
    requests.push(received);
    await reply(received, res);
  });
  server.on('connection', (socket) => socket.on('data', (chunk: Buffer) => void raw.push(chunk)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    raw: () => Buffer.concat(raw).toString('latin1'),
    reset() {
      raw.length = 0;
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends a JSON document. */
export function replyJson(res: ServerResponse, document: unknown, status = 200): void {
  res.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req-1' }).end(JSON.stringify(document));
}

/** Sends the pieces one after the other, as a model that writes. */
export async function replyPieces(res: ServerResponse, contentType: string, pieces: readonly string[]): Promise<void> {
  res.writeHead(200, { 'content-type': contentType });
  for (const piece of pieces) await new Promise<void>((resolve) => res.write(piece, () => setImmediate(resolve)));
  res.end();
}
