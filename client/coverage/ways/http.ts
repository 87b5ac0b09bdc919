/** Requests of node:http: whole, in pieces, and on a connection that is kept open. */

import http, { Agent, type RequestOptions } from 'node:http';
import { jsonHeaders, type WayOut } from './way';

const pieceLength = 16;

export const httpWhole: WayOut = {
  id: 'http',
  send: ({ http: origin, path }, body, signal) => post(origin + path, { signal }, [body]),
};

export const httpPieces: WayOut = {
  id: 'http-pieces',
  send: ({ http: origin, path }, body, signal) =>
    post(origin + path, { signal }, body.match(new RegExp(`[\\s\\S]{1,${pieceLength}}`, 'g')) ?? []),
};

/** Returns the way over one connection, which its first request opens. */
export function createKeepAlive(): WayOut {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    id: 'keep-alive',
    send: ({ http: origin, path }, body, signal) => post(origin + path, { signal, agent }, [body]),
    dispose: () => agent.destroy(),
  };
}

function post(url: string, options: RequestOptions, pieces: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', headers: jsonHeaders, ...options }, (response) => {
      response.resume().once('end', resolve).once('error', reject);
    });
    request.once('error', reject);
    for (const piece of pieces.slice(0, -1)) request.write(piece);
    request.end(pieces.at(-1));
  });
}
