/**
 * Server-sent events, HTML Living Standard section 9.2: events end at an empty line; lines at LF, CR or CRLF.
 */

import { createCutter, decode, type Frame, type Framing, parseJson } from './frame';

const lf = 0x0a;
const cr = 0x0d;
const lineEnd = /\r\n|\n|\r/;
/** Most events are one line; its data is all but the empty line's end. */
const oneLine = /^data: ?([^\r\n]*)[\r\n]+$/;

/** Returns the framing of one stream; `errorEvent` is the name of an event that tells an error. */
export function createSse(errorEvent: string | undefined): Framing {
  const cutter = createCutter(endOfEvent);
  const encoder = new TextEncoder();
  const toFrame = (bytes: Uint8Array): Frame => {
    const text = decode(bytes);
    const data = oneLine.exec(text)?.[1] ?? linesOf(text).flatMap(dataOf).join('\n');
    return { bytes, json: data === '' ? undefined : parseJson(data) };
  };
  return {
    push: (chunk) => cutter.push(chunk).map(toFrame),
    end: () => cutter.end().map(toFrame),
    format(json, frame) {
      const others = linesOf(decode(frame.bytes)).filter((line) => line !== '' && dataOf(line).length === 0);
      return encoder.encode(`${[...others, `data: ${JSON.stringify(json)}`].join('\n')}\n\n`);
    },
    formatError: (json) =>
      encoder.encode(`${errorEvent === undefined ? '' : `event: ${errorEvent}\n`}data: ${JSON.stringify(json)}\n\n`),
  };
}

function linesOf(text: string): readonly string[] {
  return text.split(lineEnd);
}

function dataOf(line: string): string[] {
  if (line === 'data') return [''];
  return line.startsWith('data:') ? [line.slice(line[5] === ' ' ? 6 : 5)] : [];
}

/** Returns where the first event ends with its empty line. */
function endOfEvent(bytes: Uint8Array, from: number, isLast: boolean): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== lf && bytes[at] !== cr) continue;
    const first = lineEndAt(bytes, at, isLast);
    if (first === undefined) return -1;
    const second = lineEndAt(bytes, at + first, isLast);
    if (second === undefined) return -1;
    if (second > 0) return at + first + second;
    at += first - 1;
  }
  return -1;
}

/** Returns the length of the line end there, 0 where there is none; `undefined` where more bytes decide. */
function lineEndAt(bytes: Uint8Array, at: number, isLast: boolean): number | undefined {
  if (bytes[at] === lf) return 1;
  if (bytes[at] !== cr) return at < bytes.length || isLast ? 0 : undefined;
  if (at + 1 === bytes.length && !isLast) return undefined;
  return bytes[at + 1] === lf ? 2 : 1;
}
