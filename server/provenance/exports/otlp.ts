/**
 * The log as OTLP logs in JSON (opentelemetry-proto, protobuf's JSON mapping with hex ids), one `LogsData` a line: what
 * the OpenTelemetry Collector's otlpjsonfile receiver reads.
 */

import { linesFormat } from './format';
import { type AttributeValue, otlpResource, otlpScope, toOtlpRecord } from './otlpRecord';

export const otlp = linesFormat(
  'otlp',
  'OpenTelemetry logs in JSON, one LogsData a line',
  (item, { version, origin }) => {
    const { time, severityNumber, severityText, eventName, body, attributes } = toOtlpRecord(item);
    const nanos = `${time}000000`;
    const record = {
      timeUnixNano: nanos,
      observedTimeUnixNano: nanos,
      severityNumber,
      severityText,
      body: { stringValue: body },
      eventName,
      attributes: toKeyValues(attributes),
    };
    const resource = { attributes: toKeyValues(otlpResource(version, origin)) };
    return JSON.stringify({
      resourceLogs: [{ resource, scopeLogs: [{ scope: { name: otlpScope, version }, logRecords: [record] }] }],
    });
  },
);

function toKeyValues(attributes: Readonly<Record<string, AttributeValue>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toAnyValue(value) }));
}

/** Integers are strings in protobuf's JSON, since JSON's numbers can't hold 64 bits. */
function toAnyValue(value: AttributeValue): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return { intValue: String(value) };
  return { arrayValue: { values: value.map(toAnyValue) } };
}
