/**
 * Reads and writes the LSP base protocol with a peer that may be broken or hostile, within bounds.
 *
 * Format: Language Server Protocol 3.17, "Base Protocol". Knows nothing of the messages' meaning.
 */

import type { Readable, Writable } from 'node:stream';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageWriter,
} from 'vscode-jsonrpc/node';

/** A frame's header may have this many bytes. */
const maxHeaderBytes = 8 * 1024;
/** A message may have this many bytes: the largest document an editor sends (50 MB), escaped as JSON. */
export const maxMessageBytes = 320 * 1024 * 1024;
/** A peer that has this many bytes waiting for it no longer reads. */
const maxWaitingBytes = 256 * 1024 * 1024;

const headerEnd = Buffer.from('\r\n\r\n');

/**
 * A message reader that ends at the first frame it can't trust.
 *
 * After a malformed header the next frame can't be found, so an error is fired and reading stops for good; the owner
 * closes the connection. A body that is not JSON is reported by `onMalformed` and skipped.
 */
export class FrameReader extends AbstractMessageReader {
  private chunks: Buffer[] = [];
  private size = 0;
  /** Body length of the frame under way, absent while its header is read. */
  private expected: number | undefined;
  private broken = false;

  constructor(
    private readonly readable: Readable,
    private readonly onMalformed: () => void,
    private readonly limit = maxMessageBytes,
  ) {
    super();
  }

  override listen(callback: DataCallback): Disposable {
    const onData = (chunk: Buffer): void => this.take(chunk, callback);
    this.readable.on('data', onData);
    this.readable.once('error', (error) => this.fireError(error));
    this.readable.once('close', () => this.fireClose());
    this.readable.once('end', () => this.fireClose());
    return { dispose: () => this.readable.off('data', onData) };
  }

  private take(chunk: Buffer, callback: DataCallback): void {
    if (this.broken) return;
    this.chunks.push(chunk);
    this.size += chunk.length;
    try {
      for (let body = this.nextBody(); body !== undefined; body = this.nextBody()) this.deliver(body, callback);
    } catch (error) {
      this.broken = true;
      this.chunks = [];
      this.fireError(error);
    }
  }

  private deliver(body: Buffer, callback: DataCallback): void {
    try {
      const message: unknown = JSON.parse(body.toString('utf8'));
      if (typeof message !== 'object' || message === null || Array.isArray(message)) throw new TypeError('no object');
      // The library throws for some messages it can't make sense of.
      callback(message as Message);
    } catch {
      this.onMalformed();
    }
  }

  private nextBody(): Buffer | undefined {
    if (this.expected === undefined) {
      if (this.size === 0) return undefined;
      const buffer = this.joined();
      const end = buffer.subarray(0, maxHeaderBytes).indexOf(headerEnd);
      if (end === -1) {
        if (buffer.length >= maxHeaderBytes) throw new Error('the header of a message has no end');
        return undefined;
      }
      this.expected = contentLength(buffer.toString('latin1', 0, end), this.limit);
      this.keep(buffer.subarray(end + headerEnd.length));
    }
    if (this.size < this.expected) return undefined;
    const buffer = this.joined();
    const body = buffer.subarray(0, this.expected);
    this.keep(buffer.subarray(this.expected));
    this.expected = undefined;
    return body;
  }

  private joined(): Buffer {
    const [first] = this.chunks;
    const buffer = this.chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.chunks);
    this.chunks = [buffer];
    return buffer;
  }

  private keep(rest: Buffer): void {
    this.chunks = rest.length === 0 ? [] : [rest];
    this.size = rest.length;
  }
}

/** A message writer that gives up on a peer that doesn't read. */
export class FrameWriter extends AbstractMessageWriter implements MessageWriter {
  constructor(
    private readonly writable: Writable,
    private readonly onNotReading: () => void,
  ) {
    super();
  }

  write(message: Message): Promise<void> {
    if (!this.writable.writable) return Promise.resolve();
    const body = Buffer.from(JSON.stringify(message), 'utf8');
    this.writable.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'latin1'), body]));
    if (this.writable.writableLength > maxWaitingBytes) this.onNotReading();
    return Promise.resolve();
  }

  end(): void {
    this.writable.end();
  }
}

function contentLength(header: string, limit: number): number {
  const match = /^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(header.replaceAll('\r\n', '\n'));
  if (match === null) throw new Error('a message has no Content-Length');
  const length = Number(match[1]);
  if (length > limit) throw new Error(`a message of ${length} bytes is above the limit of ${limit}`);
  return length;
}
