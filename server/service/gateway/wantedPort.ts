/** Whether a policy asks for a gateway, and on which port. Pure. */

import { upstreamsOf, usualPort } from '../../gateway/upstreams';
import type { InForce } from '../../lsp/services';

/** Returns the port; `undefined` for no gateway. The baseline alone opens none: nobody decided that there be one. */
export function wantedPort({ compiled: { policy }, source }: InForce): number | undefined {
  if (source !== 'organisation' || upstreamsOf(policy).size === 0) return undefined;
  return policy.gateway?.port ?? usualPort;
}

/** Reports whether the policy asks for a gateway. */
export function wantsGateway(inForce: InForce): boolean {
  return wantedPort(inForce) !== undefined;
}
