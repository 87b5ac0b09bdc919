/** `portcullis log export`: the provenance log in the formats of other tools. */

import { resolve } from 'node:path';
import { Option } from 'commander';
import { explainFileError } from '../../host/readText';
import { exportFormats } from '../../provenance/exports';
import { ExportTooLarge, type ExportWriter } from '../../provenance/exports/format';
import { type ReadEntry, readEntries, readLogOrigin } from '../../provenance/readEntries';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { defineLogOption, logFromOptions } from '../logOptions';
import { count } from '../terminal';
import { definePeriod, type Period, periodFromOptions } from '../time';
import type { Verb } from '../verb';

/** Text is handed on in pieces of this many characters. */
const pieceLength = 64 * 1024;

const help = `
Formats:
${exportFormats.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join('\n')}

What was erased is said to be erased. Entries are not verified: see 'portcullis log verify'.`;

export const logExport: Verb = {
  words: 'log export',
  summary: "write the provenance log in another tool's format",
  define(command) {
    command
      .addOption(
        new Option('--format <form>', 'the format')
          .choices(exportFormats.map(({ name }) => name))
          .makeOptionMandatory(),
      )
      .option('--out <file>', 'write to a file, for its owner alone, instead of stdout')
      .addHelpText('after', help);
    definePeriod(command);
    defineLogOption(command);
  },
  async run(host, _, options) {
    const files = await logFromOptions(host, options);
    const period = periodFromOptions(options);
    const format = exportFormats.find(({ name }) => name === options['format']);
    const origin = await readLogOrigin(files);
    const writer = format?.start({ version: host.version, origin }) as ExportWriter;
    const { output, finish, discard } = await openOutput(host, options['out'] as string | undefined);
    try {
      const told = await writeAll(host, writer, readEntries(files), period, output);
      if (host.signal.aborted) {
        await discard();
        return exitCode.interrupted;
      }
      await finish();
      await host.stderr.write(`portcullis: exported from ${describe(told)}\n`);
      return exitCode.ok;
    } catch (error) {
      await discard();
      if (!(error instanceof ExportTooLarge)) throw error;
      const [message = '', hint = ''] = error.message.split('; ');
      throw new CliError('INPUT', `can't export ${message}`, hint);
    }
  },
};

interface Told {
  /** How many were in the period, whether or not the format has a place for them. */
  readonly entries: number;
  readonly erased: number;
}

async function writeAll(
  host: CliHost,
  writer: ExportWriter,
  items: AsyncIterable<ReadEntry>,
  period: Period,
  write: (text: string) => Promise<void>,
): Promise<Told> {
  let entries = 0;
  let erased = 0;
  let waiting = writer.header();
  for await (const item of items) {
    if (host.signal.aborted) break;
    if (!period.has(item.entry.time)) continue;
    waiting += writer.entry(item);
    entries++;
    if (item.path === undefined) erased++;
    if (waiting.length < pieceLength) continue;
    await write(waiting);
    waiting = '';
  }
  await write(waiting + writer.footer());
  return { entries, erased };
}

async function openOutput(host: CliHost, name: string | undefined) {
  const nothing = async (): Promise<void> => undefined;
  if (name === undefined)
    return { output: (text: string) => host.stdout.write(text), finish: nothing, discard: nothing };
  try {
    const file = await host.files.create(resolve(host.cwd, name));
    return { output: (text: string) => file.write(text), finish: () => file.finish(), discard: () => file.discard() };
  } catch (error) {
    throw new CliError(
      'INPUT',
      `can't write '${name}': ${explainFileError(error)}`,
      'name a file in a folder of yours',
    );
  }
}

function describe({ entries, erased }: Told): string {
  const all = entries === 1 ? '1 entry' : `${entries} entries`;
  return erased === 0 ? all : `${all}; ${count(erased, 'path')} erased`;
}
