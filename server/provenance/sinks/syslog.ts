/**
 * Entries as syslog messages after RFC 5424, framed by octet counting (RFC 6587 section 3.4.1, RFC 5425 section 4.3).
 *
 * The facts stand in structured data, whose values escape `"`, `\` and `]`; the message is a sentence.
 */

import { createHash } from 'node:crypto';
import { type Severity, severityOf, titleOf } from '../exports/summary';
import type { ReadEntry } from '../readEntries';
import type { SinkIdentity } from './sink';

/** Facility 13, log audit. */
const facility = 13;
const severities: Readonly<Record<Severity, number>> = { info: 6, low: 5, medium: 4, high: 3 };
/** 32473 is the enterprise number that RFC 5612 keeps for examples; names without `@` are IANA's alone. */
const dataId = 'portcullis@32473';

/** Returns the entries as frames, one after another. `hostname` is made to fit the header. */
export function formatSyslogFrames(items: readonly ReadEntry[], identity: SinkIdentity, hostname: string): Buffer {
  return Buffer.concat(
    items.map((item) => {
      const message = Buffer.from(formatSyslogMessage(item, identity, hostname));
      return Buffer.concat([Buffer.from(`${message.length} `), message]);
    }),
  );
}

/** Returns one message; UTF-8, with the byte order mark that section 6.4 asks for. */
export function formatSyslogMessage(
  { index, entry, path }: ReadEntry,
  identity: SinkIdentity,
  hostname: string,
): string {
  const { decision, tool, model, target } = entry;
  const priority = facility * 8 + severities[severityOf(entry)];
  const process = createHash('sha256').update(identity.origin).digest('hex').slice(0, 16);
  const header = `<${priority}>1 ${entry.time} ${nameOf(hostname, 255)} portcullis ${process} ${entry.kind}`;
  const data: readonly (readonly [string, string | number | boolean | undefined])[] = [
    ['index', index],
    ['id', entry.id],
    ['origin', identity.origin],
    ['effect', decision.effect],
    ['enforced', decision.enforced],
    ['outcome', decision.outcome],
    ['rule', decision.rule],
    ['level', decision.label.level],
    ['categories', decision.label.categories.join(' ')],
    ['policy', decision.policy],
    ['tool', tool.id],
    ['modelId', model.id],
    ['model', model.name],
    ['host', entry.request?.host],
    ['path', path],
    ['startLine', target.range?.startLine],
    ['endLine', target.range?.endLine],
  ];
  const params = data.flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeValue(value)}"`]));
  return `${header} [${dataId}${params.join('')}] \ufeff${titleOf(entry)}`;
}

function nameOf(text: string, longest: number): string {
  return text.replace(/[^\x21-\x7e]/g, '').slice(0, longest) || '-';
}

function escapeValue(value: string | number | boolean): string {
  return String(value).replace(/["\\\]]/g, '\\$&');
}
