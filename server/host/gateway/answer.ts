/**
 * Writes answers to a client: whole or as they come, no faster than the client reads. Knows nothing of what they say.
 */

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayResponse, Json } from '../../gateway/types';
import { withoutHopByHop } from './headers';

/**
 * Sends an answer to its end. One that breaks off is broken off at the client too, never ended as if it were whole; so is
 * one to a client that takes nothing for `stallMs`.
 */
export async function sendAnswer(res: ServerResponse, answer: GatewayResponse, stallMs: number): Promise<void> {
  const { status, headers, body } = answer;
  const kept = withoutHopByHop(headers);
  if (body instanceof Uint8Array) {
    const framing = hasNoBody(status) ? [] : ['content-length', String(body.length)];
    res.writeHead(status, [...kept.filter(([name]) => name.toLowerCase() !== 'content-length').flat(), ...framing]);
    res.end(body);
    return;
  }
  try {
    res.writeHead(status, kept.flat());
    const gather = createGathering(res);
    gather();
    res.flushHeaders();
    for await (const chunk of body) {
      if (res.destroyed) return;
      gather();
      if (!res.write(chunk)) await drained(res, stallMs);
    }
    res.end();
  } catch (error) {
    res.destroy();
    await body[Symbol.asyncIterator]().return?.();
    throw error;
  }
}

/** Returns the function to call before a write: what is written in one turn of the event loop goes out together. */
function createGathering(res: ServerResponse): () => void {
  let isCorked = false;
  return () => {
    if (isCorked) return;
    isCorked = true;
    res.cork();
    setImmediate(() => {
      isCorked = false;
      res.uncork();
    });
  };
}

/** Sends a JSON document. */
export function sendJson(res: ServerResponse, status: number, document: Json, closes = false): void {
  const body = Buffer.from(JSON.stringify(document));
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...(closes ? { connection: 'close' } : {}),
  });
  res.end(body);
}

/** What is read of a refused request at most, so that its client comes to read the answer. */
const lingerBytes = 256 * 1024 * 1024;
const lingerMs = 5_000;

/**
 * Refuses a request whose body was not read to its end, and closes the connection.
 *
 * The answer is sent at once and the rest thrown away as it comes, for a while: a connection that is closed with unread
 * bytes is reset, and its client never sees the answer.
 */
export async function sendRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  document: Json,
): Promise<void> {
  if (req.complete) return sendJson(res, status, document, true);
  const body = Buffer.from(JSON.stringify(document));
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    connection: 'close',
  });
  res.write(body);
  await new Promise<void>((resolve) => {
    let seen = 0;
    const timer = setTimeout(resolve, lingerMs);
    req.on('data', (chunk: Uint8Array) => {
      seen += chunk.length;
      if (seen > lingerBytes) resolve();
    });
    req.on('error', () => undefined).once('close', resolve);
    req.once('end', resolve).once('close', () => clearTimeout(timer));
    req.resume();
  });
  res.end(() => req.destroy());
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 304 || status < 200;
}

async function drained(res: ServerResponse, stallMs: number): Promise<void> {
  const stall = AbortSignal.timeout(stallMs);
  const left = new AbortController();
  const onClose = (): void => left.abort();
  res.once('close', onClose);
  try {
    if (res.destroyed) return;
    await once(res, 'drain', { signal: AbortSignal.any([stall, left.signal]) });
  } catch (error) {
    if (!res.destroyed) throw error;
  } finally {
    res.off('close', onClose);
  }
}
