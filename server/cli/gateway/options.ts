/** What the commands about the gateway have in common. */

import type { Policy } from '../../engine/policy/types';
import { usualPort } from '../../gateway/upstreams';
import { CliError } from '../cliError';
import type { CliHost } from '../host';
import type { GatewayAccess } from './access';

/** Returns the host's access; throws `CliError` where it has none. */
export function gatewayAccessOf({ gateway }: CliHost): GatewayAccess {
  if (gateway === undefined) throw new CliError('INPUT', 'there is no gateway to be had here');
  return gateway;
}

/** Returns `--port`, else the policy's port. */
export function gatewayPortOf(options: Readonly<Record<string, unknown>>, policy: Policy): number {
  const given = options['port'] as string | undefined;
  if (given === undefined) return policy.gateway?.port ?? usualPort;
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65535) {
    throw new CliError('USAGE', `'${given}' is no port`, 'give a number up to 65535, 0 for any free one');
  }
  return Number(given);
}
