/**
 * Insertions that were kept as Agent Trace 0.1.0 records (agent-trace.dev), one a line as in `.agent-trace/traces.jsonl`.
 *
 * Lines are those at the time of the insertion.
 */

import type { ReadEntry } from '../readEntries';
import { linesFormat } from './format';
import { keptInsertion } from './insertions';

export const agentTrace = linesFormat('agent-trace', 'Agent Trace 0.1.0 records of kept insertions', (item) => {
  const record = toRecord(item);
  return record && JSON.stringify(record);
});

function toRecord(item: ReadEntry): object | undefined {
  const kept = keptInsertion(item);
  if (kept === undefined) return undefined;
  const { id, time, tool, model, decision } = item.entry;
  return {
    version: '0.1.0',
    id: toUuid(id),
    timestamp: time,
    tool: { name: tool.id, ...(tool.version !== undefined && { version: tool.version }) },
    files: [
      {
        path: kept.path,
        conversations: [
          {
            contributor: { type: 'ai', ...(model.name !== 'unknown' && { model_id: model.name.slice(0, 250) }) },
            ranges: [{ start_line: kept.range.startLine, end_line: kept.range.endLine }],
            related: [{ type: 'log-entry', url: `urn:portcullis:entry:${id}` }],
          },
        ],
      },
    ],
    metadata: { 'dev.portcullis': { entry: id, index: item.index, policy: decision.policy } },
  };
}

/** Returns a ULID's 128 bits in the form of a UUID (RFC 9562): the same entry always has the same record id. */
export function toUuid(ulid: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let bits = 0n;
  for (const letter of ulid) bits = bits * 32n + BigInt(alphabet.indexOf(letter));
  return bits
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
