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
export async function* readStream(
  body: AsyncIterable<Uint8Array>,
  framing: Framing,
  reader: AnswerReader<Frame>,
  fail: StreamFailure,
  seen: (event: Json) => void,
): AsyncGenerator<Uint8Array> {
  let queue: Waiting[] = [];

  function add({ json, source, isClear }: ReadEvent<Frame>): void {
    queue.push({ bytes: json === source.json ? source.bytes : framing.format(json, source), isClear });
  }

  function read(frame: Frame): void {
    const { json } = frame;
    if (typeof json === 'object' && json !== null) {
      seen(json);
      for (const event of reader.read(json, frame)) add(event);
      return;
    }
    if (isEndMark(frame)) for (const event of reader.end()) add(event);
    queue.push({ bytes: frame.bytes, isClear: () => true });
  }

  function takeClear(): Uint8Array {
    const first = queue.findIndex(({ isClear }) => !isClear());
    const clear = first < 0 ? queue : queue.slice(0, first);
    queue = first < 0 ? [] : queue.slice(first);
    return concat(clear.map(({ bytes }) => bytes));
  }

  try {
    for await (const chunk of body) {
      for (const frame of framing.push(chunk)) read(frame);
      const bytes = takeClear();
      if (bytes.length > 0) yield bytes;
    }
    for (const frame of framing.end()) read(frame);
    for (const event of reader.end()) add(event);
    const bytes = takeClear();
    if (bytes.length > 0) yield bytes;
  } catch (error) {
    if (!(error instanceof HeldBack || error instanceof StreamTooLong)) throw error;
    const status = error instanceof HeldBack ? 403 : 502;
    yield concat([takeClear(), framing.formatError(fail(error.message, status))]);
  }
}

function isEndMark({ bytes }: Frame): boolean {
  return bytes.length < 64 && decode(bytes).includes('[DONE]');
}
