/**
 * The service's local socket: a Unix socket in a folder for its user alone, or a named pipe on Windows.
 *
 * Knows nothing of what is spoken on it.
 */

import { chmodSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import type { StatePaths } from './paths';
import { checkPrivateDirectory, makePrivateDirectory } from './privateDirectory';
import { ServiceError } from './serviceError';

type SocketPaths = Pick<StatePaths, 'socket' | 'socketDirectory'>;

/**
 * Listens on the socket and returns the server once it does.
 *
 * A socket file that is already there is taken for a dead process's and replaced, so the caller must hold the log's
 * writer lock: whoever holds it is the only one that may listen.
 */
export async function listenOnSocket(paths: SocketPaths, onClient: (socket: Socket) => void): Promise<Server> {
  if (paths.socketDirectory !== undefined) {
    makePrivateDirectory(paths.socketDirectory);
    rmSync(paths.socket, { force: true });
  }
  const server = createServer(onClient);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(paths.socket, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (paths.socketDirectory !== undefined) chmodSync(paths.socket, 0o600);
  return server;
}

/**
 * Connects to the socket.
 *
 * Throws `SERVICE_ABSENT` where nobody listens, a socket left by a dead process included, and `SOCKET_UNSAFE` where
 * the socket's folder could be someone else's.
 */
export async function connectToSocket(paths: SocketPaths): Promise<Socket> {
  if (paths.socketDirectory !== undefined) {
    try {
      checkPrivateDirectory(paths.socketDirectory);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw absent(paths);
      throw error;
    }
  }
  const socket = createConnection(paths.socket);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const nobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTSOCK';
      reject(nobody ? absent(paths) : error);
    });
  });
}

function absent(paths: SocketPaths): ServiceError {
  return new ServiceError('SERVICE_ABSENT', `no Portcullis service listens on ${paths.socket}`);
}
