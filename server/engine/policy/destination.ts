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

const trust: readonly Locality[] = ['local', 'self-hosted', 'cloud'];

/** Resolves what a caller knows of a destination. An entry matches only where all its `match` fields are known and hold. */
export function resolveDestination(policy: CompiledPolicy, spec: DestinationSpec): Destination {
  const matching =
    spec.model === undefined
      ? policy.models.filter((model) => matches(model, spec))
      : policy.models.filter(({ id }) => id === spec.model);
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

function matches({ fields }: CompiledModel, spec: DestinationSpec): boolean {
  const url = parseUrl(spec.endpoint);
  const candidates: { readonly [F in keyof CompiledModel['fields']]-?: readonly (string | undefined)[] } = {
    hosts: [spec.host ?? url?.hostname, spec.host?.replace(/:\d+$/, '')],
    endpoints: [url?.origin, url?.href.replace(/\/+$/, ''), spec.endpoint],
    names: [spec.name],
    tools: [spec.tool],
    weights: [spec.weights],
  };
  return (Object.keys(fields) as (keyof typeof candidates)[]).every((field) =>
    candidates[field].some((candidate) => candidate !== undefined && fields[field]?.(candidate) === true),
  );
}

function parseUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}

function lessTrusted(a: Locality | 'unknown', b: Locality | 'unknown'): Locality | 'unknown' {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  return trust.indexOf(a) >= trust.indexOf(b) ? a : b;
}
