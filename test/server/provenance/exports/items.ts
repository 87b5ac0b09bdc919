/** Entries of every kind to export: kept, refused, observed, a request, erased ones, and names that formats trip over. */

import type { Entry } from '../../../../server/provenance/entry';
import type { ExportFormat } from '../../../../server/provenance/exports/format';
import type { ReadEntry } from '../../../../server/provenance/readEntries';

export const context = { version: '1.2.3', origin: 'portcullis/log/0123456789abcdef' };

export const evilPaths = [
  '=HYPERLINK("http://evil.example","x")',
  '+1+cmd|calc',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  'a,"b"\r\nc|d\\e=f.ts',
  'src/módulo/файл 1.ts',
  'C:\\Users\\dev\\a.ts',
  '/home/dev/a#b?.ts',
  'untitled:Untitled-1',
];

export function entryOf(i: number, changes: Partial<Entry> = {}): Entry {
  return {
    v: 1,
    time: new Date(Date.UTC(2026, 10, 21, 5, 0, i)).toISOString(),
    kind: 'insertion',
    id: `01KAJ6X2V8${String(i).padStart(16, '0')}`,
    tool: { id: 'acme.assistant', version: '1.0.0' },
    model: { id: 'm', name: 'gpt-5', how: 'detailedReason' },
    target: { path: `commit:sha256:${'0'.repeat(64)}`, range: { startLine: i + 1, endLine: i + 3 } },
    decision: {
      effect: 'allow',
      enforced: true,
      policy: `sha256:${'ab'.repeat(32)}`,
      label: { level: 'internal', categories: [] },
      outcome: 'kept',
    },
    ...changes,
  };
}

const decided = (effect: Entry['decision']['effect'], more: Partial<Entry['decision']> = {}): Partial<Entry> => {
  const { outcome: _, ...decision } = entryOf(0).decision;
  return {
    decision: {
      ...decision,
      effect,
      label: { level: 'restricted', categories: ['pci', 'secret'] },
      rule: 'a|b=c',
      ...more,
    },
  };
};

export function sampleItems(): ReadEntry[] {
  const request = {
    upstream: 'openai',
    operation: 'chat.completions',
    channel: 'chat',
    host: 'api.openai.com',
    bytes: 12,
    micros: 800,
  };
  const entries: (readonly [Entry, string | undefined])[] = [
    ...evilPaths.map((path, i) => [entryOf(i), path] as const),
    [entryOf(20, decided('block', { outcome: 'removed' })), 'services/payments/card.ts'],
    [entryOf(21, decided('block', { outcome: 'refused' })), undefined],
    [entryOf(22, decided('block', { enforced: false, outcome: 'kept' })), 'a.ts'],
    [entryOf(23, { kind: 'decision', request, ...decided('redact') }), ''],
    [entryOf(24, { kind: 'decision', request, ...decided('block') }), ''],
    [entryOf(25), undefined],
  ];
  return entries.map(([entry, path], index) => ({ index, entry, ...(path !== undefined && { path }) }));
}

export function exportAll(format: ExportFormat, items: readonly ReadEntry[] = sampleItems()): string {
  const writer = format.start(context);
  return writer.header() + items.map((item) => writer.entry(item)).join('') + writer.footer();
}
