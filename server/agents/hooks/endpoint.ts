/** Where a host sends to: its usual endpoint, the one its variable names, or what stands behind our gateway. */

import type { Policy } from '../../engine/policy/types';
import type { HookHost } from './hookHost';

/** Returns the host name of the endpoint; one that can't be read is none that the policy knows. */
export function endpointOf(
  policy: Pick<Policy, 'gateway'>,
  { variable, host }: NonNullable<HookHost['endpoint']>,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const given = env[variable];
  if (given === undefined || given === '') return host;
  if (!URL.canParse(given)) return 'unknown';
  const url = new URL(given);
  // The gateway's base URL ends with the upstream's name.
  const isLoopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname);
  const upstream =
    policy.gateway?.upstreams?.[url.pathname.split('/').filter((part) => part !== '')[isTokened(url) ? 2 : 0] ?? ''];
  if (!isLoopback || upstream === undefined || url.port !== String(policy.gateway?.port ?? 4180)) return url.host;
  const baseUrl = typeof upstream === 'string' ? upstream : upstream.baseUrl;
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : 'unknown';
}

function isTokened({ pathname }: URL): boolean {
  return pathname.startsWith('/t/');
}
