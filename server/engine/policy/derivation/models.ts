/** Why a destination has its clearance: which model entries match it, by which of their fields. */

import type { Label } from '../../label';
import type { CompiledLayer, CompiledModel, CompiledPolicy, Destination } from '../compiled';
import { createDestinations } from '../destination';
import { entryMatches } from '../modelMatches';
import type { DestinationSpec } from '../types';
import type { Place } from './place';

/** One field of an entry's `match`. */
export interface FieldStep {
  readonly field: string;
  readonly globs: readonly string[];
  /** What the caller stated, absent where nothing was. */
  readonly stated?: string;
  readonly holds: boolean;
}

export interface ModelStep {
  readonly id: string;
  readonly at: Place;
  readonly matches: boolean;
  readonly clearance: Label;
  /** Empty where the entry was named by its id. */
  readonly fields: readonly FieldStep[];
}

export interface DestinationSteps extends Destination {
  readonly spec: DestinationSpec;
  /** The entries of all layers. */
  readonly entries: readonly ModelStep[];
}

/** Returns how the policy resolves what is known of a destination. */
export function deriveDestination(policy: CompiledPolicy, spec: DestinationSpec): DestinationSteps {
  const destination = policy.resolve(spec);
  const entries = policy.layers.flatMap((layer, index) =>
    layer.models.map(
      (entry, position): ModelStep => ({
        id: entry.id,
        at: { layer: index, segments: ['models', position] },
        matches: entryMatches(policy, layer, entry, spec, destination.models),
        clearance: entry.clearance,
        fields: spec.model === undefined ? fieldsOf(policy, layer, entry, spec) : [],
      }),
    ),
  );
  return { ...destination, spec, entries };
}

type Field = keyof NonNullable<CompiledModel['fields']>;

function fieldsOf(policy: CompiledPolicy, layer: CompiledLayer, entry: CompiledModel, spec: DestinationSpec) {
  return (Object.keys(entry.fields ?? {}) as Field[]).map((field): FieldStep => {
    const only = { ...entry, fields: { [field]: entry.fields?.[field] } } as CompiledModel;
    const resolved = createDestinations([{ ...layer, models: [only] }], policy.levels)(spec);
    const stated = statedFor(field, spec);
    return {
      field,
      globs: entry.entry.match?.[field] ?? [],
      ...(stated === undefined ? {} : { stated }),
      holds: resolved.models.length > 0,
    };
  });
}

function statedFor(field: Field, { host, endpoint, name, tool, weights }: DestinationSpec): string | undefined {
  return { hosts: host ?? endpoint, endpoints: endpoint, names: name, tools: tool, weights }[field];
}
