/** `portcullis policy check`: every problem of policy files, and what is valid in them but hardly meant. */

import type { Command } from 'commander';
import { maxPolicyLength } from '../../engine/policy/document';
import { lintPolicy } from '../../engine/policy/lint';
import { type ParsedPolicy, type ParseOptions, parsePolicy } from '../../engine/policy/parse';
import type { Problem } from '../../engine/policy/problem';
import type { LayerKind, Policy } from '../../engine/policy/types';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { defineFormat } from '../options';
import { formatProblem, parsePolicyFile } from '../policyFiles';
import { readStdin } from '../stdin';
import { printable, tell } from '../terminal';
import { parseTime } from '../time';
import type { Verb } from '../verb';

interface Checked {
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

export const policyCheck: Verb = {
  words: 'policy check',
  summary: 'list every problem of policy files',
  define(command: Command) {
    command
      .argument('<file...>', "policy files (YAML or JSON), '-' for stdin")
      .option('--below <file>', "take the files as lower layers of this organisation's policy")
      .option('--strict', 'end with 1 where there are warnings, too')
      .option('--now <time>', 'judge what expires as at this time (ISO 8601 with zone)');
    defineFormat(command, ['text', 'json', 'jsonl']);
  },
  async run(host, [files], options) {
    const now = parseTime(options['now'] as string | undefined) ?? host.now();
    const below = await readBelow(host, options['below'] as string | undefined);
    const checked: Checked[] = [];
    let isComplete = true;
    for (const named of new Set(files as readonly string[])) {
      const file = named === '-' ? '<stdin>' : named;
      try {
        const as: ParseOptions = below === undefined ? {} : { as: 'layer', below };
        const parsed =
          named === '-' ? await parseStdin(host, file, as) : (await parsePolicyFile(host, file, as)).parsed;
        checked.push({ file, problems: parsed.problems, warnings: warningsOf(parsed, now, below) });
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        isComplete = false;
        await tell(host, 'error', printable(error.message), error.hint);
      }
    }
    await print(host, checked, options['format'] as string);
    if (!isComplete) return exitCode.error;
    const counted = checked.flatMap(({ problems, warnings }) =>
      options['strict'] === true ? [...problems, ...warnings] : problems,
    );
    return counted.length === 0 ? exitCode.ok : exitCode.found;
  },
};

async function parseStdin(host: CliHost, shown: string, options: ParseOptions): Promise<ParsedPolicy> {
  const found = await readStdin(host, maxPolicyLength);
  if (found.kind === 'text' && !found.lossy) return parsePolicy(found.text, shown, options);
  const why = found.kind === 'too-large' ? `has more than ${maxPolicyLength} bytes` : 'is not UTF-8 text';
  throw new CliError('INPUT', `stdin ${why}`, 'pipe in a policy');
}

/** Returns the organisation's policy that lower layers are checked against; throws `CliError` where it's broken. */
async function readBelow(host: CliHost, file: string | undefined): Promise<ParseOptions['below']> {
  if (file === undefined) return undefined;
  const { parsed } = await parsePolicyFile(host, file, { as: 'organisation' });
  if (parsed.policy !== undefined) return parsed.policy;
  const lines = parsed.problems.map(formatProblem);
  throw new CliError('INPUT', `the policy '${file}' is broken:\n${lines.join('\n')}`, 'mend it first');
}

function warningsOf({ document, policy, layer }: ParsedPolicy, now: Date, below: Policy | undefined): Problem[] {
  const subject = policy ?? layer;
  if (subject === undefined) return [];
  const lower: LayerKind = layer?.metadata.layer === 'workspace' ? 'workspace' : 'team';
  const kind = layer === undefined ? 'organisation' : lower;
  const warnings = lintPolicy({ document, policy: subject, kind, now, ...(below === undefined ? {} : { below }) });
  // What an editor can do about them stays there.
  return warnings.map(({ fixes, ...warning }) => warning);
}

async function print(host: CliHost, checked: readonly Checked[], format: string): Promise<void> {
  const problems = checked.flatMap((each) => each.problems);
  const warnings = checked.flatMap((each) => each.warnings);
  if (format === 'json') {
    await host.stdout.write(`${JSON.stringify({ version: 1, problems, warnings }, undefined, 1)}\n`);
  } else if (format === 'jsonl') {
    await host.stdout.write([...problems, ...warnings].map((problem) => `${JSON.stringify(problem)}\n`).join(''));
  } else {
    for (const { file, problems: wrong, warnings: odd } of checked) {
      const lines = [
        ...(wrong.length === 0 ? [`${printable(file)}: ok`] : []),
        ...[...wrong, ...odd].map(formatProblem),
      ];
      await host.stdout.write(`${lines.join('\n')}\n`);
    }
  }
}
