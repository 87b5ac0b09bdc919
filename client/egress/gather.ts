/**
 * Gathers a body of any kind that Node.js clients take, within a limit.
 *
 * Copies what it gathers: the sender may change a buffer afterwards, and what is decided about is what is sent.
 */

/** A body is larger than it may be. */
export class TooLarge extends Error {}

/** Pieces of a body, up to a limit. */
export class Gathering {
  private readonly chunks: Buffer[] = [];
  private length = 0;

  constructor(private readonly limit: number) {}

  /** Throws `TooLarge`. */
  add(chunk: unknown, encoding?: BufferEncoding): void {
    const bytes = toBytes(chunk, encoding);
    this.length += bytes.length;
    if (this.length > this.limit) {
      this.chunks.length = 0;
      throw new TooLarge();
    }
    this.chunks.push(bytes);
  }

  /** The pieces as they came. */
  get pieces(): readonly Buffer[] {
    return this.chunks;
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/** Returns a copy of a piece as bytes. Throws a `TypeError` for what is none. */
export function toBytes(chunk: unknown, encoding?: BufferEncoding): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding);
  if (ArrayBuffer.isView(chunk)) {
    return Buffer.from(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  if (chunk instanceof ArrayBuffer || chunk instanceof SharedArrayBuffer)
    return Buffer.from(new Uint8Array(chunk).slice());
  throw new TypeError('a piece of the body is neither text nor bytes');
}

/** Returns the whole of a body of text, bytes or pieces of them. Throws `TooLarge` and what the body throws. */
export async function gather(body: unknown, limit: number): Promise<Buffer> {
  const gathering = new Gathering(limit);
  if (body === null || body === undefined) return gathering.bytes();
  if (typeof body === 'string' || ArrayBuffer.isView(body) || body instanceof ArrayBuffer) gathering.add(body);
  else for await (const chunk of body as AsyncIterable<unknown>) gathering.add(chunk);
  return gathering.bytes();
}

/** Returns a form or a blob as a body of pieces with its content type, `undefined` for any other body. */
export function unfold(body: unknown): { readonly pieces: unknown; readonly type: string | null } | undefined {
  if (typeof body !== 'object' || body === null || !(isFormData(body) || isBlob(body))) return undefined;
  const response = new Response(isFormData(body) ? toFormData(body) : body.stream());
  const type = isFormData(body) ? response.headers.get('content-type') : body.type;
  return { pieces: response.body, type: type === '' ? null : type };
}

interface FormDataLike {
  entries(): Iterable<[string, string | Blob]>;
}

/** By its shape: extensions bring classes of their own. */
function isFormData(body: unknown): body is FormDataLike {
  const { entries, getAll, append } = body as Record<string, unknown>;
  return [entries, getAll, append].every((method) => typeof method === 'function');
}

function isBlob(body: unknown): body is Blob {
  const { arrayBuffer, stream } = body as Record<string, unknown>;
  return typeof arrayBuffer === 'function' && typeof stream === 'function';
}

function toFormData(body: FormDataLike): FormData {
  if (body instanceof FormData) return body;
  const copy = new FormData();
  for (const [name, value] of body.entries()) {
    if (typeof value === 'string') copy.append(name, value);
    else copy.append(name, value, (value as { name?: string }).name);
  }
  return copy;
}
