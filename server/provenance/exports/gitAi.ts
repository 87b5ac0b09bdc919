/**
 * Insertions that were kept as one git-ai authorship log (authorship/3.0.0). It belongs to no commit, so that its lines are
 * those at the time of each insertion; the notes of commits hold them as they were committed.
 */

import { formatAuthorship, type LineKeys, type SessionRecord, schemaVersion } from '../lines/authorship';
import { keyOf, sessionOf } from '../lines/session';
import type { ReadEntry } from '../readEntries';
import { type ExportFormat, ExportTooLarge } from './format';
import { keptInsertion } from './insertions';

/** Held in memory as a whole, since lines stand by file. */
const maxLines = 200_000;

export const gitAi: ExportFormat = {
  name: 'git-ai',
  summary: 'one git-ai authorship log of kept insertions',
  start({ version }) {
    const lines: LineKeys = new Map();
    const sessions: Record<string, SessionRecord> = {};
    let count = 0;
    return {
      header: () => '',
      entry(item) {
        const kept = keptInsertion(item);
        if (kept === undefined) return '';
        const { startLine, endLine } = kept.range;
        count += endLine - startLine + 1;
        if (count > maxLines) {
          throw new ExportTooLarge(`more than ${maxLines} lines as one authorship log; export less with --since`);
        }
        const source = toSource(item.entry);
        const [id, record] = sessionOf(source);
        sessions[id] = record;
        const own = lines.get(kept.path) ?? new Map<number, readonly string[]>();
        lines.set(kept.path, own);
        for (let line = startLine; line <= endLine; line++) own.set(line, [...(own.get(line) ?? []), keyOf(source)]);
        return '';
      },
      footer: () =>
        formatAuthorship({
          lines,
          metadata: {
            schema_version: schemaVersion,
            git_ai_version: `portcullis/${version}`,
            // No commit: git's null id.
            base_commit_sha: '0'.repeat(40),
            prompts: {},
            humans: {},
            sessions,
          },
        }),
    };
  },
};

function toSource({ id, model, tool, decision, time }: ReadEntry['entry']): Parameters<typeof keyOf>[0] {
  return { entry: id, model: model.id, name: model.name, tool: tool.id, policy: decision.policy, time };
}
