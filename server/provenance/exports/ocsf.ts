/**
 * The log as OCSF 1.9.0 events of class Data Security Finding (2006, schema.ocsf.io), one a line, for security lakes.
 *
 * The outcome follows the profile security_control, the model the profile ai_operation.
 */

import { posix } from 'node:path';
import type { ReadEntry } from '../readEntries';
import { type ExportContext, linesFormat } from './format';
import { filePathOf, isRefused, type Severity, severityOf, timeOf, titleOf } from './summary';

const severities: Readonly<Record<Severity, readonly [number, string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
};

export const ocsf = linesFormat('ocsf', 'OCSF Data Security Findings, one a line', (item, context) =>
  JSON.stringify(toFinding(item, context)),
);

function toFinding(item: ReadEntry, { version, origin }: ExportContext): object {
  const { entry, index } = item;
  const path = filePathOf(item);
  const { decision, model, tool, target } = entry;
  const [severityId, severity] = severities[severityOf(entry)];
  const time = timeOf(entry);
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2006,
    class_name: 'Data Security Finding',
    activity_id: 1,
    activity_name: 'Create',
    type_uid: 200601,
    type_name: 'Data Security Finding: Create',
    time,
    severity_id: severityId,
    severity,
    status_id: 1,
    status: 'New',
    is_alert: isRefused(entry),
    ...toControl(entry),
    message: titleOf(entry),
    metadata: {
      version: '1.9.0',
      uid: entry.id,
      sequence: index,
      log_name: origin,
      original_time: entry.time,
      product: { name: 'Portcullis', vendor_name: 'Portcullis', version },
      profiles: ['security_control', 'ai_operation'],
    },
    finding_info: {
      uid: entry.id,
      title: titleOf(entry),
      created_time: time,
      types: [entry.kind],
      ...(decision.rule === undefined ? {} : { analytic: { type_id: 1, type: 'Rule', uid: decision.rule } }),
    },
    data_security: {
      // Other: the organisation's own levels.
      confidentiality_id: 99,
      confidentiality: decision.label.level,
      data_lifecycle_state_id: entry.kind === 'decision' ? 2 : 3,
      detection_system_id: 99,
      detection_system: 'Policy guardrail',
      policy: { uid: decision.policy },
    },
    ai_model: { name: model.name, uid: model.id, ai_provider: entry.request?.host ?? 'unknown' },
    ...(path === undefined ? {} : { file: { name: posix.basename(path) || path, path, type_id: 1 } }),
    unmapped: {
      tool,
      model_how: model.how,
      enforced: decision.enforced,
      categories: decision.label.categories,
      ...(target.range && { range: target.range }),
      ...(item.path === undefined && { erased: ['path'] }),
    },
  };
}

function toControl(entry: ReadEntry['entry']): object {
  const { effect, enforced } = entry.decision;
  if (isRefused(entry)) return { action_id: 2, action: 'Denied', disposition_id: 2, disposition: 'Blocked' };
  const isCorrected = effect === 'redact' && enforced;
  if (isCorrected) return { action_id: 1, action: 'Allowed', disposition_id: 11, disposition: 'Corrected' };
  if (effect !== 'allow') return { action_id: 1, action: 'Allowed', disposition_id: 17, disposition: 'Logged' };
  return { action_id: 1, action: 'Allowed', disposition_id: 1, disposition: 'Allowed' };
}
