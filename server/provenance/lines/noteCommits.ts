/** Writes the notes of commits: after one was made, and after git made some anew. */

import { type Authorship, formatAuthorship } from './authorship';
import { authorshipOf, isNoteOf } from './commitNotes';
import type { LineStore, Repository } from './repository';
import { notingOf, notingsOf, type RewrittenPair } from './rewritten';

/** What was written, by commit; those without a line of a model get no note. */
export type Written = ReadonlyMap<string, Authorship>;

/** Writes the note of a commit that was just made, or again: what its note says already stays. */
export async function noteCommit(repository: Repository, store: LineStore, commit: string): Promise<Written> {
  return write(repository, await authorshipOf(repository, store, [await notingOf(repository, commit)]));
}

/**
 * Writes the notes of commits that took the place of others.
 *
 * Git may have put copies of the former notes there, and several in one: they are replaced, or removed where no line of
 * a model is left.
 */
export async function noteRewritten(
  repository: Repository,
  store: LineStore,
  pairs: readonly RewrittenPair[],
): Promise<Written> {
  const notings = await notingsOf(repository, pairs);
  const written = await authorshipOf(repository, store, notings);
  const commits = notings.map(({ commit }) => commit).filter((commit) => !written.has(commit));
  const copies = [...(await repository.notes(commits))].filter(([commit, note]) => !isNoteOf(note, commit));
  return write(repository, written, new Map(copies.map(([commit]) => [commit, undefined])));
}

async function write(
  repository: Repository,
  written: ReadonlyMap<string, Authorship>,
  removed: ReadonlyMap<string, undefined> = new Map(),
): Promise<Written> {
  const notes = [...written].map(([commit, made]) => [commit, formatAuthorship(made)] as const);
  await repository.writeNotes(new Map([...removed, ...notes]));
  return written;
}
