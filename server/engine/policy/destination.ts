/**
 * Which models a destination is, and what it may receive: the meet of the matching entries' clearances.
 */

import { type Label, meetLabels } from '../label';
import type { CompiledModel, CompiledPolicy } from './compile';
import type { DestinationSpec, Locality } from './types';

export interface Destination {
  /** Ids of the matching model entries; none means unknown. */
  readonly models: readonly string[];
  readonly locality: Locality | 'unknown';
  readonly clearance: Label;
}

/**
 * Resolves what a caller knows of a destination. An entry matches only where all its `match` fields are known and hold;
 * a host or endpoint that is malformed, or a host that is not the endpoint's, leaves the destination unknown.
 */
export function resolveDestination(policy: CompiledPolicy, spec: DestinationSpec): Destination {
  const matching = findModels(policy, spec);
  const [first, ...others] = matching;
  if (first === undefined) return { models: [], locality: 'unknown', clearance: policy.unknownClearance };
  return {
    models: matching.map(({ id }) => id),
    locality: matching.map(({ entry }) => entry.locality ?? 'unknown').reduce(lessTrusted),
    clearance: others.reduce(
      (clearance, model) => meetLabels(policy.levels, clearance, model.clearance),
      first.clearance,
    ),
  };
}

function findModels(policy: CompiledPolicy, spec: DestinationSpec): readonly CompiledModel[] {
  if (spec.model !== undefined) return policy.models.filter(({ id }) => id === spec.model);
  const url = parseUrl(spec.endpoint);
  const host = spec.host === undefined ? undefined : parseUrl(`https://${spec.host}`);
  // Whoever states an address that can't be read, or two that differ, is believed neither.
  if (spec.endpoint !== undefined && url === undefined) return [];
  if (spec.host !== undefined && (host === undefined || !hostForm.test(spec.host))) return [];
  if (url !== undefined && host !== undefined && url.hostname !== host.hostname) return [];
  const candidates: Candidates = {
    hosts: [spec.host, (host ?? url)?.hostname],
    endpoints: [url?.origin, url && `${url.origin}${url.pathname}`.replace(/\/+$/, '')],
    names: [spec.name],
    tools: [spec.tool],
    weights: [spec.weights],
  };
  return policy.models.filter(({ fields }) =>
    (Object.keys(fields) as (keyof Candidates)[]).every((field) =>
      candidates[field].some((candidate) => candidate !== undefined && fields[field]?.(candidate) === true),
    ),
  );
}

type Candidates = { readonly [F in keyof CompiledModel['fields']]-?: readonly (string | undefined)[] };

const trust: readonly Locality[] = ['local', 'self-hosted', 'cloud'];
const hostForm = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

function parseUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}

function lessTrusted(a: Locality | 'unknown', b: Locality | 'unknown'): Locality | 'unknown' {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  return trust.indexOf(a) >= trust.indexOf(b) ? a : b;
}
