/** Reads, checks and compiles the policy files that a command line names. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CompiledPolicy, compilePolicy } from '../engine/policy/compile';
import { type ParsedPolicy, parsePolicy } from '../engine/policy/parse';
import type { Problem } from '../engine/policy/problem';
import { hasCaseInsensitivePaths } from '../host/paths';
import { CliError } from './cliError';
import type { CliHost } from './host';
import { printable } from './terminal';

/** Declares `--policy` and `--layer`. */
export function definePolicyOptions(command: Command): void {
  command
    .option('--policy <file>', "use this policy alone, as the organisation's, without service or log")
    .option('--layer <file>', 'add a lower layer to --policy (repeatable)', (file: string, before: string[] = []) => [
      ...before,
      file,
    ]);
}

/** Returns the policy that `--policy` names, `undefined` where there is none; throws `CliError` where it's broken. */
export async function policyFromOptions(
  host: CliHost,
  options: Readonly<Record<string, unknown>>,
): Promise<CompiledPolicy | undefined> {
  const file = options['policy'] as string | undefined;
  const layers = options['layer'] as readonly string[] | undefined;
  if (layers !== undefined && file === undefined) {
    throw new CliError('USAGE', "'--layer' needs '--policy'", 'name the organisation layer with --policy FILE');
  }
  if (layers !== undefined) {
    // Leaving a layer out would answer more laxly than it asks for.
    throw new CliError(
      'INPUT',
      'this version reads one policy layer only',
      'put the rules of the layer into the --policy file',
    );
  }
  return file === undefined ? undefined : (await loadPolicy(host, file)).compiled;
}

/** Returns the compiled policy with its parsed form; throws `CliError` with every problem where it's broken. */
export async function loadPolicy(
  host: CliHost,
  file: string,
): Promise<{ compiled: CompiledPolicy; parsed: ParsedPolicy }> {
  const { parsed, digest } = await parsePolicyFile(host, file);
  if (parsed.policy === undefined) {
    const lines = parsed.problems.map(formatProblem);
    throw new CliError(
      'INPUT',
      `the policy '${file}' is broken:\n${lines.join('\n')}`,
      `see 'portcullis policy check ${file}'`,
    );
  }
  const caseInsensitivePaths = hasCaseInsensitivePaths(host.platform);
  return { compiled: compilePolicy(parsed.policy, { digest, caseInsensitivePaths }), parsed };
}

/** Reads and parses a policy; throws `CliError` where there is no such file. What is in the file is told by problems. */
export async function parsePolicyFile(host: CliHost, file: string): Promise<{ parsed: ParsedPolicy; digest: string }> {
  const found = await host.files.readPolicy(resolve(host.cwd, file));
  switch (found.kind) {
    case 'missing':
      throw new CliError('INPUT', `can't read '${file}': no such file`, 'check the path of the policy');
    case 'broken': {
      const { code, message, hint } = found;
      const problem: Problem = { path: file, line: 1, column: 1, pointer: '', code, message, hint };
      return { parsed: { problems: [problem], lineOf: () => 1 }, digest: '' };
    }
    case 'text':
      return { parsed: parsePolicy(found.text, file), digest: found.digest };
  }
}

/** Returns a problem as a line, `path:line:column CODE message`, and its hint in brackets. */
export function formatProblem(problem: Problem): string {
  const { path, line, column, code, message, hint } = problem;
  return printable(`${path}:${line}:${column} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`);
}
