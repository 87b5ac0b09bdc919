/** The exports that have a schema or required attributes, against these. */

import assert from 'node:assert/strict';
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { agentTrace } from '../../../../server/provenance/exports/agentTrace';
import { gitAi } from '../../../../server/provenance/exports/gitAi';
import { ocsf } from '../../../../server/provenance/exports/ocsf';
import { otlp } from '../../../../server/provenance/exports/otlp';
import { sarif } from '../../../../server/provenance/exports/sarif';
import { type Authorship, parseAuthorship, recordOf } from '../../../../server/provenance/lines/authorship';
import { toReadableLogRecords } from '../../../../server/provenance/sinks/otlp';
import { assertSarif } from '../../cli/sarifForm';
import otlpSchema from './data/otlpLogs.schema.json';
import traceSchema from './data/traceRecord.schema.json';
import { context, evilPaths, exportAll, sampleItems } from './items';

const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('exports for other tools', () => {
  it('gives OCSF findings with every required attribute', () => {
    const findings = jsonLines(exportAll(ocsf));
    assert.equal(findings.length, sampleItems().length);
    for (const finding of findings) for (const [path, test] of ocsfRequired) assert.ok(test(at(finding, path)), path);
    const outcomes = findings.map(({ action_id, disposition_id }) => `${action_id}/${disposition_id}`);
    assert.deepEqual(outcomes.slice(-6), ['2/2', '2/2', '1/17', '1/11', '2/2', '1/1']);
    assert.deepEqual(findings.at(-1).unmapped.erased, ['path']);
  });

  it('gives OTLP JSON after its protocol, the same that the OpenTelemetry SDK gives', () => {
    const validate = new Ajv2020({ strict: false }).compile(otlpSchema);
    const items = sampleItems();
    const lines = jsonLines(exportAll(otlp, items));
    lines.forEach((line, i) => {
      assert.ok(validate(line), JSON.stringify(validate.errors));
      const records = toReadableLogRecords(items.slice(i, i + 1), context);
      const theirs = JSON.parse(Buffer.from(JsonLogsSerializer.serializeRequest(records) as Uint8Array).toString());
      assert.deepEqual(canonical(line), canonical(theirs));
    });
  });

  it('gives SARIF of what was refused alone', () => {
    const log = JSON.parse(exportAll(sarif));
    assertSarif(log);
    const [run] = log.runs;
    assert.deepEqual(
      run.results.map(({ properties }: { properties: { logIndex: number } }) => properties.logIndex),
      [10, 11],
    );
    assert.equal(run.tool.driver.rules[run.results[0].ruleIndex].id, run.results[0].ruleId);
    assert.deepEqual(run.results[1].locations, []);
    assertSarif(JSON.parse(exportAll(sarif, [])));
    const everyPathRefused = sampleItems().map((item) => ({
      ...item,
      entry: { ...item.entry, decision: { ...item.entry.decision, outcome: 'refused' as const } },
    }));
    assertSarif(JSON.parse(exportAll(sarif, everyPathRefused)));
  });

  it('gives Agent Trace records that their schema accepts', () => {
    const validate = addFormats(new Ajv2020({ allErrors: true })).compile(traceSchema);
    const records = jsonLines(exportAll(agentTrace));
    for (const record of records) assert.ok(validate(record), JSON.stringify(validate.errors));
    assert.equal(records.length, 11);
    assert.equal(new Set(records.map(({ id }) => id)).size, 11);
    assert.deepEqual(records, jsonLines(exportAll(agentTrace)));
  });

  it('gives a git-ai authorship log with the lines of each insertion', () => {
    const note: Authorship | string = parseAuthorship(exportAll(gitAi));
    if (typeof note === 'string') assert.fail(note);
    for (const { entry, path } of sampleItems().slice(0, evilPaths.length)) {
      const { startLine = 0, endLine = 0 } = entry.target.range ?? {};
      for (let line = startLine; line <= endLine; line++) {
        const keys = note.lines.get(path as string)?.get(line) ?? [];
        const entries: (string | undefined)[] = keys.map((key) => recordOf(note, key)?.agent_id.id);
        // A path with a line break can't be written.
        const expected: (string | undefined)[] = /[\r\n]/.test(path as string) ? [] : [entry.id];
        assert.deepEqual(entries, expected, path);
      }
    }
    assert.equal([...note.lines.values()].flatMap((lines) => [...lines]).length, 3 * 10);
  });
});

const isNumber = (value: unknown) => Number.isInteger(value);
const isText = (value: unknown) => typeof value === 'string' && value !== '';

/** Required attributes of class 2006 and of the objects within, after the OCSF 1.9.0 schema. */
const ocsfRequired: readonly (readonly [string, (value: unknown) => boolean])[] = [
  ['category_uid', (value) => value === 2],
  ['class_uid', (value) => value === 2006],
  ['activity_id', isNumber],
  ['type_uid', (value) => value === 200601],
  ['time', isNumber],
  ['severity_id', (value) => isNumber(value) && (value as number) >= 0 && (value as number) <= 6],
  ['metadata.version', isText],
  ['metadata.product.name', isText],
  ['metadata.product.vendor_name', isText],
  ['finding_info.uid', isText],
  ['finding_info.title', isText],
  ['finding_info.analytic', (value) => value === undefined || isNumber((value as { type_id: number }).type_id)],
  ['data_security.policy.uid', isText],
  ['ai_model.name', isText],
  ['ai_model.ai_provider', isText],
  [
    'file',
    (value) =>
      value === undefined ||
      (isText((value as { name: string }).name) && isNumber((value as { type_id: number }).type_id)),
  ],
];

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((item, key) => (item as Record<string, unknown> | undefined)?.[key], value);
}

/** Takes away what says nothing: counts of zero that one writer leaves out, and how 64-bit numbers are written. */
function canonical(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item) =>
      /^dropped|^flags$/.test(key) && item === 0 ? undefined : key === 'intValue' ? String(item) : item,
    ),
  );
}
