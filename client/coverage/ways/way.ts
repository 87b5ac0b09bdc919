/** What a way out of the extension host is to a drill. Knows no editor. */

/** Where a drill sends to. */
export interface Target {
  /** Origin of the sink, `http://127.0.0.1:…`. */
  readonly http: string;
  /** Origin of the sink that speaks HTTP/2. */
  readonly http2: string;
  readonly path: string;
}

export interface WayOut {
  /** As the coverage calls it. */
  readonly id: string;
  /**
   * Sends a body; resolves once it is answered, rejects where it could not be sent. Throws `Untried` where the way isn't
   * there at all.
   */
  send(target: Target, body: string, signal: AbortSignal): Promise<void>;
  dispose?(): void;
}

/** A way that isn't there; the message says why. */
export class Untried extends Error {
  override readonly name = 'Untried';
}

export const jsonHeaders = { 'content-type': 'application/json' } as const;
