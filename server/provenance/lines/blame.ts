/** Who wrote each line of a file: git's own blame, joined with the commits' notes and the working tree's attribution. */

import { type Authorship, isPerson, parseAuthorship, recordOf } from './authorship';
import { authorsOfLines } from './lines';
import type { BlamedLine, LineStore, Repository } from './repository';
import { sourceOf } from './session';
import { parseStored, recallAttribution } from './stored';

/** A model's part in a line. What another tool's note doesn't say is absent. */
export interface Origin {
  readonly tool: string;
  /** The wire name. */
  readonly name: string;
  /** Id in the registry. */
  readonly model?: string;
  /** Id of the log's entry. */
  readonly entry?: string;
  readonly policy?: string;
  readonly time?: string;
}

export interface LineOrigin {
  /** 1-based, in the file as it was asked for. */
  readonly line: number;
  readonly text: string;
  readonly kind: 'human' | 'ai' | 'mixed';
  readonly origins: readonly Origin[];
  /** `undefined` for a line that is not committed. */
  readonly commit?: string;
  readonly author: string;
}

/** The lines, and what can't be read of the notes about them: lines of such a commit count as a person's. */
export interface Blame {
  readonly lines: readonly LineOrigin[];
  readonly problems: readonly { readonly commit: string; readonly message: string }[];
}

/** Returns the origin of each line; `path` is relative to the working tree's root, and without a revision lies in it. */
export async function blameLines(
  repository: Repository,
  store: LineStore,
  path: string,
  revision?: string,
): Promise<Blame> {
  const blamed = await repository.blame(path, revision);
  const commits = [...new Set(blamed.flatMap(({ commit }) => commit ?? []))];
  const notes = new Map<string, Authorship>();
  const problems: { commit: string; message: string }[] = [];
  for (const [commit, note] of await repository.notes(commits)) {
    const authorship = parseAuthorship(note);
    if (typeof authorship === 'string') problems.push({ commit, message: authorship });
    else notes.set(commit, authorship);
  }
  const uncommitted = await recallOrigins(repository, store, path, blamed);
  const lines = blamed.map((line, i): LineOrigin => {
    const note = line.commit === undefined ? undefined : notes.get(line.commit);
    const known = line.commit === undefined ? uncommitted.get(i + 1) : note && originsIn(note, line.path, line.line);
    const { kind, origins } = known ?? { kind: 'human', origins: [] };
    const { text, commit, author } = line;
    return { line: i + 1, text, kind, origins, author, ...(commit === undefined ? {} : { commit }) };
  });
  return { lines, problems };
}

type Known = Pick<LineOrigin, 'kind' | 'origins'>;

/** Returns what a note says of a line, `undefined` where it says nothing of a model. */
export function originsIn(note: Authorship, path: string, line: number): Known | undefined {
  const keys = note.lines.get(path)?.get(line) ?? [];
  const origins = keys.filter((key) => !isPerson(key)).map((key) => toOrigin(note, key));
  if (origins.length === 0) return undefined;
  return { kind: keys.some(isPerson) ? 'mixed' : 'ai', origins };
}

/** Returns what a note says of a model's key; one without a record is of a model nobody knows. */
export function toOrigin(note: Authorship, key: string): Origin {
  const record = recordOf(note, key);
  if (record === undefined) return { tool: 'unknown', name: 'unknown' };
  const { tool, model } = record.agent_id;
  return sourceOf(record) ?? { tool, name: model };
}

async function recallOrigins(
  { gitDirectory }: Repository,
  store: LineStore,
  path: string,
  blamed: readonly BlamedLine[],
): Promise<ReadonlyMap<number, Known>> {
  const known = new Map<number, Known>();
  if (blamed.every(({ commit }) => commit !== undefined)) return known;
  const json = await store.read(gitDirectory, path);
  const stored = json === undefined ? undefined : parseStored(json);
  if (stored === undefined) return known;
  const text = blamed.map((line) => `${line.text}\n`).join('');
  for (const [line, { kind, sources }] of authorsOfLines(recallAttribution(stored, text), text)) {
    known.set(line, { kind, origins: sources });
  }
  return known;
}
