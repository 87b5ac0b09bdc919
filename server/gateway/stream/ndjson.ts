/** JSON values line by line, as Ollama streams them. */

import { createCutter, decode, type Frame, type Framing, parseJson } from './frame';

/** Returns the framing of one stream. */
export function createNdjson(): Framing {
  const cutter = createCutter((bytes, from) => bytes.indexOf(0x0a, from) + 1 || -1);
  const encoder = new TextEncoder();
  const toFrame = (bytes: Uint8Array): Frame => ({ bytes, json: parseJson(decode(bytes)) });
  const format = (json: unknown): Uint8Array => encoder.encode(`${JSON.stringify(json)}\n`);
  return {
    push: (chunk) => cutter.push(chunk).map(toFrame),
    end: () => cutter.end().map(toFrame),
    format,
    formatError: format,
  };
}
