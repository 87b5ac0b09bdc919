/** Ways without a client library for HTTP: a WebSocket, and a request written to a socket by hand. */

import { connect } from 'node:net';
import { Untried, type WayOut } from './way';

export const webSocket: WayOut = {
  id: 'websocket',
  send({ http, path }, body, signal) {
    if (typeof globalThis.WebSocket !== 'function') throw new Untried("this editor's Node.js has no WebSocket");
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${http.replace(/^http/, 'ws')}${path}`);
      const give = (done: () => void) => (): void => {
        socket.close();
        done();
      };
      signal.addEventListener(
        'abort',
        give(() => reject(signal.reason)),
        { once: true },
      );
      socket.addEventListener('open', () => socket.send(body));
      socket.addEventListener('message', give(resolve));
      socket.addEventListener(
        'error',
        give(() => reject(new Error('the connection was refused'))),
      );
      socket.addEventListener('close', () => reject(new Error('the connection was closed')));
    });
  },
};

export const socketByHand: WayOut = {
  id: 'socket',
  send: ({ http, path }, body, signal) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(http);
      const socket = connect({ host: hostname, port: Number(port), signal });
      socket.once('error', reject).once('close', () => resolve());
      socket.resume();
      const length = Buffer.byteLength(body);
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`,
      );
    }),
};
