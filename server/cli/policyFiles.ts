/** Reads, checks and compiles the policy files that a command line names. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CompiledPolicy, compilePolicy, type LayerSource } from '../engine/policy/compile';
import { type ParsedPolicy, type ParseOptions, parsePolicy } from '../engine/policy/parse';
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
  return file === undefined ? undefined : (await loadPolicy(host, file, layers)).compiled;
}

/** A policy with its lower layers, ready to answer, and the documents it was made of. */
export interface LoadedPolicy {
  readonly compiled: CompiledPolicy;
  readonly parsed: ParsedPolicy;
  /** In the order they were named. */
  readonly layers: readonly { readonly file: string; readonly parsed: ParsedPolicy }[];
}

/** Returns the compiled policy with its parsed form; throws `CliError` with every problem where a file is broken. */
export async function loadPolicy(
  host: CliHost,
  file: string,
  layerFiles: readonly string[] = [],
): Promise<LoadedPolicy> {
  const { parsed, digest } = await parsePolicyFile(host, file, { as: 'organisation' });
  const policy = parsed.policy ?? refuse(file, parsed, `policy check ${file}`);
  const layers = [];
  const sources: LayerSource[] = [];
  for (const layerFile of layerFiles) {
    const lower = await parsePolicyFile(host, layerFile, { as: 'layer', below: policy });
    const layer = lower.parsed.layer ?? refuse(layerFile, lower.parsed, `policy check --below ${file} ${layerFile}`);
    layers.push({ file: layerFile, parsed: lower.parsed });
    sources.push({
      kind: layer.metadata.layer === 'workspace' ? 'workspace' : 'team',
      policy: layer,
      digest: lower.digest,
    });
  }
  const caseInsensitivePaths = hasCaseInsensitivePaths(host.platform);
  return { compiled: compilePolicy(policy, { digest, caseInsensitivePaths, layers: sources }), parsed, layers };
}

function refuse(file: string, { problems }: ParsedPolicy, command: string): never {
  const lines = problems.map(formatProblem);
  throw new CliError('INPUT', `the policy '${file}' is broken:\n${lines.join('\n')}`, `see 'portcullis ${command}'`);
}

/** Reads and parses a policy; throws `CliError` where it can't be read. What is in the file is told by problems. */
export async function parsePolicyFile(
  host: CliHost,
  file: string,
  options: ParseOptions = {},
): Promise<{ parsed: ParsedPolicy; digest: string }> {
  const found = await host.files.readPolicy(resolve(host.cwd, file));
  switch (found.kind) {
    case 'missing':
      throw new CliError('INPUT', `can't read '${file}': no such file`, 'check the path of the policy');
    case 'broken': {
      const { code, message, hint, errno } = found;
      if (errno !== undefined) {
        throw new CliError('INPUT', `can't read '${file}': ${errno === 'EISDIR' ? 'it is a folder' : errno}`, hint);
      }
      const problem: Problem = { path: file, line: 1, column: 1, pointer: '', code, message, hint };
      return { parsed: { ...parsePolicy('', file, options), problems: [problem] }, digest: '' };
    }
    case 'text':
      return { parsed: parsePolicy(found.text, file, options), digest: found.digest };
  }
}

/** Returns a problem as a line, `path:line:column [warning] CODE message`, and its hint in brackets. */
export function formatProblem(problem: Problem): string {
  const { path, line, column, severity, code, message, hint } = problem;
  const kind = severity === undefined ? code : `${severity} ${code}`;
  return printable(`${path}:${line}:${column} ${kind} ${message}${hint === undefined ? '' : ` (${hint})`}`);
}
