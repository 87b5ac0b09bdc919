/** `portcullis detectors test`: whether detectors are safe and find what their own examples say. */

import { resolve } from 'node:path';
import { builtinDetectors } from '../../engine/detect/builtin';
import { compileDetectors } from '../../engine/detect/compile';
import { maxPolicyLength } from '../../engine/policy/document';
import type { Problem } from '../../engine/policy/problem';
import { CliError } from '../cliError';
import { parseDetectors } from '../detectors/parseDetectors';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { formatProblem } from '../policyFiles';
import { count, printable } from '../terminal';
import type { Verb } from '../verb';

const help = `
A file is a detector by itself, as in policies/detectors, or a policy with detectors of its own. Each expression is vetted,
each example run. Without files the built-in detectors are tested.
Exit codes: 0 all hold; 1 a problem; 2 error.`;

export const detectorsTest: Verb = {
  words: 'detectors test',
  summary: "vet detectors' expressions and run their examples",
  define(command) {
    command.argument('[file...]', 'detectors or policies (YAML or JSON)').addHelpText('after', help);
  },
  async run(host, [files], _options) {
    const named = [...new Set(files as readonly string[])];
    return named.length === 0 ? testBuiltin(host) : testFiles(host, named);
  },
};

async function testBuiltin(host: CliHost): Promise<number> {
  const { problems } = compileDetectors(builtinDetectors);
  for (const { message, hint } of problems) {
    await host.stdout.write(`${printable(message)}${hint === undefined ? '' : ` (${printable(hint)})`}\n`);
  }
  const examples = builtinDetectors.flatMap((each) => [
    ...(each.examples?.match ?? []),
    ...(each.examples?.ignore ?? []),
  ]);
  const tried = examples.length > 0 ? count(examples.length, 'example') : 'their examples are not part of this build';
  await host.stdout.write(`${count(builtinDetectors.length, 'detector')}, ${tried}: ${sum(problems.length)}\n`);
  return problems.length === 0 ? exitCode.ok : exitCode.found;
}

async function testFiles(host: CliHost, files: readonly string[]): Promise<number> {
  const problems: Problem[] = [];
  let detectors = 0;
  for (const file of files) {
    const text = await read(host, file);
    const parsed = parseDetectors(text, file);
    if (parsed.count === 0 && parsed.problems.length === 0) {
      throw new CliError(
        'INPUT',
        `'${file}' has no detectors`,
        'name a detector, or a policy with a detectors section',
      );
    }
    detectors += parsed.count;
    problems.push(...parsed.problems);
  }
  for (const problem of problems) await host.stdout.write(`${formatProblem(problem)}\n`);
  await host.stdout.write(`${count(detectors, 'detector')}: ${sum(problems.length)}\n`);
  return problems.length === 0 ? exitCode.ok : exitCode.found;
}

function sum(problems: number): string {
  return problems === 0 ? 'ok' : count(problems, 'problem');
}

async function read(host: CliHost, file: string): Promise<string> {
  const found = await host.files.readText(resolve(host.cwd, file), { maxBytes: maxPolicyLength });
  if (found.kind === 'text' && found.lossy !== true) return found.text;
  const reasons = {
    text: 'it is not UTF-8',
    binary: 'it is not text',
    'too-large': 'it is too large',
    missing: 'no such file',
  } as const;
  const reason = found.kind === 'unreadable' ? found.message : reasons[found.kind];
  throw new CliError('INPUT', `can't read '${file}': ${reason}`, 'name a file with detectors');
}
