/**
 * A connection to the running service, and the two things every program may ask of it: its status and to end.
 *
 * Starts nothing and knows no policy.
 */

import type { MessageConnection } from 'vscode-jsonrpc/node';
import { type Status, shutdownRequest, statusRequest } from '../lsp/protocol';
import type { StatePaths } from './paths';
import { createRpc } from './rpc';
import { ServiceError } from './serviceError';
import { connectToSocket } from './socket';

export interface ServiceConnection {
  /** Sends a request; rejects with the service's error, or `SERVICE_ABSENT` once the connection is lost. */
  request<R>(method: string, params: object): Promise<R>;
  notify(method: string, params: object): Promise<void>;
  /** Calls the listener for each notification of that method. */
  on(method: string, listener: (params: never) => void): void;
  /** Resolves once the connection is closed by either side. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Connects to the running service. Throws `SERVICE_ABSENT` where none listens. */
export async function openConnection(paths: StatePaths): Promise<ServiceConnection> {
  const socket = await connectToSocket(paths);
  let onClosed = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    onClosed = resolve;
  });
  const rpc = createRpc(socket, socket, { onClose: onClosed });
  rpc.connection.listen();
  return {
    request: (method, params) => requestUntil(rpc.connection, closed, method, params),
    notify: (method, params) => rpc.connection.sendNotification(method, params),
    on: (method, listener) => void rpc.connection.onNotification(method, listener as (params: unknown) => void),
    closed,
    close: () => rpc.close(),
  };
}

/** Returns the running service's status, `undefined` where none runs. Throws `SERVICE_UNRESPONSIVE` where it hangs. */
export async function serviceStatus(paths: StatePaths, timeoutMs = 5000): Promise<Status | undefined> {
  return askService(paths, statusRequest, timeoutMs);
}

/** Asks the running service to drain and end, and resolves once it closed the connection. False where none ran. */
export async function stopService(paths: StatePaths, timeoutMs = 15_000): Promise<boolean> {
  const connection = await connectIfThere(paths);
  if (connection === undefined) return false;
  try {
    await within(timeoutMs, connection.request(shutdownRequest, {}));
    await within(timeoutMs, connection.closed);
    return true;
  } finally {
    connection.close();
  }
}

async function askService<R>(paths: StatePaths, method: string, timeoutMs: number): Promise<R | undefined> {
  const connection = await connectIfThere(paths);
  if (connection === undefined) return undefined;
  try {
    return await within(timeoutMs, connection.request<R>(method, {}));
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'SERVICE_ABSENT') return undefined;
    throw error;
  } finally {
    connection.close();
  }
}

async function connectIfThere(paths: StatePaths): Promise<ServiceConnection | undefined> {
  try {
    return await openConnection(paths);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'SERVICE_ABSENT') return undefined;
    throw error;
  }
}

/** A request whose connection is lost would wait for ever. */
async function requestUntil<R>(
  connection: MessageConnection,
  closed: Promise<void>,
  method: string,
  params: object,
): Promise<R> {
  const lost = closed.then(() => {
    throw new ServiceError('SERVICE_ABSENT', `the service ended before it answered ${method}; try again`);
  });
  return Promise.race([connection.sendRequest<R>(method, params), lost]);
}

async function within<R>(timeoutMs: number, promise: Promise<R>): Promise<R> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new ServiceError(
          'SERVICE_UNRESPONSIVE',
          `the Portcullis service did not answer within ${timeoutMs} ms; end its process, then try again`,
        ),
      );
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
