/**
 * Keeps a gateway running as the policy in force says: on its port, while it names upstreams.
 *
 * Knows nothing of threads. A port that somebody else holds is told and tried again.
 */

import type { CompiledPolicy } from '../../engine/policy/compiled';
import { upstreamsOf } from '../../gateway/upstreams';
import type { GatewayServer } from '../../host/gateway/gatewayServer';
import type { GatewayState } from '../../lsp/protocol';
import type { InForce } from '../../lsp/services';
import { terminalEnvironment } from './environment';
import type { FromWorker } from './messages';
import { PortHeldError } from './portHeldError';
import { wantedPort } from './wantedPort';

const retryMs = 30_000;

export interface FollowOptions {
  readonly current: () => InForce;
  /** Calls back after each change of the policy. */
  readonly onChange: (listener: () => void) => void;
  readonly start: (port: number, policy: () => CompiledPolicy) => Promise<GatewayServer>;
  readonly tell: (state: Extract<FromWorker, { kind: 'state' }>) => void;
}

/** Follows the policy until the returned function is called, which resolves once everything under way is answered. */
export function followGateway({ current, onChange, start, tell }: FollowOptions): () => Promise<void> {
  let running: { readonly port: number; readonly server: GatewayServer } | undefined;
  let adapting: Promise<void> = Promise.resolve();
  let isClosed = false;
  let retry: NodeJS.Timeout | undefined;

  async function adapt(): Promise<void> {
    clearTimeout(retry);
    const port = isClosed ? undefined : wantedPort(current());
    if (running !== undefined && running.port !== port) {
      const { server } = running;
      running = undefined;
      await server.close();
    }
    if (port === undefined) return tellState({ kind: 'off' });
    try {
      running ??= { port, server: await start(port, () => current().compiled) };
      tellState({ kind: 'listening', port, upstreams: [...upstreamsOf(current().compiled.policy).keys()] });
    } catch (error) {
      const isHeld = error instanceof PortHeldError;
      const message = isHeld
        ? error.message
        : `it can't listen on port ${port} (${(error as NodeJS.ErrnoException).code})`;
      tellState({ kind: isHeld ? 'held' : 'failed', port, message });
      retry = setTimeout(change, retryMs);
      retry.unref();
    }
  }

  function tellState(state: GatewayState): void {
    const baseUrl = running?.server.baseUrl;
    const { policy } = current().compiled;
    tell({ kind: 'state', state, environment: baseUrl === undefined ? {} : terminalEnvironment(policy, baseUrl) });
  }

  function change(): void {
    adapting = adapting.then(adapt);
  }

  onChange(change);
  change();
  return () => {
    isClosed = true;
    change();
    return adapting;
  };
}
