/** `portcullis scan`: what the detectors see in files. */

import { Option } from 'commander';
import { builtinDetectors } from '../../engine/detect/builtin';
import { compileDetectors } from '../../engine/detect/compile';
import type { Confidence } from '../../engine/detect/types';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { defineFormat } from '../options';
import { definePolicyOptions, policyFromOptions } from '../policyFiles';
import { reporters } from '../reporters';
import type { Reporter, ScanError } from '../reporters/reporter';
import { createProgress } from '../scan/progress';
import { maxFileBytes, type Scanned, type ScanOptions, scanContent, scanFiles } from '../scan/scanFiles';
import { readStdin } from '../stdin';
import { printable, tell, warn } from '../terminal';
import type { Verb } from '../verb';

const help = `
Files are read in the order of their paths. What .gitignore files name is left out, except files whose names
usually hold credentials (.env*, private keys, kubeconfig and the like); of ignored folders only those of
dependencies and caches (node_modules and the like) are not searched for such names. A path that is named is read
even where it is ignored. '--all' reads everything but .git. Links below a path are not followed.`;

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
      .option('--stdin-filename <name>', "how to name what '-' reads", '<stdin>')
      .addHelpText('after', help);
    defineFormat(command, ['text', 'json', 'sarif', 'jsonl']);
    definePolicyOptions(command);
  },
  async run(host, [paths], options) {
    const policy = await policyFromOptions(host, options);
    const scanner = policy?.scanner ?? compileDetectors(builtinDetectors, { vet: false }).scanner;
    const key = createKeySource(host);
    const scanOptions: ScanOptions = {
      scanner,
      minConfidence: options['minConfidence'] as Confidence,
      all: options['all'] === true,
      fingerprintKey: key,
    };
    const create = reporters[options['format'] as string];
    if (create === undefined) throw new CliError('USAGE', 'unknown format');
    const source = sourceOf(host, paths as readonly string[], options['stdinFilename'] as string, scanOptions);
    return report(host, source, create(host, scanner.detectors));
  },
};

function sourceOf(
  host: CliHost,
  paths: readonly string[],
  stdinName: string,
  options: ScanOptions,
): AsyncIterable<Scanned> {
  if (!paths.includes('-')) return scanFiles(host, paths, options);
  if (paths.length > 1)
    throw new CliError('USAGE', "'-' can't be mixed with paths", 'scan stdin and files one after the other');
  return (async function* () {
    yield* scanContent(stdinName, await readStdin(host, maxFileBytes), options, true);
  })();
}

/** Tells everything there is to tell and returns the exit code. */
async function report(host: CliHost, source: AsyncIterable<Scanned>, reporter: Reporter): Promise<number> {
  const progress = createProgress(host);
  const binary: string[] = [];
  const errors: ScanError[] = [];
  const counts = { scanned: 0, links: 0, found: 0 };
  await reporter.start();
  for await (const item of source) {
    if (item.kind === 'binary') binary.push(item.path);
    else if (item.kind === 'link') counts.links++;
    else if (item.kind === 'failed') {
      errors.push(item);
      await progress.clear();
      await tell(host, item.isFatal ? 'error' : 'warning', `${printable(item.path)}: ${item.message}`);
    } else {
      counts.scanned++;
      counts.found += item.findings.length;
      if (item.findings.length > 0) await progress.clear();
      await reporter.findings(item.findings);
    }
    await progress.step();
  }
  await progress.clear();
  await reporter.end({ ...counts, binary, errors, complete: !host.signal.aborted });
  if (errors.some(({ isFatal }) => isFatal)) return exitCode.error;
  return counts.found > 0 ? exitCode.found : exitCode.ok;
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
