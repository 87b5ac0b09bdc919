/** `portcullis log verify`: whether the provenance log is whole, and where it is not. */

import type { LogProblem } from '../../provenance/logError';
import { verifyLog } from '../../provenance/verifyLog';
import { exitCode } from '../exitCode';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import { count, createPaint, printable } from '../terminal';
import type { Verb } from '../verb';

export const logVerify: Verb = {
  words: 'log verify',
  summary: 'check that the provenance log is whole',
  define(command) {
    defineLogOption(command);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, _, options) {
    const report = await verifyLog(await logFromOptions(host, options));
    if (options['format'] === 'json')
      await host.stdout.write(`${JSON.stringify({ version: 1, ...report }, undefined, 1)}\n`);
    else {
      const paint = createPaint(host, host.stdout);
      const entries = report.size === 1 ? '1 entry' : `${report.size} entries`;
      const last = report.ok
        ? report.size === 0
          ? `${paint('green', 'ok')}: the log is empty, there is nothing to verify yet`
          : `${paint('green', 'ok')}: ${entries}, root ${report.root}`
        : `${paint('red', 'FAILED')}: ${count(report.problems.length, 'problem')} in a log of ${entries}`;
      await host.stdout.write(`${[...report.problems.map(describe), last].join('\n')}\n`);
    }
    return report.ok ? exitCode.ok : exitCode.found;
  },
};

/** `file:offset CODE entry N: message`, without what isn't known. */
function describe({ code, index, file, offset, message }: LogProblem): string {
  const place = offset === undefined ? file : `${file}:${offset}`;
  return printable(`${place} ${code} ${index === undefined ? '' : `entry ${index}: `}${message}`);
}
