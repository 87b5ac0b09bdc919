/**
 * An upstream's answer as it comes in: one reader, no faster than it reads. Knows nothing of what the answer says.
 *
 * Takes undici's events as they are: its streams cost more than all else a small answer needs.
 */

import type { Dispatcher } from 'undici';
import type { Headers } from '../../gateway/types';

const empty = Buffer.alloc(0);

/** What is held for a slow reader before the connection is told to wait. */
const highWaterBytes = 64 * 1024;

/** The head of an answer; its body is read once, and ended early by `return()`. */
export interface IncomingAnswer {
  readonly status: number;
  /** Names as they were sent, in their order. */
  readonly headers: Headers;
  readonly body: AsyncIterableIterator<Uint8Array>;
}

/**
 * Sends a request and resolves with its answer's head. What breaks off before rejects, what breaks off later is thrown to
 * the reader, both made of the cause by `toError`.
 */
export function receive(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal,
  toError: (cause: unknown) => Error,
): Promise<IncomingAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let left: unknown;
    let take: IteratorTake | undefined;
    let failed: Error | undefined;
    let chunks: Uint8Array[] = [];
    let held = 0;
    let isOver = false;

    const leave = (): void => stop(signal.reason);
    const stop = (reason: unknown): void => {
      left = reason ?? new Error('nobody reads the answer');
      controller?.abort(left as Error);
      end(left);
    };

    /** With a cause: it broke off there. What came before can still be read. */
    function end(cause?: unknown): void {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', leave);
      if (cause !== undefined) {
        failed = toError(cause);
        reject(failed);
      }
      settle();
    }

    function settle(): void {
      if (take === undefined || (chunks.length === 0 && !isOver)) return;
      const { resolve: give, reject: refuse } = take;
      take = undefined;
      if (chunks.length > 0) give({ done: false, value: takeAll() });
      else if (failed !== undefined) refuse(failed);
      else give({ done: true, value: undefined });
    }

    function takeAll(): Uint8Array {
      const all = chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
      const wasFull = held > highWaterBytes;
      chunks = [];
      held = 0;
      // More may come in before it returns.
      if (wasFull) controller?.resume();
      return all;
    }

    const body: AsyncIterableIterator<Uint8Array> = {
      [Symbol.asyncIterator]: () => body,
      next: () =>
        new Promise((given, refused) => {
          take = { resolve: given, reject: refused };
          settle();
        }),
      async return() {
        chunks = [];
        if (!isOver) stop(undefined);
        failed = undefined;
        return { done: true, value: undefined };
      },
    };

    if (signal.aborted) return reject(toError(signal.reason));
    signal.addEventListener('abort', leave);
    try {
      dispatcher.dispatch(options, {
        onRequestStart(started) {
          controller = started;
          if (left !== undefined) started.abort(left as Error);
        },
        onResponseStart(started, status) {
          // Others are to come.
          if (status < 200) return;
          resolve({ status, headers: pairsOf(started.rawHeaders), body });
        },
        onResponseData(started, chunk) {
          chunks.push(chunk);
          held += chunk.length;
          if (take !== undefined) settle();
          else if (held > highWaterBytes) started.pause();
        },
        onResponseEnd: () => end(),
        onResponseError: (_, error) => end(error),
      });
    } catch (error) {
      end(error);
    }
  });
}

interface IteratorTake {
  resolve(result: IteratorResult<Uint8Array>): void;
  reject(error: Error): void;
}

function pairsOf(raw: Dispatcher.DispatchController['rawHeaders']): Headers {
  const flat = (raw ?? []) as readonly (string | Uint8Array)[];
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) pairs.push([textOf(flat[index]), textOf(flat[index + 1])]);
  return pairs;
}

function textOf(bytes: string | Uint8Array | undefined): string {
  return typeof bytes === 'string' ? bytes : ((bytes ?? empty) as Buffer).toString('latin1');
}
