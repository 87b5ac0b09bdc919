/** What all formats say of an entry in the same words. Pure. */

import { formatLabel } from '../../engine/label';
import type { Entry } from '../entry';
import type { ReadEntry } from '../readEntries';

/** What stands where a personal value was erased. */
export const erased = '(erased)';

export type Severity = 'info' | 'low' | 'medium' | 'high';

/** Reports whether something was kept from happening: refused, taken out again, or not let flow. */
export function isRefused({ decision: { effect, enforced, outcome } }: Entry): boolean {
  if (outcome !== undefined) return outcome !== 'kept';
  return enforced && effect === 'block';
}

/** Returns how much the entry is worth a person's attention. */
export function severityOf(entry: Entry): Severity {
  const { effect, enforced } = entry.decision;
  if (effect === 'allow') return isRefused(entry) ? 'low' : 'info';
  if (effect === 'block') return enforced ? 'high' : 'medium';
  return enforced ? 'medium' : 'low';
}

/** Returns what happened in one sentence, without the path. */
export function titleOf(entry: Entry): string {
  const { kind, tool, model, decision } = entry;
  const effect = decision.enforced ? decision.effect : `${decision.effect}, observed`;
  const outcome = decision.outcome === undefined ? '' : `, ${decision.outcome}`;
  const what =
    kind === 'insertion' ? `insertion by ${tool.id} from ${model.name}` : `flow from ${tool.id} to ${model.name}`;
  return `${what} at ${formatLabel(decision.label)}: ${effect}${outcome}`;
}

/** Returns the path of the file inserted into; `undefined` where it was erased, or the entry is about no file. */
export function filePathOf({ entry, path }: ReadEntry): string | undefined {
  return entry.kind === 'insertion' && path !== '' ? path : undefined;
}

/** Returns the entry's time in milliseconds since 1970. */
export function timeOf({ time }: Entry): number {
  return Date.parse(time);
}
