/** `portcullis classify`: the labels of files and why they have them. */

import { resolve } from 'node:path';
import { formatLabel } from '../../engine/label';
import type { ClassifiedFile } from '../../lsp/protocol';
import { classifyFile } from '../classifyFiles';
import { isCredentialName, isForeignFolder } from '../credentialNames';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { defineFormat } from '../options';
import { showPath } from '../paths';
import { definePolicyOptions, policyFromOptions } from '../policyFiles';
import { mergeSorted } from '../scan/mergeSorted';
import { readAhead } from '../scan/readAhead';
import { createPaint, printable, tell } from '../terminal';
import type { Verb } from '../verb';

/** Paths a request to the service, so that its answers stay small. */
const batchSize = 100;
const filesAhead = 4;

export const classify: Verb = {
  words: 'classify',
  summary: 'show the labels of files and why they have them',
  define(command) {
    command
      .argument('<path...>', 'files, and folders with all that is not ignored in them')
      .option('--root <folder>', "the workspace's root, which the policy's paths are relative to", '.');
    defineFormat(command, ['text', 'json', 'jsonl']);
    definePolicyOptions(command);
  },
  async run(host, [paths], options) {
    const policy = await policyFromOptions(host, options);
    const root = resolve(host.cwd, options['root'] as string);
    const walked = listFiles(host, paths as readonly string[]);
    const files =
      policy === undefined
        ? classifyByService(host, root, walked)
        : readAhead(walked, filesAhead, async (item) =>
            typeof item === 'string' ? classifyFile(host, policy, root, item) : item,
          );
    return report(host, files, options['format'] as string);
  },
};

async function* listFiles(host: CliHost, paths: readonly string[]): AsyncGenerator<string | ClassifiedFile> {
  const starts = [...new Set(paths.map((path) => resolve(host.cwd, path)))];
  const options = { isAlwaysListed: isCredentialName, isNeverEntered: isForeignFolder };
  const walks = starts.map((start) => host.files.walk(start, options));
  for await (const found of mergeSorted(walks, ({ path }) => showPath(host.cwd, path))) {
    if (host.signal.aborted) return;
    yield found.kind === 'error' ? { path: found.path, error: found.message } : found.path;
  }
}

async function* classifyByService(
  host: CliHost,
  root: string,
  walked: AsyncIterable<string | ClassifiedFile>,
): AsyncGenerator<ClassifiedFile> {
  let paths: string[] = [];
  const flush = async (): Promise<readonly ClassifiedFile[]> => {
    const asked = paths;
    paths = [];
    return asked.length === 0 ? [] : (await host.service.classify({ root, paths: asked })).files;
  };
  for await (const item of walked) {
    if (typeof item === 'string') paths.push(item);
    if (paths.length === batchSize || typeof item !== 'string') yield* await flush();
    if (typeof item !== 'string') yield item;
  }
  yield* await flush();
}

async function report(host: CliHost, files: AsyncIterable<ClassifiedFile>, format: string): Promise<number> {
  const paint = createPaint(host, host.stdout);
  let code: number = exitCode.ok;
  let separator = '';
  if (format === 'json') await host.stdout.write('{"version":1,"files":[');
  for await (const found of files) {
    const file = { ...found, path: showPath(host.cwd, resolve(host.cwd, found.path)) };
    if (file.error !== undefined) code = exitCode.error;
    if (format === 'json') await host.stdout.write(`${separator}\n${JSON.stringify(file)}`);
    else if (format === 'jsonl') await host.stdout.write(`${JSON.stringify(file)}\n`);
    else if (file.label === undefined)
      await tell(host, 'error', `${printable(file.path)}: ${file.error ?? 'not classified'}`);
    else {
      const binary = file.binary ? ' (binary, by its path alone)' : '';
      const lines = [...new Set((file.reasons ?? []).map(formatReason))];
      const title = `${paint('bold', printable(file.path))}: ${formatLabel(file.label)}${binary}`;
      await host.stdout.write(`${[title, ...lines].join('\n')}\n`);
    }
    separator = ',';
  }
  if (format === 'json') await host.stdout.write('\n]}\n');
  return code;
}

const causes: Readonly<Record<string, string>> = {
  default: 'no path rule applies',
  path: 'by its path',
  detector: 'found in it',
  budget: 'too costly to inspect to its end',
};

function formatReason({ rule, cause, label, detector }: NonNullable<ClassifiedFile['reasons']>[number]): string {
  const why = `${causes[cause] ?? cause}${detector === undefined ? '' : `: ${detector}`}`;
  return `  ${formatLabel(label)} by rule ${rule} (${why})`;
}
