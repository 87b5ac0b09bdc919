/** `portcullis log verify`: whether the provenance log is whole, and where it is not. */

import { resolve } from 'node:path';
import { countErased } from '../../provenance/erasure';
import type { LogProblem } from '../../provenance/logError';
import { readLogSize } from '../../provenance/readEntries';
import { type LogReport, type VerifyOptions, verifyLog } from '../../provenance/verifyLog';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { collect, readKeptCheckpoint, trustedFromOptions } from '../log/checkpointOptions';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import { count, createPaint, printable } from '../terminal';
import type { Verb } from '../verb';

/** Below it, starting threads takes longer than verifying. */
const largeLog = 100_000;

const help = `
This user's own log has to be signed with this user's key; another one with a key given by --key. What no witness has
confirmed, and no checkpoint kept elsewhere is compared with, can have been replaced by whoever has full rights on
this machine: that the log is whole in itself doesn't show that it is the one there was.`;

export const logVerify: Verb = {
  words: 'log verify',
  summary: 'check that the provenance log is whole',
  define(command) {
    command
      .option('--against <checkpoint>', 'a checkpoint kept elsewhere that the log must go on from; repeatable', collect)
      .option('--key <verifier>', "a key that the log must be signed with, as 'log key' prints it; repeatable", collect)
      .addHelpText('after', help);
    defineLogOption(command);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, _, options) {
    const files = await logFromOptions(host, options);
    const paths = (options['against'] as readonly string[] | undefined) ?? [];
    const against = await Promise.all(paths.map((path) => readKeptCheckpoint(host, path)));
    const trusted = await trustedFromOptions(host, options);
    const { size } = await readLogSize(files);
    const verified = await withThreads(host, options, size, (threads) =>
      verifyLog(files, { against, trusted: size > 0 ? trusted : [], ...threads }),
    );
    const report = { ...verified, erased: await countErased(files) };
    if (options['format'] === 'json')
      await host.stdout.write(`${JSON.stringify({ version: 1, ...report }, undefined, 1)}\n`);
    else await host.stdout.write(`${describeReport(host, report, paths.length > 0).join('\n')}\n`);
    return report.ok ? exitCode.ok : exitCode.found;
  },
};

async function withThreads(
  host: CliHost,
  options: Readonly<Record<string, unknown>>,
  size: number,
  verify: (threads: Pick<VerifyOptions, 'verifyRange' | 'parallel'>) => Promise<LogReport>,
): Promise<LogReport> {
  const cores = host.cores ?? 1;
  if (size < largeLog || !host.log || cores < 2) return verify({});
  const named = options['log'] as string | undefined;
  const directory = named === undefined ? host.logDirectory : resolve(host.cwd, named);
  const threads = host.log.startVerifyThreads(directory, cores);
  try {
    return await verify({ verifyRange: threads.verifyRange, parallel: 2 * cores });
  } finally {
    threads.stop();
  }
}

type Told = LogReport & { readonly erased: number };

function describeReport(host: CliHost, report: Told, isCompared: boolean): string[] {
  const paint = createPaint(host, host.stdout);
  const entries = report.size === 1 ? '1 entry' : `${report.size} entries`;
  if (!report.ok) {
    const failed = `${paint('red', 'FAILED')}: ${count(report.problems.length, 'problem')} in a log of ${entries}`;
    return [...report.problems.map(describe), failed];
  }
  const ok = paint('green', 'ok');
  if (report.size === 0) return [`${ok}: the log is empty, there is nothing to verify yet`];
  const lines = [`${ok}: ${entries}, root ${report.root}`];
  if (report.pruned !== undefined)
    lines.push(
      `pruned: the first ${report.pruned} entries were dropped by a signed statement; their hashes are verified`,
    );
  if (report.erased > 0)
    lines.push(`erased: the personal values of ${report.erased === 1 ? '1 entry' : `${report.erased} entries`}`);
  lines.push(report.key === undefined ? 'not signed: there is no key in this log' : `signed: ${printable(report.key)}`);
  for (const { name, size, time } of report.witnesses ?? [])
    lines.push(`witnessed: ${size} entries by ${printable(name)} at ${time}`);
  if (report.witnesses === undefined && !isCompared) {
    lines.push(
      'not witnessed: that nobody with full rights on this machine has replaced the log, it alone can not show',
    );
  }
  return lines;
}

/** `file:offset CODE entry N: message`, without what isn't known. */
function describe({ code, index, file, offset, message }: LogProblem): string {
  const place = offset === undefined ? file : `${file}:${offset}`;
  return printable(`${place} ${code} ${index === undefined ? '' : `entry ${index}: `}${message}`);
}
