/** `portcullis scan`: what the detectors see in files. */

import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { builtinDetectors } from '../../engine/detect/builtin';
import type { Confidence } from '../../engine/detect/types';
import { scannerFor } from '../../engine/policy/scanners';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { defineFormat } from '../options';
import { definePolicyOptions, policyFromOptions } from '../policyFiles';
import { reporters } from '../reporters';
import { baselineFromOptions, looksFor } from '../scan/baselines';
import { reportScan } from '../scan/reportScan';
import type { ScanEvent } from '../scan/scanEvents';
import { maxFileBytes, type ScanOptions, scanContent, scanFiles } from '../scan/scanFiles';
import { readStdin } from '../stdin';
import { warn } from '../terminal';
import type { Verb } from '../verb';

const help = `
Files are read in the order of their paths. What .gitignore files name is left out, except files whose names
usually hold credentials (.env*, private keys, kubeconfig and the like); of ignored folders only those of
dependencies and caches (node_modules and the like) are not searched for such names. A path that is named is read
even where it is ignored. '--all' reads everything but .git. Links below a path are not followed.

A comment 'portcullis:allow secret/name until=2027-01-31 -- reason' on a finding's line, or alone on the line before,
quiets it; the detector may be a glob of one family. '--no-suppressions' shows all.

'--write-baseline FILE' writes down what is found now, as digests under a salt of the file's own, and takes out what is
no longer there; '--baseline FILE' then leaves it out, wherever in the same file it moves. New findings are told and
make the exit code 1; with --write-baseline it is 0. Neither comments nor baselines change what a file is classified as.`;

export const scan: Verb = {
  words: 'scan',
  summary: 'find secrets, personal data and markings in files',
  define(command) {
    command
      .argument('<path...>', "files and folders, or '-' for stdin")
      .option('--all', 'read ignored files too')
      .addOption(
        new Option('--min-confidence <level>', 'leave out weaker findings')
          .choices(['low', 'medium', 'high'])
          .default('low'),
      )
      .option('--baseline <file>', 'leave out findings that this file knows')
      .option('--write-baseline <file>', 'leave out what this file knows, and write down what is found')
      .option('--no-suppressions', 'show findings that a comment quiets, too')
      .option('--jobs <n>', 'how many threads scan large trees (default: one for each core, at most 4)', parseJobs)
      .option('--stdin-filename <name>', "how to name what '-' reads", '<stdin>')
      .addHelpText('after', help);
    defineFormat(command, ['text', 'json', 'sarif', 'jsonl']);
    definePolicyOptions(command);
  },
  async run(host, [named], options) {
    const paths = named as readonly string[];
    const policy = await policyFromOptions(host, options);
    const scanner = policy?.scanner ?? scannerFor(builtinDetectors);
    const create = reporters[options['format'] as string];
    if (create === undefined) throw new CliError('USAGE', 'unknown format');
    const baseline = await baselineFromOptions(host, options);
    const scanOptions: ScanOptions = {
      scanner,
      minConfidence: options['minConfidence'] as Confidence,
      all: options['all'] === true,
      suppressions: options['suppressions'] !== false,
      now: host.now().getTime(),
      fingerprintKey: createKeySource(host),
      jobs: (options['jobs'] as number | undefined) ?? Math.min(host.cores ?? 1, mostJobs),
      baseline,
      ...(policy === undefined ? {} : { detectors: scanner.detectors }),
    };
    const source = sourceOf(host, paths, options['stdinFilename'] as string, scanOptions);
    const { exitCode: code, complete } = await reportScan(host, source, create(host, scanner.detectors));
    await baseline?.end({
      complete,
      roots: paths.map((path) => resolve(host.cwd, path === '-' ? (options['stdinFilename'] as string) : path)),
      looksFor: looksFor(scanner, policy !== undefined),
    });
    return baseline?.writes === true && code === exitCode.found ? exitCode.ok : code;
  },
};

const mostJobs = 4;

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64)
    throw new InvalidArgumentError('It must be a number from 1 to 64.');
  return jobs;
}

function sourceOf(
  host: CliHost,
  paths: readonly string[],
  stdinName: string,
  options: ScanOptions,
): AsyncIterable<ScanEvent> {
  if (!paths.includes('-')) return scanFiles(host, paths, options);
  if (paths.length > 1)
    throw new CliError('USAGE', "'-' can't be mixed with paths", 'scan stdin and files one after the other');
  return (async function* () {
    yield* scanContent(stdinName, await readStdin(host, maxFileBytes), options);
  })();
}

/** Asks for the user's key at the first finding only, and says where it won't be the same next time. */
function createKeySource(host: CliHost): () => Promise<Uint8Array> {
  let loaded: Promise<Uint8Array> | undefined;
  const load = async (): Promise<Uint8Array> => {
    const { key, problem } = await host.fingerprintKey();
    if (problem !== undefined) {
      await warn(
        host,
        `the key for fingerprints can't be kept: ${problem}`,
        'fingerprints of this run match no other run',
      );
    }
    return key;
  };
  return () => {
    loaded ??= load();
    return loaded;
  };
}
