/** `portcullis log stats`: how many entries of what, since when, and what of them was pruned. */

import { readEntries, readLogSize } from '../../provenance/readEntries';
import { exitCode } from '../exitCode';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import { printable } from '../terminal';
import type { Verb } from '../verb';
import { defineEntryFilter, entryFilter } from './logSearch';

/** Names counted in one group; what comes after that is counted together, since a log's names may be anyone's. */
const maxNames = 1000;

export const logStats: Verb = {
  words: 'log stats',
  summary: 'count the entries by kind, effect, model and tool',
  define(command) {
    defineEntryFilter(command);
    defineLogOption(command);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, _, options) {
    const files = await logFromOptions(host, options);
    const matches = entryFilter(options);
    const { size, root } = await readLogSize(files);
    const groups = {
      kind: new Map<string, number>(),
      effect: new Map(),
      model: new Map(),
      tool: new Map(),
      level: new Map(),
    };
    let counted = 0;
    let firstKept = size;
    let first: string | undefined;
    let last: string | undefined;
    for await (const item of readEntries(files)) {
      if (host.signal.aborted) break;
      firstKept = Math.min(firstKept, item.index);
      if (!matches(item)) continue;
      const { entry } = item;
      counted++;
      first ??= entry.time;
      last = entry.time;
      add(groups.kind, entry.kind);
      add(groups.effect, entry.decision.effect);
      add(groups.model, entry.model.name);
      add(groups.tool, entry.tool.id);
      add(groups.level, entry.decision.label.level);
    }
    const sorted = Object.entries(groups).map(([name, counts]) => [name, [...counts].sort(byCount)] as const);
    if (options['format'] === 'json') {
      const by = Object.fromEntries(sorted.map(([name, counts]) => [name, Object.fromEntries(counts)]));
      await host.stdout.write(
        `${JSON.stringify({ version: 1, size, root, pruned: firstKept, counted, first, last, by }, undefined, 1)}\n`,
      );
      return exitCode.ok;
    }
    const lines = [
      `entries  ${size}${counted === size ? '' : `, counted ${counted}`}${firstKept > 0 && size > 0 ? `, pruned ${firstKept}` : ''}`,
      `root     ${root}`,
      ...(first === undefined ? [] : [`first    ${first}`, `last     ${last}`]),
      ...sorted.flatMap(([name, counts]) =>
        counts.map(
          ([value, number], i) =>
            `${(i === 0 ? name : '').padEnd(8)} ${String(number).padStart(8)}  ${printable(value)}`,
        ),
      ),
    ];
    await host.stdout.write(`${lines.join('\n')}\n`);
    return exitCode.ok;
  },
};

function add(counts: Map<string, number>, name: string): void {
  const key = counts.has(name) || counts.size < maxNames ? name : 'others';
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function byCount([a, m]: [string, number], [b, n]: [string, number]): number {
  return n - m || (a < b ? -1 : 1);
}
