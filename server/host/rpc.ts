/**
 * A JSON-RPC connection over a pair of streams that one bad peer can't use to harm the process.
 *
 * Knows no method's name.
 */

import type { Readable, Writable } from 'node:stream';
import { createMessageConnection, type Message, type MessageConnection, NullLogger } from 'vscode-jsonrpc/node';
import { FrameReader, FrameWriter } from './framing';

export interface Rpc {
  readonly connection: MessageConnection;
  /** Ends the connection; safe to call again. */
  close(): void;
}

export type RpcIncident = 'malformed' | 'unreadable' | 'not-reading';

/**
 * Returns a connection that isn't listening yet.
 *
 * `onIncident` hears of broken frames by kind alone, since the messages may hold content; `onClose` is called once.
 */
export function createRpc(
  input: Readable,
  output: Writable,
  hear: { readonly onIncident?: (incident: RpcIncident) => void; readonly onClose?: () => void } = {},
): Rpc {
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    connection.dispose();
    input.destroy();
    output.destroy();
    hear.onClose?.();
  };
  const reader = new FrameReader(input, () => {
    hear.onIncident?.('malformed');
    void writer.write({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } } as Message);
  });
  const writer = new FrameWriter(output, () => {
    hear.onIncident?.('not-reading');
    close();
  });
  // The library's logger is fed whole messages, which may hold content.
  const connection = createMessageConnection(reader, writer, NullLogger);
  output.on('error', close);
  connection.onError(() => {
    hear.onIncident?.('unreadable');
    close();
  });
  connection.onClose(close);
  return { connection, close };
}
