/** `portcullis explain`: what spoke for and against a finding, or against what is none. */

import { resolve } from 'node:path';
import { builtinDetectors } from '../../engine/detect/builtin';
import { scannerFor } from '../../engine/policy/scanners';
import { CliError } from '../cliError';
import { type ExplainedValue, explainPart, type Target } from '../detectors/explainPart';
import { explainLines } from '../detectors/explainText';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { defineFormat } from '../options';
import { showPath } from '../paths';
import { definePolicyOptions, policyFromOptions } from '../policyFiles';
import { maxFileBytes } from '../scan/scanFiles';
import { printable } from '../terminal';
import type { Verb } from '../verb';

const help = `
FINDING is a place as 'scan' prints it, PATH:LINE or PATH:LINE:COLUMN, or a fingerprint (k1:…) with the path of its file.
What has a detector's form and still is no finding is told, too, with what rules it out. Values are shown by their first
and last characters alone. Why a file may flow to a model or not is told by 'portcullis policy explain'.`;

export const explainFinding: Verb = {
  words: 'explain',
  summary: 'tell what spoke for and against a finding',
  define(command) {
    command
      .argument('<finding>', 'PATH:LINE[:COLUMN], or a fingerprint')
      .argument('[path]', "the file of the fingerprint's value")
      .addHelpText('after', help);
    defineFormat(command, ['text', 'json']);
    definePolicyOptions(command);
  },
  async run(host, [finding, named], options) {
    const { path, target } = parseFinding(finding as string, named as string | undefined);
    const policy = await policyFromOptions(host, options);
    const scanner = policy?.scanner ?? scannerFor(builtinDetectors);
    const shown = showPath(host.cwd, resolve(host.cwd, path));
    const text = await read(host, path);
    const { key } = await host.fingerprintKey();
    const values = explainPart({ scanner, text, path: shown, now: host.now().getTime(), key }, target);
    if (values === undefined) {
      throw new CliError(
        'INPUT',
        `'${path}' has no line ${'line' in target ? target.line : ''}`.trim(),
        'scan it again',
      );
    }
    if ('fingerprint' in target && values.length === 0) {
      throw new CliError(
        'INPUT',
        `no finding in '${path}' has that fingerprint`,
        'fingerprints are of one user and machine',
      );
    }
    await print(host, shown, values, options['format'] as string);
    return exitCode.ok;
  },
};

function parseFinding(finding: string, named: string | undefined): { path: string; target: Target } {
  if (/^k1:[0-9a-f]{32}$/.test(finding)) {
    if (named !== undefined) return { path: named, target: { fingerprint: finding } };
    throw new CliError('USAGE', 'a fingerprint needs the path of its file', `portcullis explain ${finding} PATH`);
  }
  const [, path, line, column] = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/.exec(finding) ?? [];
  if (path === undefined || named !== undefined) {
    throw new CliError(
      'USAGE',
      `'${finding}' is no place of a finding`,
      'write PATH:LINE[:COLUMN], or a fingerprint and PATH',
    );
  }
  return { path, target: { line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) } };
}

async function read(host: CliHost, path: string): Promise<string> {
  const found = await host.files.readText(resolve(host.cwd, path), { maxBytes: maxFileBytes });
  if (found.kind === 'text') return found.text;
  const reasons = { binary: 'it is not text', 'too-large': 'it is too large', missing: 'no such file' } as const;
  const reason = found.kind === 'unreadable' ? found.message : reasons[found.kind];
  throw new CliError('INPUT', `can't read '${path}': ${reason}`, 'name a text file');
}

async function print(host: CliHost, path: string, values: readonly ExplainedValue[], format: string): Promise<void> {
  if (format === 'json') {
    const report = { version: 1, path, values };
    await host.stdout.write(`${JSON.stringify(report, undefined, 1)}\n`);
    return;
  }
  if (values.length === 0) await host.stdout.write('no detector looks closely at anything there\n');
  const lines = values.flatMap((value) => explainLines(path, value));
  if (lines.length > 0) await host.stdout.write(`${lines.map(printable).join('\n')}\n`);
}
