/**
 * An entry as an OpenTelemetry log record: the same for the export and the live sink. Pure.
 *
 * Attributes follow the semantic conventions where there are any (`gen_ai.*`, `file.path`); the rest are `portcullis.*`.
 */

import type { ReadEntry } from '../readEntries';
import { filePathOf, type Severity, severityOf, timeOf, titleOf } from './summary';

export type AttributeValue = string | number | boolean | readonly string[];

export interface OtlpRecord {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

const severities: Readonly<Record<Severity, readonly [number, string]>> = {
  info: [9, 'INFO'],
  low: [10, 'INFO2'],
  medium: [13, 'WARN'],
  high: [17, 'ERROR'],
};

/** What the records of one log have in common. */
export function otlpResource(version: string, origin: string): Readonly<Record<string, string>> {
  return { 'service.name': 'portcullis', 'service.version': version, 'service.instance.id': origin };
}

export const otlpScope = 'portcullis.provenance';

/** Returns the record; a path that is not given, or erased, is left out. */
export function toOtlpRecord(item: ReadEntry): OtlpRecord {
  const { entry, index } = item;
  const { decision, model, tool, target, request } = entry;
  const [severityNumber, severityText] = severities[severityOf(entry)];
  const attributes: Record<string, AttributeValue | undefined> = {
    'log.record.uid': entry.id,
    'portcullis.log.index': index,
    'portcullis.decision.effect': decision.effect,
    'portcullis.decision.enforced': decision.enforced,
    'portcullis.decision.outcome': decision.outcome,
    'portcullis.decision.rule': decision.rule,
    'portcullis.policy.digest': decision.policy,
    'portcullis.label.level': decision.label.level,
    'portcullis.label.categories': decision.label.categories,
    'portcullis.tool.id': tool.id,
    'portcullis.tool.version': tool.version,
    'portcullis.model.id': model.id,
    'portcullis.model.how': model.how,
    'gen_ai.request.model': model.name,
    'server.address': request?.host,
    'file.path': filePathOf(item),
    'portcullis.range.start_line': target.range?.startLine,
    'portcullis.range.end_line': target.range?.endLine,
  };
  return {
    time: timeOf(entry),
    severityNumber,
    severityText,
    eventName: `portcullis.${entry.kind}`,
    body: titleOf(entry),
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Record<
      string,
      AttributeValue
    >,
  };
}
