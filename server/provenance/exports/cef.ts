/**
 * The log in the Common Event Format (ArcSight CEF revision 25, version 0), for older SIEMs.
 *
 * In the header `\` and `|` are escaped, in the extension `\`, `=` and line breaks.
 */

import type { ReadEntry } from '../readEntries';
import { type ExportContext, linesFormat } from './format';
import { erased, isRefused, type Severity, severityOf, timeOf, titleOf } from './summary';

const severities: Readonly<Record<Severity, number>> = { info: 1, low: 3, medium: 6, high: 8 };

export const cef = linesFormat('cef', 'Common Event Format lines for a SIEM', formatCef);

/** Returns the entry as one CEF line without its end. */
export function formatCef(item: ReadEntry, { version, origin }: ExportContext): string {
  const { entry, index, path } = item;
  const { decision, tool, model, target } = entry;
  const header = [
    'CEF:0',
    'Portcullis',
    'Portcullis',
    version,
    `${entry.kind}.${decision.effect}`,
    titleOf(entry),
    severities[severityOf(entry)],
  ];
  const extension: readonly (readonly [string, string | number | undefined])[] = [
    ['rt', timeOf(entry)],
    ['externalId', entry.id],
    ['act', decision.effect],
    ['outcome', isRefused(entry) ? 'failure' : 'success'],
    ...(entry.kind === 'insertion' ? [['filePath', path ?? erased] as const] : []),
    ['dhost', entry.request?.host],
    ['sourceServiceName', tool.id],
    ['deviceExternalId', origin],
    ...labelled('cs', 1, 'model', model.name),
    ...labelled('cs', 2, 'modelId', model.id),
    ...labelled('cs', 3, 'label', [decision.label.level, ...decision.label.categories].join(' ')),
    ...labelled('cs', 4, 'policy', decision.policy),
    ...labelled('cs', 5, 'rule', decision.rule),
    ...labelled('cs', 6, 'lines', target.range && `${target.range.startLine}-${target.range.endLine}`),
    ...labelled('cn', 1, 'logIndex', index),
  ];
  const fields = extension.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${escapeValue(value)}`]));
  return `${header.map(escapeHeader).join('|')}|${fields.join(' ')}`;
}

/** CEF's own fields for what it has no name for come in pairs. */
function labelled(kind: 'cs' | 'cn', n: number, label: string, value: string | number | undefined) {
  if (value === undefined) return [];
  return [
    [`${kind}${n}Label`, label],
    [`${kind}${n}`, value],
  ] as const;
}

function escapeHeader(value: string | number): string {
  return withoutControls(String(value).replace(/[\r\n]+/g, ' ')).replace(/[\\|]/g, '\\$&');
}

function escapeValue(value: string | number): string {
  const text = String(value).replace(/[\\=]/g, '\\$&').replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  return withoutControls(text);
}

function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
