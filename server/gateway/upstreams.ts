/** The upstreams a policy names. Pure. */

import type { Policy } from '../engine/policy/types';
import type { Upstream } from './types';

/** Where the gateway listens when the policy doesn't say. */
export const usualPort = 4180;

/** Returns them by name; an address that is none adds nothing. */
export function upstreamsOf(policy: Policy | undefined): ReadonlyMap<string, Upstream> {
  const entries = Object.entries(policy?.gateway?.upstreams ?? {}).flatMap(([name, spec]) => {
    const { baseUrl, speaks } = typeof spec === 'string' ? { baseUrl: spec, speaks: undefined } : spec;
    if (!URL.canParse(baseUrl)) return [];
    const { origin, pathname } = new URL(baseUrl);
    return [[name, { name, baseUrl: `${origin}${pathname}`.replace(/\/+$/, ''), speaks }] as const];
  });
  return new Map(entries);
}

/** Returns the upstream for clients of a protocol: the first that the policy says speaks it, else the one named after it. */
export function upstreamSpeaking(policy: Policy, protocol: string): Upstream | undefined {
  const upstreams = [...upstreamsOf(policy).values()];
  return (
    upstreams.find(({ speaks }) => speaks === protocol) ??
    upstreams.find(({ name, speaks }) => name === protocol && speaks === undefined)
  );
}

const hosts = new WeakMap<Upstream, string>();

/** Returns the host of an upstream's address, with its port where that is not the usual one. */
export function hostOf(upstream: Upstream): string {
  let host = hosts.get(upstream);
  if (host === undefined) {
    host = new URL(upstream.baseUrl).host;
    hosts.set(upstream, host);
  }
  return host;
}
