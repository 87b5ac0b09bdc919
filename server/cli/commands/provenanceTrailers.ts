/** `portcullis provenance trailers`: git's commit-msg hook, which names the models that took part in the message. */

import { resolve } from 'node:path';
import { authorshipOf } from '../../provenance/lines/commitNotes';
import { notingOf } from '../../provenance/lines/rewritten';
import { toTrailers } from '../../provenance/lines/trailers';
import { exitCode } from '../exitCode';
import { withRepository } from '../provenance/repository';
import type { Verb } from '../verb';

export const provenanceTrailers: Verb = {
  words: 'provenance trailers',
  summary: "add trailers about what is staged to a commit's message",
  define(command) {
    command.argument('<file>', 'the file that holds the message');
  },
  run: (host, [file]) =>
    withRepository(host, async (repository, { store }) => {
      const draft = await repository.draft();
      const made = (await authorshipOf(repository, store, [await notingOf(repository, draft)])).get(draft);
      await repository.addTrailers(resolve(host.cwd, file as string), made === undefined ? [] : toTrailers(made));
      return exitCode.ok;
    }),
};
