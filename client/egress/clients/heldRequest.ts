/** A request of node:http to a model, held until it is whole and decided about. */

import type { ClientRequest } from 'node:http';
import { doesNotFit, padTo, tooLarge, tooLong } from '../bounds';
import { EgressError } from '../egressError';
import { Gathering, TooLarge } from '../gather';
import { headerOf } from '../headers';
import type { Destination, HeaderList, Verdict, Watch } from '../types';

type Callback = (error?: Error | null) => void;

export class HeldRequest {
  private readonly body: Gathering;
  private readonly extension: string;
  private readonly timer: NodeJS.Timeout;
  private wantsFlush = false;
  private state: 'open' | 'ended' | 'settled' = 'open';

  /** `release` lets what is written from then on through. */
  constructor(
    private readonly request: ClientRequest,
    private readonly destination: Destination,
    private readonly watch: Watch,
    private readonly release: () => void,
  ) {
    this.body = new Gathering(watch.limits.bytes);
    this.extension = watch.caller();
    this.timer = setTimeout(() => this.refuse(tooLong), watch.limits.deadline);
    this.timer.unref();
    request.once('close', () => clearTimeout(this.timer));
  }

  write(chunk: unknown, ...rest: unknown[]): boolean {
    const [encoding, callback] = optionsOf(rest);
    if (this.state === 'open') this.take(chunk, encoding);
    else if (!this.request.destroyed) this.request.destroy(writtenAfterEnd());
    if (callback !== undefined) process.nextTick(callback, this.request.errored);
    return true;
  }

  end(headers: HeaderList, ...args: unknown[]): ClientRequest {
    const [chunk, ...rest] = typeof args[0] === 'function' ? [undefined, ...args] : args;
    const [encoding, callback] = optionsOf(rest);
    if (callback !== undefined) this.request.once('finish', callback);
    if (this.state !== 'open') return this.request;
    if (chunk !== undefined && chunk !== null) this.take(chunk, encoding);
    this.state = 'ended';
    // The decision has its own time.
    clearTimeout(this.timer);
    if (headerOf(headers, 'upgrade')?.toLowerCase() === 'websocket') this.openChannel();
    else if (this.body.pieces.length === 0 && !this.destination.url.includes('?')) this.send(this.body.pieces);
    else void this.ask(headers);
    return this.request;
  }

  flushHeaders(headers: HeaderList): void {
    this.wantsFlush = true;
    if (headerOf(headers, 'upgrade') !== undefined && this.state === 'open') this.openChannel();
  }

  private take(chunk: unknown, encoding: BufferEncoding | undefined): void {
    try {
      this.body.add(chunk, encoding);
    } catch (error) {
      if (error instanceof TooLarge) this.refuse(tooLarge(this.watch.limits));
      else throw error;
    }
  }

  private openChannel(): void {
    const refusal = this.watch.judgeChannel(this.destination, this.extension);
    if (refusal === undefined) this.send(this.body.pieces, this.state === 'ended');
    else this.fail(refusal.reason);
  }

  private async ask(headers: HeaderList): Promise<void> {
    const { method, url } = this.destination;
    const body = this.body.bytes();
    const verdict = await this.watch.judge({ method, url, headers, body, extension: this.extension });
    // It may have been given up meanwhile, by its sender or for its time.
    if (this.state === 'settled' || this.request.destroyed) return;
    this.obey(verdict, headers);
  }

  private obey(verdict: Verdict, headers: HeaderList): void {
    if (verdict.kind === 'allow') this.send(this.body.pieces);
    else if (verdict.kind === 'refuse') this.fail(verdict.reason);
    else this.sendInstead(verdict.body, headers);
  }

  private sendInstead(redacted: Uint8Array, headers: HeaderList): void {
    let body = redacted;
    if (this.request.headersSent) {
      // The headers stand; what they announce has to come.
      const fitting =
        headerOf(headers, 'content-encoding') === undefined && padTo(body, headerOf(headers, 'content-length'));
      if (!fitting) {
        this.refuse(doesNotFit);
        return;
      }
      body = fitting;
    } else {
      this.request.removeHeader('content-encoding');
      if (this.request.hasHeader('content-length')) this.request.setHeader('content-length', body.length);
    }
    this.send([body]);
  }

  /** Writes what was held, piece by piece as it came, so that it is framed as it would have been. */
  private send(pieces: readonly Uint8Array[], isWhole = true): void {
    this.settle();
    this.watch.passed(this.destination);
    const { request } = this;
    if (this.wantsFlush) request.flushHeaders();
    const last = isWhole ? pieces.at(-1) : undefined;
    // One piece goes with `end`, as `end(body)` came.
    for (const piece of isWhole ? pieces.slice(0, -1) : pieces) request.write(piece);
    if (!isWhole) return;
    if (last === undefined) request.end();
    else request.end(last);
  }

  private refuse(reason: string): void {
    if (this.state !== 'settled') this.fail(this.watch.refuse(this.destination, this.extension, reason).reason);
  }

  private fail(reason: string): void {
    clearTimeout(this.timer);
    this.state = 'settled';
    this.request.destroy(new EgressError(reason));
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.state = 'settled';
    this.release();
  }
}

function optionsOf([first, second]: readonly unknown[]): [BufferEncoding | undefined, Callback | undefined] {
  const callback = typeof first === 'function' ? first : second;
  return [
    typeof first === 'string' ? (first as BufferEncoding) : undefined,
    typeof callback === 'function' ? (callback as Callback) : undefined,
  ];
}

function writtenAfterEnd(): Error {
  return Object.assign(new Error('write after end'), { code: 'ERR_STREAM_WRITE_AFTER_END' });
}
