/** A scan's findings as lines that people, editors and grep read. */

import { count, createPaint, printable, type Style } from '../terminal';
import type { CreateReporter } from './reporter';

const styles: Readonly<Record<string, Style>> = { high: 'red', medium: 'yellow', low: 'dim' };

/** Writes `path:line:column detector confidence title` a finding on stdout and a summary on stderr. */
export const createTextReporter: CreateReporter = (host, detectors) => {
  const titles = new Map(detectors.map(({ id, title }) => [id, title ?? '']));
  const paint = createPaint(host, host.stdout);
  let found = 0;
  let files = 0;
  return {
    start: async () => undefined,
    async findings(findings) {
      const lines = findings.map(({ path, line, column, detector, confidence }) => {
        const place = `${paint('bold', printable(path))}:${line}:${column}`;
        return `${place} ${detector} ${paint(styles[confidence] ?? 'dim', confidence)} ${titles.get(detector) ?? ''}`.trimEnd();
      });
      found += lines.length;
      if (lines.length === 0) return;
      files++;
      await host.stdout.write(`${lines.join('\n')}\n`);
    },
    async end({ complete, scanned, links, suppressed, known, binary, errors }) {
      for (const path of binary) await host.stderr.write(`binary, not read: ${printable(path)}\n`);
      const parts = [
        found === 0 ? 'no findings' : `${count(found, 'finding')} in ${count(files, 'file')}`,
        ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
        ...(known === 0 ? [] : [`${known} in the baseline`]),
        `${count(scanned, 'file')} scanned`,
        ...(binary.length === 0 ? [] : [`${binary.length} binary`]),
        ...(errors.length === 0 ? [] : [`${errors.length} not scanned`]),
        ...(links === 0 ? [] : [`${count(links, 'link')} not followed`]),
        ...(complete ? [] : ['interrupted']),
      ];
      await host.stderr.write(`${parts.join(', ')}\n`);
    },
  };
};
