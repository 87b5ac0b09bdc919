/** When the gateway warms up: once it listens, one request after the other, and while nobody else asks it. */

import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import type { Gateway } from '../../gateway/types';
import { warmUp } from '../../gateway/warmUp';

/** Enough on a slow machine; what is not warm by then becomes so with use. */
const longestMs = 5_000;
const pauseMs = 20;

export interface WarmingGateway extends Gateway {
  /** Warms up in the background. */
  begin(): void;
  stop(): void;
}

/** Returns the gateway with a warm-up that makes way for requests. */
export function warmUpWhileIdle(
  gateway: Gateway,
  policy: () => CompiledPolicy | undefined,
  clock: () => number,
): WarmingGateway {
  let underWay = 0;
  let isStopped = false;

  async function run(): Promise<void> {
    const current = policy();
    if (current === undefined) return;
    const until = clock() + longestMs;
    await warmUp(current, async () => {
      await nextTurn();
      while (underWay > 0 && !isStopped && clock() < until) await pause(pauseMs, undefined, { ref: false });
      return !isStopped && clock() < until;
    });
  }

  return {
    begin() {
      // A gateway that stays cold answers all the same.
      run().catch(() => undefined);
    },
    stop() {
      isStopped = true;
    },
    async handle(upstream, request) {
      underWay++;
      try {
        return await gateway.handle(upstream, request);
      } finally {
        underWay--;
      }
    },
  };
}
