/** The destination's part of an explanation: which entries match by which fields, and the clearance that is met. */

import { formatLabel } from '../../engine/label';
import type { DestinationSteps, FieldStep, ModelStep } from '../../engine/policy/derivation/models';
import type { Say } from './sources';

const maxOthers = 5;
const maxGlobs = 3;

/** Returns the lines; entries that don't match are told where none does. */
export function destinationLines(
  say: Say,
  { spec, models, locality, clearance, lowered, entries }: DestinationSteps,
): string[] {
  const channel = spec.channel ?? 'not known';
  const name = models.length === 0 ? 'unknown' : `${models.join(', ')} (${locality})`;
  const matching = entries.filter(({ matches }) => matches);
  const others = models.length === 0 ? entries.filter(({ matches, at }) => !matches && at.layer === 0) : [];
  return [
    `destination: ${name}, channel ${channel}, cleared for ${formatLabel(clearance)}`,
    ...matching.map(
      (entry) => `  ${say(entry.at)}  model ${entry.id}, ${formatMatch(entry)}: ${formatLabel(entry.clearance)}`,
    ),
    ...(models.length === 0 ? ['  no model entry matches: cleared for the lowest level alone'] : []),
    ...others.slice(0, maxOthers).map((entry) => `  ${say(entry.at)}  not model ${entry.id}: ${formatMiss(entry)}`),
    ...(others.length > maxOthers ? [`  and not ${others.length - maxOthers} more`] : []),
    ...(lowered === undefined ? [] : [`  lower layers clear it for ${formatLabel(lowered)} at most`]),
  ];
}

function formatMatch({ at, fields }: ModelStep): string {
  if (fields.length === 0) return at.layer === 0 ? 'named by its id' : 'lowered here';
  return fields.map((field) => `${field.field} ${globsOf(field)} hold for ${field.stated ?? 'it'}`).join(', ');
}

function formatMiss({ fields }: ModelStep): string {
  const missing = fields.find(({ holds }) => !holds);
  if (missing === undefined) return 'another id was named';
  if (missing.stated === undefined) return `${missing.field} ${globsOf(missing)} are asked for, and nothing is stated`;
  return `${missing.field} ${globsOf(missing)} do not match ${missing.stated}`;
}

function globsOf({ globs }: FieldStep): string {
  const shown = globs.slice(0, maxGlobs).join(', ');
  return globs.length > maxGlobs ? `[${shown}, …]` : `[${shown}]`;
}
