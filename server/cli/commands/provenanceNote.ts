/** `portcullis provenance note`: writes which lines of a commit are a model's into its note, or shows it otherwise. */

import { toTraceRecord } from '../../provenance/lines/agentTrace';
import { type Authorship, formatAuthorship } from '../../provenance/lines/authorship';
import { authorshipOf } from '../../provenance/lines/commitNotes';
import { noteCommit } from '../../provenance/lines/noteCommits';
import { notingOf } from '../../provenance/lines/rewritten';
import { toTrailers } from '../../provenance/lines/trailers';
import { exitCode } from '../exitCode';
import { defineFormat } from '../options';
import { commitOf, withRepository } from '../provenance/repository';
import { count } from '../terminal';
import type { Verb } from '../verb';

const help = `
The note is in git-ai's form under refs/notes/ai. A commit without a line of a model gets none. What is known comes
from the editor's record of this working tree, and from the notes of commits whose lines are here again.
Forms: text (how many lines), git-ai (the note), agent-trace (a record, one line of JSON), trailers.`;

export const provenanceNote: Verb = {
  words: 'provenance note',
  summary: "write a commit's lines of models into its git note",
  define(command) {
    command.argument('[commit]', 'the commit', 'HEAD').option('--dry-run', 'write nothing').addHelpText('after', help);
    defineFormat(command, ['text', 'git-ai', 'agent-trace', 'trailers']);
  },
  run: (host, [revision], options) =>
    withRepository(host, async (repository, { store }) => {
      const commit = await commitOf(repository, revision as string);
      const isDry = options['dryRun'] === true;
      const made = isDry
        ? await authorshipOf(repository, store, [await notingOf(repository, commit)])
        : await noteCommit(repository, store, commit);
      const authorship = made.get(commit);
      const format = options['format'] as string;
      if (authorship === undefined) {
        if (format === 'text') await host.stdout.write(`${commit.slice(0, 12)} no line of a model is known\n`);
        return exitCode.ok;
      }
      const forms: Readonly<Record<string, () => string>> = {
        text: () => `${commit.slice(0, 12)} ${summary(authorship)}${isDry ? ', not written' : ''}`,
        'git-ai': () => formatAuthorship(authorship).trimEnd(),
        'agent-trace': () => JSON.stringify(toTraceRecord(authorship, commit, host.now(), host.version)),
        trailers: () => toTrailers(authorship).join('\n'),
      };
      await host.stdout.write(`${forms[format]?.()}\n`);
      return exitCode.ok;
    }),
};

function summary({ lines }: Authorship): string {
  const number = [...lines.values()].reduce((sum, { size }) => sum + size, 0);
  return `${count(number, 'line')} of models in ${count(lines.size, 'file')}`;
}
