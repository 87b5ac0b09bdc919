/**
 * A scan's outcome as a SARIF 2.1.0 log (OASIS Standard, 2020, errata 01), written as it comes.
 *
 * Never holds a snippet: the snippet would be the secret.
 */

import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Confidence, Detector } from '../../engine/detect/types';
import { docsPageOf } from '../../lsp/docs';
import type { ReportedFinding, SuppressedFinding } from '../scan/findings';
import type { CreateReporter, ScanOutcome } from './reporter';

const levels: Readonly<Record<Confidence, 'error' | 'warning' | 'note'>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
};
const severities: Readonly<Record<Confidence, string>> = { high: '8.0', medium: '5.0', low: '2.0' };
const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const informationUri = 'https://portcullis.dev/docs';

export const createSarifReporter: CreateReporter = (host, detectors) => {
  const sorted = [...detectors].sort((a, b) => (a.id < b.id ? -1 : 1));
  const indexes = new Map(sorted.map(({ id }, index) => [id, index]));
  let separator = '';
  return {
    start() {
      const driver = { name: 'portcullis', version: host.version, informationUri, rules: sorted.map(toRule) };
      const head = {
        tool: { driver },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder that the scan was run in.' } } },
      };
      const run = JSON.stringify(head).slice(0, -1);
      return host.stdout.write(`{"$schema":${JSON.stringify(schema)},"version":"2.1.0","runs":[${run},"results":[`);
    },
    async findings(findings, suppressed) {
      if (findings.length + suppressed.length === 0) return;
      const all = [...findings, ...suppressed].sort((a, b) => a.offset - b.offset);
      const results = all.map((finding) => JSON.stringify(toResult(finding, indexes, host.cwd)));
      await host.stdout.write(`${separator}\n${results.join(',\n')}`);
      separator = ',';
    },
    end: (outcome) => host.stdout.write(`\n],"invocations":[${JSON.stringify(toInvocation(outcome, host.cwd))}]}]}\n`),
  };
};

function toRule(detector: Detector) {
  const { id, title, why, remedy, references, confidence = 'medium' } = detector;
  const page = docsPageOf(id, detector, informationUri);
  const help = [why, remedy, ...(references ?? [])].filter((text) => text !== undefined).join('\n\n');
  return {
    id,
    name: id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title ?? id },
    ...(why === undefined ? {} : { fullDescription: { text: why } }),
    help: { text: help || (title ?? id) },
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: levels[confidence] },
    properties: {
      tags: ['security', id.split('/')[0] ?? id],
      precision: confidence,
      'security-severity': severities[confidence],
    },
  };
}

function toResult(finding: ReportedFinding | SuppressedFinding, indexes: ReadonlyMap<string, number>, cwd: string) {
  const { path, detector, offset, length, line, column, confidence, fingerprint } = finding;
  return {
    ruleId: detector,
    ruleIndex: indexes.get(detector) ?? -1,
    level: levels[confidence],
    message: { text: `${detector} (${confidence} confidence)` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: toLocation(path, cwd),
          region: { startLine: line, startColumn: column, charOffset: offset, charLength: length },
        },
      },
    ],
    partialFingerprints: { 'portcullisValue/v1': fingerprint },
    ...('justification' in finding
      ? { suppressions: [{ kind: 'inSource', justification: finding.justification }] }
      : {}),
  };
}

function toInvocation({ complete, binary, errors, remarks }: ScanOutcome, cwd: string) {
  const notify = (level: string, path: string, text: string, startLine?: number) => {
    const region = startLine === undefined ? {} : { region: { startLine } };
    const physicalLocation = { artifactLocation: toLocation(path, cwd), ...region };
    return { level, message: { text }, locations: [{ physicalLocation }] };
  };
  return {
    executionSuccessful: complete && !errors.some(({ isFatal }) => isFatal),
    toolExecutionNotifications: [
      ...errors.map(({ path, message, isFatal }) => notify(isFatal ? 'error' : 'warning', path, message)),
      ...binary.map((path) => notify('note', path, 'binary, not read')),
      ...remarks.map(({ path, line, message }) => notify('warning', path, message, line)),
    ],
  };
}

function toLocation(path: string, cwd: string) {
  if (isAbsolute(path) || path === '..' || path.startsWith('../'))
    return { uri: pathToFileURL(resolve(cwd, path)).href };
  // A first segment with a colon would read as a scheme; encodeURIComponent takes care of it.
  return { uri: path.split('/').map(encodeSegment).join('/'), uriBaseId: '%SRCROOT%' };
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}
