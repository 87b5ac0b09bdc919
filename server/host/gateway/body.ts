/**
 * Reads a request's body to its end: within a limit, decoded, and within the memory that all bodies share.
 *
 * Knows nothing of what a body means. Whoever sends it may mean harm: decompression bombs end at the same limit.
 */

import type { Readable } from 'node:stream';
import zlib from 'node:zlib';

/** A body that is not taken; `status` and the message are what the client is told. */
export class BodyError extends Error {
  constructor(
    readonly status: 400 | 413 | 415 | 503,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Memory that all requests under way share. */
export interface Budget {
  /** Takes so many bytes; returns whether there were as many. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Returns a budget of so many bytes. */
export function createBudget(bytes: number): Budget {
  let left = bytes;
  return {
    take(wanted) {
      if (wanted > left) return false;
      left -= wanted;
      return true;
    },
    give(back) {
      left += back;
    },
  };
}

/** A body and how much of the budget it holds until it is given back. */
export interface ReadBody {
  readonly body: Uint8Array;
  readonly taken: number;
}

/**
 * Returns the whole body, free of the encodings that `content-encoding` names. Throws `BodyError`, holding nothing of
 * the budget then; leaves the input open, so that an answer can still be sent.
 */
export async function readBody(
  input: Readable,
  encoding: string | undefined,
  limit: number,
  budget: Budget,
): Promise<ReadBody> {
  const hold = createHold(budget);
  try {
    const names = encoding === undefined ? [] : namesOf(encoding);
    if (names.length > 2) throw new BodyError(415, 'unsupported_encoding', 'the body is encoded more than twice');
    const decoders = names.reverse().map((name) => [name, decoderOf(name)] as const);
    let body = await collect(input, limit, hold.take);
    for (const [name, decoder] of decoders) {
      decoder.end(body);
      const held = hold.taken();
      body = await collect(decoder, limit, hold.take).catch((error: unknown) => {
        decoder.destroy();
        throw error instanceof BodyError ? error : new BodyError(400, 'bad_encoding', `the body is not ${name}`);
      });
      hold.give(held);
    }
    return { body, taken: hold.taken() };
  } catch (error) {
    hold.give(hold.taken());
    throw error;
  }
}

function namesOf(encoding: string): string[] {
  const names = encoding.toLowerCase().split(/\s*,\s*/);
  return names.filter((name) => name !== '' && name !== 'identity');
}

/** Returns the error of a body that is larger than it may be. */
export function tooLarge(limit: number): BodyError {
  return new BodyError(413, 'body_too_large', `the body is larger than ${limit >> 20} MB, the gateway's limit`);
}

function createHold(budget: Budget) {
  let taken = 0;
  return {
    taken: () => taken,
    take(bytes: number): void {
      if (!budget.take(bytes)) {
        throw new BodyError(503, 'gateway_busy', 'the gateway holds too many large requests; try again later');
      }
      taken += bytes;
    },
    give(bytes: number): void {
      taken -= bytes;
      budget.give(bytes);
    },
  };
}

/** Reads by events: an iterator that is left early would destroy the socket that the answer goes to. */
function collect(input: Readable, limit: number, take: (bytes: number) => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const stop = (): void => {
      input.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose).pause();
      input.on('error', () => undefined);
    };
    const onError = (error: unknown): void => {
      stop();
      reject(error);
    };
    const onClose = (): void => onError(new Error('the client went away'));
    const onData = (chunk: Uint8Array): void => {
      length += chunk.length;
      try {
        if (length > limit) throw tooLarge(limit);
        take(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        onError(error);
      }
    };
    const onEnd = (): void => {
      stop();
      resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks));
    };
    input.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  });
}

/** Zstandard came to Node.js with version 22.15. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => zlib.Gunzip };

const decoders: Readonly<Record<string, (() => zlib.Gunzip | zlib.BrotliDecompress) | undefined>> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  deflate: zlib.createInflate,
  br: zlib.createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** Returns a decoder of a content encoding. Throws `BodyError` 415 where there is none. */
export function decoderOf(name: string): zlib.Gunzip | zlib.BrotliDecompress {
  const create = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (create !== undefined) return create();
  const known = Object.keys(decoders).filter((each) => decoders[each] !== undefined && each !== 'x-gzip');
  throw new BodyError(
    415,
    'unsupported_encoding',
    `the body's encoding can't be read; send it as ${known.join(', ')} or plain`,
  );
}
