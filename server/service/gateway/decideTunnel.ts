/** Whether a host may be tunnelled to: what goes through can't be looked at, so it counts as the most sensitive there is. */

import { decide } from '../../engine/decide';
import { highestLabel } from '../../engine/label';
import type { CompiledPolicy } from '../../engine/policy/compiled';
import type { GatewayEvent } from '../../gateway/types';

/** Returns why not, `undefined` where it may; records the decision. */
export function decideTunnel(
  policy: CompiledPolicy | undefined,
  host: string,
  client: string,
  now: Date,
  record: (event: GatewayEvent) => void,
): string | undefined {
  if (policy === undefined) return 'no policy could be loaded: nothing passes';
  const begun = performance.now();
  const label = highestLabel(policy.levels, categoriesOf(policy));
  const request = {
    contents: [{ atoms: [{ label, cause: 'assertion', rule: 'tunnel' }] }],
    destination: { channel: 'gateway', host },
    canAsk: false,
  } as const;
  const decision = decide(policy, request, now);
  record({
    upstream: host,
    operation: 'connect',
    channel: 'gateway',
    model: { host },
    client,
    decision,
    findings: {},
    requestBytes: 0,
    decidedIn: performance.now() - begun,
  });
  if (!decision.enforced || decision.effect === 'allow' || decision.effect === 'warn') return undefined;
  const { level } = decision.destination.clearance;
  return `${host} is cleared for ${level} only, and what goes through a tunnel can't be looked at; use the gateway's base URL`;
}

/** All categories that some rule gives. */
function categoriesOf({ layers }: CompiledPolicy): string[] {
  return layers.flatMap(({ rules }) => rules.flatMap(({ label }) => label.categories));
}
