/** `portcullis blame`: who wrote each line of a file, a person or which model, by which entry, under which policy. */

import { dirname, resolve } from 'node:path';
import { blameLines, type LineOrigin } from '../../provenance/lines/blame';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { defineFormat } from '../options';
import { isInside, showPath } from '../paths';
import { commitOf, withRepository } from '../provenance/repository';
import { createPaint, printable, warn } from '../terminal';
import type { Verb } from '../verb';

const help = `
A line is a person's where neither the commits' notes nor the editor's record of this working tree know of a model.
Where nothing was recorded, that is every line.`;

export const blame: Verb = {
  words: 'blame',
  summary: 'show which lines of a file are of a model, and which',
  define(command) {
    command
      .argument('<file>', 'the file')
      .option('--rev <revision>', 'as of this commit, instead of the working tree')
      .addHelpText('after', help);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, [file], options) {
    const path = resolve(host.cwd, file as string);
    const folder = await host.files.realPath(dirname(path));
    return withRepository(
      host,
      async (repository, { store }) => {
        const real = (await host.files.realPath(path)) ?? path;
        const inside = isInside(repository.root, real) ? real : path;
        if (!isInside(repository.root, inside)) {
          throw new CliError('INPUT', `'${file}' is not in the repository`, 'run it in the repository of the file');
        }
        const revision = options['rev'] as string | undefined;
        const commit = revision === undefined ? undefined : await commitOf(repository, revision);
        const { lines, problems } = await blameLines(repository, store, showPath(repository.root, inside), commit);
        for (const problem of problems) {
          const which = problem.commit.slice(0, 12);
          await warn(
            host,
            `the note of ${which} can't be read: ${problem.message}`,
            `'git notes --ref=ai show ${which}'`,
          );
        }
        if (options['format'] === 'json') {
          const json = JSON.stringify({ version: 1, path: showPath(host.cwd, path), lines }, undefined, 1);
          await host.stdout.write(`${json}\n`);
          return exitCode.ok;
        }
        const paint = createPaint(host, host.stdout);
        const width = Math.max(0, ...lines.map((line) => describe(line).length));
        for (const line of lines) {
          const who = describe(line).padEnd(width);
          await host.stdout.write(
            `${line.kind === 'human' ? who : paint('yellow', who)} ${line.line}) ${printable(line.text.replaceAll('\t', '    '))}\n`,
          );
        }
        return exitCode.ok;
      },
      folder,
    );
  },
};

function describe({ kind, origins, commit, author }: LineOrigin): string {
  const which = commit?.slice(0, 8) ?? 'working ';
  const [first, ...others] = origins;
  if (first === undefined) return printable(`${which} human ${author}`);
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const { name, tool, entry, time, policy } = first;
  const rest = [time?.slice(0, 10), entry, policy?.slice(0, 15)].filter((part) => part !== undefined).join(' ');
  return printable(`${which} ${kind} ${name} (${tool})${more}${rest === '' ? '' : ` ${rest}`}`);
}
