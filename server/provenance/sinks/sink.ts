/** What a live sink is: a receiver of entries somewhere else. Knows nothing of how entries wait for it. */

import type { ReadEntry } from '../readEntries';

export interface Sink {
  /**
   * Delivers entries in their order; resolves once the receiver has taken all of them.
   *
   * Rejects where it can't be known that it has; the same entries are then sent again. The message says what happened
   * and holds nothing of the entries.
   */
  send(items: readonly ReadEntry[], signal: AbortSignal): Promise<void>;
}

/** What messages of a sink say of the machine that sends them. */
export interface SinkIdentity {
  /** Version of Portcullis. */
  readonly version: string;
  /** The log's origin line: tells one machine's log from another's. */
  readonly origin: string;
}
