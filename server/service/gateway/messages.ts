/** What the service and the gateway's worker thread tell each other. Types alone. */

import type { GatewayEvent } from '../../gateway/types';
import type { GatewayState } from '../../lsp/protocol';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly task: 'gateway';
  readonly version: string;
  /** Where the program is. */
  readonly folder: string;
}

export type FromWorker =
  | { readonly kind: 'event'; readonly event: GatewayEvent }
  | {
      readonly kind: 'state';
      readonly state: GatewayState;
      /** What new terminals are given; empty where the policy doesn't say so. */
      readonly environment: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'note'; readonly text: string }
  /** Everything under way is answered. */
  | { readonly kind: 'closed' };

export type ToWorker = { readonly kind: 'close' };
