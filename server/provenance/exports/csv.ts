/**
 * The log as a table after RFC 4180, for spreadsheets.
 *
 * Cells that a spreadsheet would run as a formula (paths and names come from anyone) begin with an apostrophe, after
 * OWASP's advice on CSV injection.
 */

import type { ReadEntry } from '../readEntries';
import type { ExportFormat } from './format';
import { erased, severityOf } from './summary';

const columns: Readonly<Record<string, (item: ReadEntry) => string | number | boolean | undefined>> = {
  index: ({ index }) => index,
  id: ({ entry }) => entry.id,
  time: ({ entry }) => entry.time,
  kind: ({ entry }) => entry.kind,
  severity: ({ entry }) => severityOf(entry),
  effect: ({ entry }) => entry.decision.effect,
  enforced: ({ entry }) => entry.decision.enforced,
  outcome: ({ entry }) => entry.decision.outcome,
  rule: ({ entry }) => entry.decision.rule,
  level: ({ entry }) => entry.decision.label.level,
  categories: ({ entry }) => entry.decision.label.categories.join(' '),
  tool: ({ entry }) => entry.tool.id,
  toolVersion: ({ entry }) => entry.tool.version,
  modelId: ({ entry }) => entry.model.id,
  model: ({ entry }) => entry.model.name,
  modelHow: ({ entry }) => entry.model.how,
  path: ({ path }) => path ?? erased,
  startLine: ({ entry }) => entry.target.range?.startLine,
  endLine: ({ entry }) => entry.target.range?.endLine,
  host: ({ entry }) => entry.request?.host,
  policy: ({ entry }) => entry.decision.policy,
};

export const csv: ExportFormat = {
  name: 'csv',
  summary: 'a table for spreadsheets',
  start: () => ({
    header: () => row(Object.keys(columns)),
    entry: (item) => row(Object.values(columns).map((value) => value(item))),
    footer: () => '',
  }),
};

function row(cells: readonly (string | number | boolean | undefined)[]): string {
  return `${cells.map((cell) => escapeCell(String(cell ?? ''))).join(',')}\r\n`;
}

function escapeCell(text: string): string {
  const safe = /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
