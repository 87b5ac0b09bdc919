/**
 * What was refused, as a SARIF 2.1.0 log (OASIS Standard, 2020, errata 01): insertions that policy kept out, for code
 * scanning dashboards. The rules that refused come after the results, once they are all known.
 */

import type { ReadEntry } from '../readEntries';
import type { ExportFormat } from './format';
import { filePathOf, isRefused, severityOf, titleOf } from './summary';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const levels = { info: 'note', low: 'note', medium: 'warning', high: 'error' } as const;

export const sarif: ExportFormat = {
  name: 'sarif',
  summary: 'refused insertions, for code scanning',
  start({ version, origin }) {
    const rules = new Map<string, number>();
    let separator = '';
    return {
      header: () => `{"$schema":${JSON.stringify(schema)},"version":"2.1.0","runs":[{"results":[`,
      entry(item) {
        if (item.entry.kind !== 'insertion' || !isRefused(item.entry)) return '';
        const ruleId = item.entry.decision.rule ?? item.entry.decision.effect;
        if (!rules.has(ruleId)) rules.set(ruleId, rules.size);
        const text = `${separator}\n${JSON.stringify(toResult(item, ruleId, rules.get(ruleId) as number))}`;
        separator = ',';
        return text;
      },
      footer() {
        const listed = [...rules.keys()].map((id) => ({ id, shortDescription: { text: `refused by the rule ${id}` } }));
        const driver = { name: 'portcullis', version, informationUri: 'https://portcullis.dev/docs', rules: listed };
        return `\n],${JSON.stringify({
          tool: { driver },
          columnKind: 'utf16CodeUnits',
          automationDetails: { id: `portcullis/insertions/${origin}` },
          originalUriBaseIds: { '%SRCROOT%': { description: { text: "The workspace's folder." } } },
        }).slice(1)}]}\n`;
      },
    };
  },
};

function toResult(item: ReadEntry, ruleId: string, ruleIndex: number): object {
  const { entry, index } = item;
  const { target, model, tool } = entry;
  const path = filePathOf(item);
  const region = target.range && { region: { startLine: target.range.startLine, endLine: target.range.endLine } };
  const location = path === undefined ? undefined : toUri(path);
  return {
    ruleId,
    ruleIndex,
    level: levels[severityOf(entry)],
    message: { text: titleOf(entry) },
    locations: location === undefined ? [] : [{ physicalLocation: { artifactLocation: location, ...region } }],
    partialFingerprints: { 'portcullisEntry/v1': entry.id },
    properties: {
      logIndex: index,
      time: entry.time,
      tool: tool.id,
      model: model.name,
      ...(path === undefined && { erased: ['path'] }),
    },
  };
}

/** Returns an absolute path or URI as a URI, any other relative to the workspace. */
function toUri(path: string): object {
  if (/^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(path)) return { uri: encodeURI(path) };
  const encoded = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (encoded.startsWith('/')) return { uri: `file://${encoded}` };
  if (/^[A-Za-z]%3A\//.test(encoded)) return { uri: `file:///${encoded.replace('%3A', ':')}` };
  return { uri: encoded, uriBaseId: '%SRCROOT%' };
}
