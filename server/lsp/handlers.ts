/**
 * Registers handlers on a connection so that a failing one answers its own request with an error and nothing else.
 */

import { ErrorCodes, type MessageConnection, ResponseError } from 'vscode-jsonrpc';
import type { Cancellation } from './services';

/** LSP's `ContentModified`: the request's document is not in the state the request was made for. */
export const contentModified = -32801;
/** LSP's `RequestCancelled`. */
export const requestCancelled = -32800;

export interface Handlers {
  /** The result is awaited; what is thrown becomes an error response. */
  onRequest<P, R>(method: string, handle: (params: P, cancellation: Cancellation) => R | Promise<R>): void;
  onNotification<P>(method: string, handle: (params: P) => void): void;
}

/**
 * Returns a registrar for the connection.
 *
 * Parameters come from any process of the user, so they are checked to be an object; handlers check the rest.
 */
export function createHandlers(
  connection: MessageConnection,
  fault: (during: string, error: unknown) => void,
): Handlers {
  return {
    onRequest(method, handle) {
      connection.onRequest(method, async (...received: unknown[]): Promise<unknown> => {
        const cancellation = received[received.length - 1] as Cancellation;
        const params = received.length > 1 ? received[0] : {};
        try {
          if (cancellation.isCancellationRequested) return cancelled(method);
          if (typeof params !== 'object' || params === null) return invalid(`${method} takes an object`);
          const result = await handle(params as never, cancellation);
          return cancellation.isCancellationRequested ? cancelled(method) : result;
        } catch (error) {
          if (error instanceof ResponseError) return error;
          fault(method, error);
          return new ResponseError(ErrorCodes.InternalError, `${method} failed; the service's diary has the place`);
        }
      });
    },
    onNotification(method, handle) {
      connection.onNotification(method, (...received: unknown[]) => {
        try {
          const [params] = received;
          if (typeof params === 'object' && params !== null) handle(params as never);
        } catch (error) {
          fault(method, error);
        }
      });
    },
  };
}

/** Sends a notification; a client that is gone misses it. */
export function notify(connection: MessageConnection, method: string, params: object): void {
  try {
    connection.sendNotification(method, params).catch(() => undefined);
  } catch {
    // The library throws at once where the connection is closed already.
  }
}

/** Returns the error for parameters that are not what the method takes. */
export function invalid(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}

function cancelled(method: string): ResponseError<void> {
  return new ResponseError(requestCancelled, `${method} was cancelled`);
}
