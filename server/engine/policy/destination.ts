/**
 * Which models a destination is, and what it may receive: the meet of the matching entries' clearances.
 */

import { type Label, type Levels, lowestLabel, meetLabels } from '../label';
import type { CompiledLayer, CompiledModel, Destination } from './compiled';
import type { DestinationSpec, Locality } from './types';

export type { Destination } from './compiled';

const maxRemembered = 1000;
const longestRemembered = 2048;

/**
 * Returns the function that resolves what a caller knows of a destination.
 *
 * An entry matches only where all its `match` fields are known and hold; a host or endpoint that is malformed, or a
 * host that is not the endpoint's, leaves the destination unknown. Lower layers only lower what is left.
 */
export function createDestinations(
  layers: readonly [CompiledLayer, ...CompiledLayer[]],
  levels: Levels,
): (spec: DestinationSpec) => Destination {
  const remembered = new Map<string, Destination>();
  const byId = new Map(layers[0].models.map((model) => [model.id, model]));
  return (spec) => {
    // Asked for each entry in turn: that would push everything else out of the memory.
    if (spec.model !== undefined) return resolve(layers, levels, spec, [byId.get(spec.model) ?? []].flat());
    const { host, endpoint, name, tool, weights } = spec;
    const key = JSON.stringify([host, endpoint, name, tool, weights]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const fresh = resolve(layers, levels, spec, layers[0].models);
    if (remembered.size >= maxRemembered) remembered.clear();
    if (key.length <= longestRemembered) remembered.set(key, fresh);
    return fresh;
  };
}

function resolve(
  [, ...lower]: readonly [CompiledLayer, ...CompiledLayer[]],
  levels: Levels,
  spec: DestinationSpec,
  known: readonly CompiledModel[],
): Destination {
  const candidates = candidatesOf(spec);
  const matching = known.filter((model) =>
    spec.model === undefined ? isMatch(model, candidates) : model.id === spec.model,
  );
  const models = matching.map(({ id }) => id);
  const granted = meetAll(levels, matching) ?? lowestLabel(levels);
  const lowered = meetAll(
    levels,
    lower.flatMap((layer) =>
      layer.models.filter((model) =>
        model.fields === undefined ? models.includes(model.id) : isMatch(model, candidates),
      ),
    ),
  );
  return {
    models,
    locality: matching.map(({ entry }) => entry.locality ?? 'unknown').reduce(lessTrusted, undefined) ?? 'unknown',
    clearance: lowered === undefined ? granted : meetLabels(levels, granted, lowered),
    ...(lowered === undefined ? {} : { lowered }),
  };
}

function meetAll(levels: Levels, models: readonly CompiledModel[]): Label | undefined {
  return models
    .map(({ clearance }) => clearance)
    .reduce<Label | undefined>((met, clearance) => (met ? meetLabels(levels, met, clearance) : clearance), undefined);
}

type Candidates = {
  readonly [F in keyof NonNullable<CompiledModel['fields']>]-?: readonly (string | undefined)[];
};

/** Returns what the match fields are held against, `undefined` where the address is not to be believed. */
function candidatesOf(spec: DestinationSpec): Candidates | undefined {
  const url = parseUrl(spec.endpoint);
  const host = spec.host === undefined ? undefined : parseUrl(`https://${spec.host}`);
  // Whoever states an address that can't be read, or two that differ, is believed neither.
  if (spec.endpoint !== undefined && url === undefined) return undefined;
  if (spec.host !== undefined && (host === undefined || !hostForm.test(spec.host))) return undefined;
  if (url !== undefined && host !== undefined && url.hostname !== host.hostname) return undefined;
  return {
    hosts: [spec.host, (host ?? url)?.hostname],
    endpoints: [url?.origin, url && `${url.origin}${url.pathname}`.replace(/\/+$/, '')],
    names: [spec.name],
    tools: [spec.tool],
    weights: [spec.weights],
  };
}

function isMatch({ fields }: CompiledModel, candidates: Candidates | undefined): boolean {
  if (fields === undefined || candidates === undefined) return false;
  return (Object.keys(fields) as (keyof Candidates)[]).every((field) =>
    candidates[field].some((candidate) => candidate !== undefined && fields[field]?.(candidate) === true),
  );
}

const trust: readonly Locality[] = ['local', 'self-hosted', 'cloud'];
const hostForm = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

function parseUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}

type Trusted = Locality | 'unknown';

function lessTrusted(a: Trusted | undefined, b: Trusted): Trusted {
  if (a === undefined) return b;
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  return trust.indexOf(a) >= trust.indexOf(b) ? a : b;
}
