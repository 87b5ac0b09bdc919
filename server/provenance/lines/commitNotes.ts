/**
 * Makes the notes of commits: from the stored attribution of the working tree, and from the notes of earlier commits
 * whose lines are found again. Knows no process and no file.
 */

import { attribute, type Source } from './attribution';
import { type Authorship, isPerson, type Metadata, parseAuthorship, recordOf, schemaVersion } from './authorship';
import { authorsOfLines } from './lines';
import { findLines, type KeyedFile, type LaterFile } from './match';
import type { FileChange, LineStore, Repository } from './repository';
import { keyOf, personKey, sessionOf } from './session';
import { parseStored, recallAttribution } from './stored';

/** A commit that gets a note, and earlier ones it may have lines of; a later one of these wins. */
export interface Noting {
  readonly commit: string;
  readonly earlier: readonly string[];
}

/** Returns the commits' authorship, without those in which no line is of a model. */
export async function authorshipOf(
  repository: Repository,
  store: LineStore,
  notings: readonly Noting[],
): Promise<ReadonlyMap<string, Authorship>> {
  const commits = notings.map(({ commit }) => commit);
  const changes = await repository.changes(commits);
  const facts = await repository.describe(commits);
  const earlier = await readEarlier(repository, [...new Set(notings.flatMap((noting) => noting.earlier))]);
  const authors = new Map(facts.map(({ id, author }) => [id, author]));
  const made = new Map<string, Authorship>();
  for (const { commit, earlier: ids } of notings) {
    const changed = changes.get(commit) ?? [];
    const files = await readFiles(repository, changed);
    const draft = new Draft(authors.get(commit) ?? 'unknown');
    for (const id of ids) if (id !== commit || earlier.get(id)?.isOwn) draft.takeFrom(earlier.get(id), files);
    await draft.takeStored(repository, store, files);
    const authorship = draft.finish(commit);
    if (authorship !== undefined) made.set(commit, authorship);
  }
  return made;
}

/** Reports whether a note was made for this commit, and is no copy of another's. */
export function isNoteOf(note: string, commit: string): boolean {
  const authorship = parseAuthorship(note);
  return typeof authorship !== 'string' && authorship.metadata.base_commit_sha === commit;
}

interface Earlier {
  readonly authorship: Authorship;
  readonly files: readonly KeyedFile[];
  /** Whether it was made for its commit, and is no copy of another's. */
  readonly isOwn: boolean;
}

async function readEarlier(repository: Repository, commits: readonly string[]): Promise<Map<string, Earlier>> {
  const notes = await repository.notes(commits);
  const read = new Map<string, Authorship>();
  for (const [commit, note] of notes) {
    const authorship = parseAuthorship(note);
    // What can't be read gives no lines; verifying names it.
    if (typeof authorship !== 'string') read.set(commit, authorship);
  }
  const names = [...read].flatMap(([commit, { lines }]) => [...lines.keys()].map((path) => `${commit}:${path}`));
  const texts = await repository.texts(names);
  return new Map(
    [...read].map(([commit, authorship]) => {
      const files = [...authorship.lines].flatMap(([path, keys]): KeyedFile[] => {
        const text = texts.get(`${commit}:${path}`);
        return text === undefined ? [] : [{ path, text, keys }];
      });
      return [commit, { authorship, files, isOwn: authorship.metadata.base_commit_sha === commit }];
    }),
  );
}

async function readFiles(repository: Repository, changes: readonly FileChange[]): Promise<LaterFile[]> {
  const changed = changes.filter(({ added }) => added.size > 0);
  const texts = await repository.texts([...new Set(changed.map(({ blob }) => blob))]);
  return changed.flatMap((change): LaterFile[] => {
    const text = texts.get(change.blob);
    return text === undefined ? [] : [{ ...change, text }];
  });
}

class Draft {
  private readonly lines = new Map<string, Map<number, readonly string[]>>();
  private readonly sessions: Record<string, Metadata['prompts'][string]> = {};
  private readonly prompts: Record<string, Metadata['prompts'][string]> = {};
  private readonly humans: Record<string, { readonly author: string }> = {};
  private readonly found: Earlier[] = [];

  constructor(private readonly author: string) {}

  takeFrom(earlier: Earlier | undefined, files: readonly LaterFile[]): void {
    if (earlier === undefined) return;
    findLines(earlier.files, files, this.lines);
    this.found.push(earlier);
  }

  async takeStored(
    { gitDirectory }: Pick<Repository, 'gitDirectory'>,
    store: LineStore,
    files: readonly LaterFile[],
  ): Promise<void> {
    for (const { path, oldPath, text, added } of files) {
      const json =
        (await store.read(gitDirectory, path)) ??
        (oldPath === undefined ? undefined : await store.read(gitDirectory, oldPath));
      const stored = json === undefined ? undefined : parseStored(json);
      const attribution = stored === undefined ? attribute(text.length) : recallAttribution(stored, text);
      for (const [line, { kind, sources }] of authorsOfLines(attribution, text)) {
        if (added.has(line)) this.put(path, line, sources, kind === 'mixed');
      }
    }
  }

  finish(commit: string): Authorship | undefined {
    for (const keys of this.lines.values()) for (const own of keys.values()) for (const key of own) this.adopt(key);
    if (Object.keys(this.sessions).length + Object.keys(this.prompts).length === 0) return undefined;
    return {
      lines: new Map([...this.lines].sort(([a], [b]) => (a < b ? -1 : 1))),
      metadata: {
        schema_version: schemaVersion,
        base_commit_sha: commit,
        prompts: this.prompts,
        ...(Object.keys(this.humans).length > 0 && { humans: this.humans }),
        sessions: this.sessions,
      },
    };
  }

  private put(path: string, line: number, sources: readonly Source[], isMixed: boolean): void {
    const keys = sources.map(keyOf);
    for (const source of sources) {
      const [id, record] = sessionOf(source);
      this.sessions[id] = record;
    }
    if (isMixed) {
      keys.push(personKey(this.author));
      this.humans[personKey(this.author)] = { author: this.author };
    }
    const own = this.lines.get(path) ?? new Map<number, readonly string[]>();
    this.lines.set(path, own.set(line, keys));
  }

  /** Takes the record of a key over from the note that its line was found by. */
  private adopt(key: string): void {
    const [id = key] = key.split('::');
    for (const { authorship } of this.found) {
      const { humans = {} } = authorship.metadata;
      const record = recordOf(authorship, key);
      if (isPerson(key) && Object.hasOwn(humans, key)) this.humans[key] = humans[key] as { author: string };
      else if (record !== undefined && key.startsWith('s_')) this.sessions[id] ??= record;
      else if (record !== undefined) this.prompts[id] ??= record;
    }
  }
}
