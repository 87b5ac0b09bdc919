/** `portcullis policy init`: looks at a repository and proposes a policy for it. */

import { join, resolve } from 'node:path';
import { defaultAnswers, type Proposal, proposePolicy } from '../../engine/policy/propose/propose';
import type { Survey } from '../../engine/policy/propose/survey';
import { explainFileError } from '../../host/readText';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost, Output } from '../host';
import { createAsker } from '../init/ask';
import { askQuestions } from '../init/questions';
import { surveyRepository } from '../init/survey';
import { showPath } from '../paths';
import { count, printable } from '../terminal';
import type { Verb } from '../verb';

const help = `
The policy starts in observe mode, with tests made from files that are there. Questions are asked on a terminal only.`;

export const policyInit: Verb = {
  words: 'policy init',
  summary: 'look at a repository and propose a policy for it',
  define(command) {
    command
      .option('--root <folder>', 'the repository to look at', '.')
      .option('--output <file>', "where to write it, '-' for stdout (default: policy.yaml in the root)")
      .option('--yes', 'ask nothing, take the default of each question')
      .option('--force', 'replace a file that is there')
      .addHelpText('after', help);
  },
  async run(host, _, options) {
    const root = await folderOf(host, options['root'] as string);
    const output = options['output'] as string | undefined;
    const file =
      output === '-' ? undefined : output === undefined ? join(root, 'policy.yaml') : resolve(host.cwd, output);
    if (file !== undefined && options['force'] !== true) await refuseExisting(host, file);
    const survey = await surveyRepository(host, root);
    if (host.signal.aborted) return exitCode.interrupted;
    const isAsking = options['yes'] !== true && host.stdin.isTTY === true && host.stdout.isTTY;
    const answers = isAsking ? await askQuestions(survey, createAsker(host)) : defaultAnswers(survey);
    const proposal = proposePolicy(survey, answers, host.now());
    if (host.signal.aborted) return exitCode.interrupted;
    if (file === undefined) {
      await host.stdout.write(proposal.text);
      await print(host.stderr, [...summarise('the policy', survey, proposal), ...packLines(proposal)]);
      return exitCode.ok;
    }
    await writeTo(host, file, proposal.text);
    const shown = showPath(host.cwd, file);
    await print(host.stdout, [
      ...summarise(shown, survey, proposal),
      ...nextLines(shown, proposal),
      ...packLines(proposal),
    ]);
    return exitCode.ok;
  },
};

async function folderOf(host: CliHost, root: string): Promise<string> {
  const folder = resolve(host.cwd, root);
  for await (const first of host.files.walk(folder, {})) {
    if (first.kind === 'error' && first.isStart) {
      throw new CliError('INPUT', `can't look at '${root}': ${first.message}`, 'name a folder with --root');
    }
    if (first.kind === 'file' && first.path === folder) {
      throw new CliError('INPUT', `'${root}' is a file`, 'name a folder with --root');
    }
    break;
  }
  return folder;
}

async function refuseExisting(host: CliHost, file: string): Promise<void> {
  const found = await host.files.readText(file, { maxBytes: 0 });
  if (found.kind === 'missing') return;
  const shown = showPath(host.cwd, file);
  throw new CliError(
    'INPUT',
    `'${shown}' is there already`,
    'choose another place with --output, or replace it with --force',
  );
}

async function writeTo(host: CliHost, file: string, text: string): Promise<void> {
  try {
    await host.files.writeText(file, text);
  } catch (error) {
    throw new CliError('INPUT', `can't write '${showPath(host.cwd, file)}': ${explainFileError(error)}`);
  }
}

function print(output: Output, lines: readonly string[]): Promise<void> {
  return output.write(lines.map((line) => `${printable(line)}\n`).join(''));
}

function summarise(file: string, survey: Survey, { rules, tests }: Proposal): string[] {
  const places = rules.filter(({ paths, files }) => paths !== undefined && files.length > 0);
  const found = rules.filter(({ text, files }) => text !== undefined && files.length > 0);
  return [
    `${file}: ${count(rules.length, 'rule')} and ${count(tests.length, 'test')} from ${count(survey.paths.length, 'file')}, in observe mode`,
    ...places.map(({ id, files }) => `  ${id}: ${count(files.length, 'file')}, for example ${files[0]}`),
    ...found.map(
      ({ id, files }) => `  ${id}: seen in ${files.length} of ${count(survey.samples.length, 'file')} looked at`,
    ),
    ...(found.some(({ id }) => id === 'secrets') ? ["  where the secrets are, 'portcullis scan' tells"] : []),
  ];
}

function nextLines(file: string, { tests }: Proposal): string[] {
  const name = shellWord(file);
  const first = tests.find(({ path, destination }) => path !== undefined && destination !== undefined);
  const destination =
    first?.destination?.model === undefined ? '--host api.example.com' : `--model ${first.destination.model}`;
  return [
    'next:',
    `  portcullis policy check ${name}`,
    `  portcullis policy test --coverage ${name}`,
    `  portcullis policy explain --policy ${name} --path ${shellWord(first?.path ?? 'src/main.ts')} ${destination} --channel chat`,
  ];
}

function packLines({ packs }: Proposal): string[] {
  if (packs.length === 0) return [];
  return ['packs that go further:', ...packs.map(({ name, why }) => `  policies/packs/${name}.yaml, for ${why}`)];
}

/** File names come from the repository, and these lines are copied to a shell. */
function shellWord(text: string): string {
  return /^[\w./@+][\w./@+-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
