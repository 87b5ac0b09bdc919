/** What a window has to know of the policy's models to recognise requests to them, and to go on without the service. Pure. */

import { highestLabel, isAtOrBelow } from '../../engine/label';
import type { CompiledModel, CompiledPolicy } from '../../engine/policy/compiled';
import { upstreamsOf } from '../../gateway/upstreams';
import type { EgressRegistry } from '../../lsp/protocol/egress';

const remembered = new WeakMap<CompiledPolicy, EgressRegistry>();

/** Returns the registry of a policy in force. */
export function egressRegistry(policy: CompiledPolicy): EgressRegistry {
  const known = remembered.get(policy);
  if (known !== undefined) return known;
  const entries = policy.layers.flatMap(({ models }) => models);
  const upstreams = [...upstreamsOf(policy.policy).values()].map(({ baseUrl }) => baseUrl);
  const registry = {
    mode: policy.mode,
    hosts: unique(entries.flatMap(({ entry }) => entry.match?.hosts ?? [])),
    endpoints: unique([...entries.flatMap(({ entry }) => entry.match?.endpoints ?? []), ...upstreams]),
    trusted: trustedPlaces(policy, entries),
  };
  remembered.set(policy, registry);
  return registry;
}

/**
 * Returns the plain hosts and endpoints that may receive everything, whatever model is asked for there: every entry that
 * could be about the host says so, and one does without looking at anything but the address.
 */
function trustedPlaces(policy: CompiledPolicy, entries: readonly CompiledModel[]): readonly string[] {
  const categories = policy.layers.flatMap(({ rules }) => rules.flatMap(({ label }) => label.categories));
  const top = highestLabel(policy.levels, categories);
  const isTop = ({ clearance }: CompiledModel): boolean => isAtOrBelow(policy.levels, top, clearance);
  const granting = (policy.layers[0].models ?? []).filter((model) => isTop(model) && isByAddress(model));
  const places = granting.flatMap(({ entry }) => [...(entry.match?.hosts ?? []), ...(entry.match?.endpoints ?? [])]);
  return unique(places.filter(isPlain)).filter((place) =>
    entries.every((model) => isTop(model) || !mayBeAbout(model, hostnameOf(place))),
  );
}

/** Reports whether an entry asks for an address of one kind and nothing else. */
function isByAddress({ fields }: CompiledModel): boolean {
  const asked = Object.keys(fields ?? {});
  return asked.length === 1 && (asked[0] === 'hosts' || asked[0] === 'endpoints');
}

function mayBeAbout({ entry: { match } }: CompiledModel, hostname: string | undefined): boolean {
  if (match === undefined) return true;
  const places = [...(match.hosts ?? []), ...(match.endpoints ?? [])].filter((place) => !place.startsWith('!'));
  return places.length === 0 || places.some((place) => !isPlain(place) || hostnameOf(place) === hostname);
}

/** Without any character that means something in a glob. */
function isPlain(place: string): boolean {
  return /^[\w.:/-]+$/.test(place);
}

function hostnameOf(place: string): string | undefined {
  const url = /^https?:\/\//.test(place) ? place : `https://${place}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
