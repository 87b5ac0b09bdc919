/** `portcullis log show`: the entries of the provenance log, for people and programs to read. */

import type { LogFiles } from '../../provenance/files';
import { type ReadEntry, readEntries, readLogSize } from '../../provenance/readEntries';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { describeEntry, entryJson } from '../log/describeEntry';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import { createPaint } from '../terminal';
import type { Verb } from '../verb';

const blockSize = 256;

const help = `
In JSON an entry has its index, its path where that was not erased, and the fields of the log's leaf. What is shown
is not verified: see 'portcullis log verify'.`;

export const logShow: Verb = {
  words: 'log show',
  summary: 'show the entries of the provenance log',
  define(command) {
    command
      .option('--limit <n>', 'show the newest <n> entries alone')
      .option('--reverse', 'show the newest first')
      .addHelpText('after', help);
    defineLogOption(command);
    defineFormat(command, ['text', 'json', 'jsonl']);
  },
  async run(host, _, options) {
    const limit = parseLimit(options['limit'] as string | undefined);
    const files = await logFromOptions(host, options);
    const { size } = await readLogSize(files);
    const first = Math.max(0, size - limit);
    const entries = options['reverse'] === true ? readBackwards(files, first, size) : readEntries(files, first, size);
    const format = options['format'] as string;
    const paint = createPaint(host, host.stdout);
    if (format === 'json') await host.stdout.write('{"version":1,"entries":[');
    if (format === 'text' && size === 0)
      await host.stdout.write('the log is empty: nothing was inserted or decided yet\n');
    let separator = '';
    for await (const item of entries) {
      if (host.signal.aborted) break;
      if (format === 'json') await host.stdout.write(`${separator}\n${entryJson(item)}`);
      else await host.stdout.write(`${format === 'jsonl' ? entryJson(item) : describeEntry(item, paint)}\n`);
      separator = ',';
    }
    if (format === 'json') await host.stdout.write('\n]}\n');
    return exitCode.ok;
  },
};

async function* readBackwards(files: LogFiles, first: number, end: number): AsyncGenerator<ReadEntry> {
  for (let to = end; to > first; to -= blockSize) {
    const block: ReadEntry[] = [];
    for await (const item of readEntries(files, Math.max(first, to - blockSize), to)) block.push(item);
    yield* block.reverse();
  }
}

/** Returns the number given, infinity for none; throws `CliError`. */
export function parseLimit(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CliError('USAGE', `'${text}' is not a number of entries`, 'give --limit a whole number above 0');
}
