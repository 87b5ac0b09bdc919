/** `portcullis log search`: the entries that have what is asked for. */

import { type Command, Option } from 'commander';
import { minimatch } from 'minimatch';
import { type ReadEntry, readEntries } from '../../provenance/readEntries';
import { exitCode } from '../exitCode';
import { describeEntry, entryJson } from '../log/describeEntry';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import { createPaint } from '../terminal';
import { definePeriod, periodFromOptions } from '../time';
import type { Verb } from '../verb';
import { parseLimit } from './logShow';

export const logSearch: Verb = {
  words: 'log search',
  summary: 'find entries by path, model, tool, effect or time',
  define(command) {
    defineEntryFilter(command);
    command.option('--limit <n>', 'end after <n> entries');
    defineLogOption(command);
    defineFormat(command, ['text', 'jsonl']);
  },
  async run(host, _, options) {
    const files = await logFromOptions(host, options);
    const matches = entryFilter(options);
    const paint = createPaint(host, host.stdout);
    let left = parseLimit(options['limit'] as string | undefined);
    let found = false;
    for await (const item of readEntries(files)) {
      if (host.signal.aborted || left === 0) break;
      if (!matches(item)) continue;
      found = true;
      left--;
      await host.stdout.write(`${options['format'] === 'jsonl' ? entryJson(item) : describeEntry(item, paint)}\n`);
    }
    if (!found && options['format'] === 'text') await host.stdout.write('no entry has all of that\n');
    return exitCode.ok;
  },
};

/** Declares what entries can be chosen by. */
export function defineEntryFilter(command: Command): void {
  command
    .option('--path <glob>', 'by path; an entry whose path was erased has none')
    .option('--model <glob>', "by the model's id or name")
    .option('--tool <glob>', "by the tool's id")
    .option('--rule <glob>', 'by the rule that decided')
    .addOption(new Option('--effect <effect>', 'by effect').choices(['allow', 'warn', 'redact', 'ask', 'block']))
    .option('--kind <kind>', 'by kind, insertion or decision');
  definePeriod(command);
}

/** Returns whether an entry has all that the options ask for. */
export function entryFilter(options: Readonly<Record<string, unknown>>): (item: ReadEntry) => boolean {
  const period = periodFromOptions(options);
  const asked = (name: string, ...values: (string | undefined)[]) => {
    const glob = options[name] as string | undefined;
    return glob === undefined || values.some((value) => value !== undefined && minimatch(value, glob, { dot: true }));
  };
  return ({ entry, path }) =>
    period.has(entry.time) &&
    asked('path', path) &&
    asked('model', entry.model.id, entry.model.name) &&
    asked('tool', entry.tool.id) &&
    asked('rule', entry.decision.rule) &&
    (options['effect'] === undefined || entry.decision.effect === options['effect']) &&
    (options['kind'] === undefined || entry.kind === options['kind']);
}
