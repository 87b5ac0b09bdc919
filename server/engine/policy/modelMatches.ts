/** Whether single model entries match a destination, for those who explain a decision. */

import type { CompiledLayer, CompiledModel, CompiledPolicy } from './compiled';
import { createDestinations } from './destination';
import type { DestinationSpec } from './types';

/** Reports whether a layer's entry matches the destination; `models` are the organisation's entries that do. */
export function entryMatches(
  policy: CompiledPolicy,
  layer: CompiledLayer,
  entry: CompiledModel,
  spec: DestinationSpec,
  models: readonly string[],
): boolean {
  if (layer.kind === 'organisation' || entry.fields === undefined) return models.includes(entry.id);
  const { model: _, ...stated } = spec;
  return createDestinations([{ ...layer, models: [entry] }], policy.levels)(stated).models.length > 0;
}
