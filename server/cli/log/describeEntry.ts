/** An entry of the log on one line, for people. */

import { formatLabel } from '../../engine/label';
import type { ReadEntry } from '../../provenance/readEntries';
import { printable, type Style } from '../terminal';

const styles: Readonly<Record<string, Style>> = {
  allow: 'green',
  warn: 'yellow',
  redact: 'yellow',
  ask: 'yellow',
  block: 'red',
};

export function describeEntry(
  { index, entry, path }: ReadEntry,
  paint: (style: Style, text: string) => string,
): string {
  const { kind, time, tool, model, target, decision } = entry;
  const lines = target.range === undefined ? '' : `:${target.range.startLine}-${target.range.endLine}`;
  const effect = paint(
    styles[decision.effect] ?? 'bold',
    decision.enforced ? decision.effect : `${decision.effect} (observed)`,
  );
  const outcome = decision.outcome === undefined ? '' : ` ${decision.outcome}`;
  const rule = decision.rule === undefined ? '' : ` by rule ${decision.rule}`;
  const where = printable(path ?? '(path erased)');
  const who = printable(`${tool.id} with ${model.name}`);
  return `${index} ${time} ${kind} ${effect}${outcome} ${where}${lines} ${formatLabel(decision.label)}${printable(rule)}, ${who}`;
}

/** Returns the entry as one line of JSON: its index, its path where that was not erased, the fields of the leaf. */
export function entryJson({ index, entry, path }: ReadEntry): string {
  return JSON.stringify({ index, ...(path === undefined ? {} : { path }), ...entry });
}
