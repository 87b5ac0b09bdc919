/** Where a request of an extension goes, in the policy's words: the endpoint it names, what is asked of it, and who asks. */

import type { CompiledPolicy } from '../../engine/policy/compiled';
import type { DestinationSpec } from '../../engine/policy/types';
import type { Operation, Upstream, WireFormat } from '../../gateway/types';
import { upstreamsOf } from '../../gateway/upstreams';
import { recognise } from '../../gateway/wire';

export interface Place {
  /** The server, its base URL what stands before the operation's path. */
  readonly upstream: Upstream;
  /** What the policy knows it as. */
  readonly endpoint: string;
  readonly format: WireFormat;
  /** `undefined` where no wire format knows the path. */
  readonly operation: Operation | undefined;
}

/** Returns the place of a request; `path` is decoded, without a query. */
export function placeOf(policy: CompiledPolicy, method: string, url: URL, path: string): Place {
  const bases = basesOf(url.origin, path);
  const named = [...upstreamsOf(policy.policy).values()].find(({ baseUrl }) => bases.includes(baseUrl));
  const endpoint = named?.baseUrl ?? bases.toReversed().find((base) => isNamed(policy, base)) ?? url.origin;
  for (const baseUrl of [...(named === undefined ? [] : [named.baseUrl]), ...bases]) {
    const upstream = { name: 'editor', baseUrl, speaks: named?.speaks };
    const { format, operation } = recognise(upstream, method, path.slice(baseUrl.length - url.origin.length) || '/');
    if (operation !== undefined) return { upstream, endpoint, format, operation };
  }
  const upstream = { name: 'editor', baseUrl: endpoint, speaks: named?.speaks };
  return { upstream, endpoint, ...recognise(upstream, method, path) };
}

/** Reports whether an entry of any layer names the endpoint, whatever else it asks for. */
function isNamed({ layers }: CompiledPolicy, endpoint: string): boolean {
  return layers.some(({ models }) => models.some(({ fields }) => fields?.endpoints?.(endpoint) === true));
}

/** Returns the origin and all that stands below it on the way to the path, the shortest first. */
function basesOf(origin: string, path: string): readonly string[] {
  const bases = [origin];
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) bases.push(origin + path.slice(0, at));
  if (path.length > 1) bases.push(origin + path.replace(/\/$/, ''));
  return bases;
}

/**
 * Returns what is asked about with the sender named, where the policy also knows the address: an entry for a tool alone
 * says nothing of where the tool sends to.
 */
export function withSender(policy: CompiledPolicy, spec: DestinationSpec, extension: string): DestinationSpec {
  if (extension === 'unknown') return spec;
  const named = { ...spec, tool: extension };
  const { models } = policy.resolve(named);
  const entries = policy.layers[0].models.filter(({ id }) => models.includes(id));
  const isPlaced = entries.some(({ fields }) => fields?.hosts !== undefined || fields?.endpoints !== undefined);
  return isPlaced ? named : spec;
}
