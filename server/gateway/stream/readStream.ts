/** An answer that is streamed, read while it passes: events nothing changed keep their bytes. */

import { HeldBack } from '../answer/inspect';
import type { AnswerReader, ReadEvent } from '../answer/reader';
import type { Json } from '../types';
import { concat, decode, type Frame, type Framing, StreamTooLong } from './frame';

/** What a stream's end is told with where it can't go on. */
export type StreamFailure = (message: string, status: number) => Json;

/** Bytes on their way out, in order. */
interface Waiting {
  readonly bytes: Uint8Array;
  isClear(): boolean;
}

/** Gives out an answer's bytes as they are read; `seen` is told each event as it came. */
export function readStream(
  body: AsyncIterable<Uint8Array>,
  framing: Framing,
  reader: AnswerReader<Frame>,
  fail: StreamFailure,
  seen: (event: Json) => void,
): AsyncIterableIterator<Uint8Array> {
  const source = body[Symbol.asyncIterator]();
  let queue: Waiting[] = [];
  let isOver = false;

  function add({ json, source: frame, isClear }: ReadEvent<Frame>): void {
    queue.push({ bytes: json === frame.json ? frame.bytes : framing.format(json, frame), isClear });
  }

  function read(frame: Frame): void {
    const { json } = frame;
    if (typeof json === 'object' && json !== null) {
      seen(json);
      for (const event of reader.read(json, frame)) add(event);
      return;
    }
    if (isEndMark(frame)) for (const event of reader.end()) add(event);
    queue.push({ bytes: frame.bytes, isClear });
  }

  function takeClear(): Uint8Array {
    const clear: Uint8Array[] = [];
    for (const waiting of queue) {
      if (!waiting.isClear()) break;
      clear.push(waiting.bytes);
    }
    queue = clear.length === queue.length ? [] : queue.slice(clear.length);
    return concat(clear);
  }

  /** Reads on; returns what may go out by now. */
  async function advance(): Promise<Uint8Array> {
    const { done, value } = await source.next();
    try {
      if (done === true) {
        isOver = true;
        for (const frame of framing.end()) read(frame);
        for (const event of reader.end()) add(event);
      } else for (const frame of framing.push(value)) read(frame);
      return takeClear();
    } catch (error) {
      if (!isOver) await source.return?.();
      isOver = true;
      if (!(error instanceof HeldBack || error instanceof StreamTooLong)) throw error;
      const status = error instanceof HeldBack ? 403 : 502;
      return concat([takeClear(), framing.formatError(fail(error.message, status))]);
    }
  }

  const stream: AsyncIterableIterator<Uint8Array> = {
    [Symbol.asyncIterator]: () => stream,
    async next() {
      while (!isOver) {
        const bytes = await advance();
        if (bytes.length > 0) return { done: false, value: bytes };
      }
      return { done: true, value: undefined };
    },
    async return() {
      if (!isOver) await source.return?.();
      isOver = true;
      return { done: true, value: undefined };
    },
  };
  return stream;
}

const isClear = (): boolean => true;

function isEndMark({ bytes }: Frame): boolean {
  return bytes.length < 64 && decode(bytes).includes('[DONE]');
}
