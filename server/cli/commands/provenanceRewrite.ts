/** `portcullis provenance rewrite`: git's post-rewrite hook, which carries the notes of lines over to the new commits. */

import { noteRewritten } from '../../provenance/lines/noteCommits';
import { parsePairs } from '../../provenance/lines/rewritten';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { withRepository } from '../provenance/repository';
import { readStdin } from '../stdin';
import { count } from '../terminal';
import type { Verb } from '../verb';

const maxInputBytes = 16 * 1024 * 1024;

export const provenanceRewrite: Verb = {
  words: 'provenance rewrite',
  summary: 'carry notes over to rewritten commits (reads old and new ids on stdin)',
  define(command) {
    command.argument('[kind]', "what git says made them anew, 'amend' or 'rebase'");
  },
  run: (host) =>
    withRepository(host, async (repository, { store }) => {
      const input = await readStdin(host, maxInputBytes);
      const pairs = input.kind === 'text' ? parsePairs(input.text) : undefined;
      if (pairs === undefined) {
        throw new CliError('USAGE', "stdin holds no pairs of commits' ids", "this is for git's post-rewrite hook");
      }
      const written = await noteRewritten(repository, store, pairs);
      await host.stdout.write(`${count(written.size, 'note')} of ${count(pairs.length, 'rewritten commit')}\n`);
      return exitCode.ok;
    }),
};
