/** Entries as the OpenTelemetry SDK's log records, as its exporters take them. Pure. */

import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { otlpResource, otlpScope, toOtlpRecord } from '../exports/otlpRecord';
import type { ReadEntry } from '../readEntries';
import type { SinkIdentity } from './sink';

/** Returns the records; all share one resource and one scope, so that they are sent as one group. */
export function toReadableLogRecords(
  items: readonly ReadEntry[],
  { version, origin }: SinkIdentity,
): ReadableLogRecord[] {
  const attributes = otlpResource(version, origin);
  const resource: ReadableLogRecord['resource'] = {
    attributes,
    merge: (other) => other ?? resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  const instrumentationScope = { name: otlpScope, version };
  return items.map((item) => {
    const { time, severityNumber, severityText, eventName, body, attributes: facts } = toOtlpRecord(item);
    const hrTime: [number, number] = [Math.floor(time / 1000), (time % 1000) * 1_000_000];
    return {
      hrTime,
      hrTimeObserved: hrTime,
      severityNumber,
      severityText,
      eventName,
      body,
      resource,
      instrumentationScope,
      attributes: facts as ReadableLogRecord['attributes'],
      droppedAttributesCount: 0,
    };
  });
}
