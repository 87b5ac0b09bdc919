/** What the last drill of this machine showed, kept between runs. */

import type { KeptRecords } from '../../host/keptRecords';
import type { DrillOutcome } from '../../lsp/protocol/coverage';

const recordName = 'machine';

export function keepOutcomes(drills: KeptRecords, version: string, outcomes: readonly DrillOutcome[]): Promise<void> {
  return drills.save(recordName, { version, outcomes });
}

/** Returns what is kept; what an older version held shows nothing of this one. */
export async function keptOutcomes(drills: KeptRecords, version: string): Promise<readonly DrillOutcome[]> {
  const record = (await drills.load(recordName)) as { version?: unknown; outcomes?: unknown } | undefined;
  if (record?.version !== version || !Array.isArray(record.outcomes)) return [];
  return record.outcomes.filter(isOutcome);
}

function isOutcome(value: unknown): value is DrillOutcome {
  const { way, outcome, time } = (value ?? {}) as Record<string, unknown>;
  return typeof way === 'string' && typeof outcome === 'string' && typeof time === 'string';
}
