/** The ways out of an extension host that a drill tries. Bundled by itself and loaded by the drill alone. */

import { createUndici, hostFetch } from './fetch';
import { createKeepAlive, httpPieces, httpWhole } from './http';
import { http2 } from './http2';
import { childProcess, electronNet, workerThread } from './past';
import { socketByHand, webSocket } from './sockets';
import type { WayOut } from './way';

/** Returns the ways, in the order they are tried; each is to be disposed of. */
export function createWays(): readonly WayOut[] {
  return [
    hostFetch,
    httpWhole,
    httpPieces,
    createKeepAlive(),
    createUndici(),
    http2,
    webSocket,
    socketByHand,
    workerThread,
    childProcess,
    electronNet,
  ];
}
