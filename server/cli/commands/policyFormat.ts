/** `portcullis policy format`: policy files in their one canonical layout. */

import { resolve } from 'node:path';
import { maxPolicyLength } from '../../engine/policy/document';
import { formatPolicy } from '../../engine/policy/format';
import { digestOf } from '../../host/policyFile';
import { explainFileError } from '../../host/readText';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { formatProblem } from '../policyFiles';
import { readStdin } from '../stdin';
import { printable } from '../terminal';
import type { Verb } from '../verb';

const help = `
Keys take the schema's order, lists and mappings one line where they fit into 100 columns, strings quotes only where
they need them. Comments stay with what they belong to; JSON stays JSON. A file that can't be parsed, or whose meaning
or comments would change, is left as it is.
Exit codes: 0 formatted; 1 with --check, where a file would change; 2 error.`;

export const policyFormat: Verb = {
  words: 'policy format',
  summary: 'lay policy files out in the canonical form',
  define(command) {
    command
      .argument('<file...>', "policy files (YAML or JSON), or '-' for stdin to stdout")
      .option('--check', 'write nothing, list the files that would change')
      .option('--stdout', 'write the result to stdout instead of the file')
      .addHelpText('after', help);
  },
  async run(host, [files], options) {
    const names = [...new Set(files as readonly string[])];
    const isCheck = options['check'] === true;
    const isPrinted = options['stdout'] === true || names.includes('-');
    if (isPrinted && names.length > 1) {
      throw new CliError('USAGE', 'only one file can go to stdout', 'format the files one after the other');
    }
    let code: number = exitCode.ok;
    for (const name of names) {
      const done = await formatFile(host, name);
      if (done === undefined) code = exitCode.error;
      else if (isCheck && done.isChanged) {
        await host.stdout.write(`${printable(name)}\n`);
        if (code === exitCode.ok) code = exitCode.found;
      } else if (!isCheck && isPrinted) await host.stdout.write(done.text);
      else if (!isCheck && done.isChanged) await write(host, name, done.text);
    }
    return code;
  },
};

interface Formatted {
  readonly text: string;
  readonly isChanged: boolean;
}

/** Returns the formatted text; tells the problems and returns `undefined` where there are some. */
async function formatFile(host: CliHost, name: string): Promise<Formatted | undefined> {
  const { source, digest } = await read(host, name);
  const { text, problems } = formatPolicy(source, name === '-' ? '<stdin>' : name);
  if (text !== undefined) return { text, isChanged: digestOf(text) !== digest };
  await host.stderr.write(problems.map((problem) => `${formatProblem(problem)}\n`).join(''));
  await host.stderr.write(`portcullis: error: '${printable(name)}' is left as it is\n`);
  return undefined;
}

/** The digest is of the bytes, so that a byte order mark counts as a difference. */
async function read(host: CliHost, name: string): Promise<{ source: string; digest: string }> {
  if (name === '-') {
    const found = await readStdin(host, maxPolicyLength);
    if (found.kind !== 'text' || found.lossy)
      throw new CliError('INPUT', 'stdin is not UTF-8 text', 'pipe in a policy');
    return { source: found.text, digest: digestOf(found.text) };
  }
  const found = await host.files.readPolicy(resolve(host.cwd, name));
  if (found.kind === 'text') return { source: found.text, digest: found.digest };
  if (found.kind === 'missing') throw new CliError('INPUT', `can't read '${name}': no such file`, 'check its path');
  throw new CliError('INPUT', `can't read '${name}': ${found.message}`, found.hint);
}

async function write(host: CliHost, name: string, text: string): Promise<void> {
  const path = resolve(host.cwd, name);
  try {
    // A link stays one; what it leads to is written.
    await host.files.writeText((await host.files.realPath(path)) ?? path, text);
  } catch (error) {
    throw new CliError('INPUT', `can't write '${name}': ${explainFileError(error)}`, 'it is left as it was');
  }
}
