/**
 * What an erasure doesn't reach, by what this machine knows of it, with the commands that remove it: notes in git, what
 * sinks were sent, and copies.
 */

import type { LogFiles } from '../../provenance/files';
import { parseAuthorship } from '../../provenance/lines/authorship';
import { GitError, type Repository } from '../../provenance/lines/repository';
import { readLogOrigin } from '../../provenance/readEntries';
import type { Cursor } from '../../provenance/sinks/outbox';
import type { CliHost } from '../host';
import { count, printable } from '../terminal';

/** The entries that were chosen, as they were before anything was erased. */
export interface Chosen {
  readonly ids: Set<string>;
  /** Indexes in the log. */
  readonly indexes: number[];
}

/** So many commits are named in a command. */
const maxNamed = 20;
/** Notes are looked for in so many changes of their ref. */
const maxNotes = 100_000;

/** Returns the lines to print. Has to be asked before anything is erased, which takes the repositories' places too. */
export async function describeRemains(host: CliHost, files: LogFiles, chosen: Chosen): Promise<string[]> {
  const repositories = await repositoriesOf(host);
  const lines = [...(await notesOf(repositories, chosen)), ...(await sinksOf(host, files, chosen))];
  const known = repositories.map(({ root }) => printable(root)).join(', ') || 'no repository, as none is known';
  lines.push(`notes in git were looked for in ${known}; for others, run this again without --yes in each`);
  lines.push("what 'portcullis log export' wrote, backups, and copies of the log: remove them where they are kept");
  return ['not reached:', ...lines.map((line) => `  ${line}`)];
}

async function notesOf(repositories: readonly Repository[], { ids }: Chosen): Promise<string[]> {
  const lines: string[] = [];
  for (const repository of repositories) {
    const commits = await notedWith(repository, ids);
    if (commits.length === 0) continue;
    const git = `git -C '${printable(repository.root).replaceAll("'", "'\\''")}'`;
    const some = commits.length > maxNamed ? 'all notes, these among them' : 'them';
    lines.push(
      `${count(commits.length, 'note')} of commits in ${printable(repository.root)}; to remove ${some}:`,
      commits.length > maxNamed
        ? `  ${git} update-ref -d refs/notes/ai`
        : `  ${git} notes --ref=ai remove ${commits.join(' ')}`,
      ...(commits.length > maxNamed
        ? []
        : [`  ${git} update-ref refs/notes/ai $(${git} commit-tree -m notes 'refs/notes/ai^{tree}')`]),
      `  ${git} reflog expire --expire=now --all && ${git} gc --prune=now`,
      `  and where they were pushed: ${git} push --force REMOTE ${commits.length > maxNamed ? ':' : ''}refs/notes/ai`,
    );
  }
  return lines;
}

/** Returns the repositories that the record of lines knows, and that of the current folder. */
async function repositoriesOf({ lines, log, cwd }: CliHost): Promise<Repository[]> {
  const found = new Map<string, Repository>();
  if (lines === undefined) return [];
  for (const folder of [...((await log?.storedTrees()) ?? []), cwd]) {
    try {
      const repository = await lines.repository(folder);
      found.set(repository.gitDirectory, repository);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
  }
  return [...found.values()];
}

async function notedWith(repository: Repository, ids: ReadonlySet<string>): Promise<string[]> {
  const notes = await repository.notes(await repository.recentlyNoted(maxNotes));
  return [...notes].flatMap(([commit, note]) => {
    const authorship = parseAuthorship(note);
    if (typeof authorship === 'string') return [];
    const { sessions, prompts } = authorship.metadata;
    const records = [...Object.values(sessions ?? {}), ...Object.values(prompts)];
    return records.some(({ agent_id }) => ids.has(agent_id.id)) ? [commit] : [];
  });
}

async function sinksOf(host: CliHost, files: LogFiles, { indexes }: Chosen): Promise<string[]> {
  const cursors = (await host.log?.readCursors()) ?? new Map<string, unknown>();
  const origin = await readLogOrigin(files);
  return [...cursors].flatMap(([id, record]) => {
    const { next, origin: of } = (record ?? {}) as Partial<Cursor>;
    if (typeof next !== 'number' || of !== origin) return [];
    const sent = indexes.filter((index) => index < next).length;
    if (sent === 0) return [];
    const what = `sink '${printable(id)}' was sent ${sent === 1 ? '1 entry' : `${sent} entries`} of these`;
    return [`${what}, with paths where its policy said 'paths: true': have them removed there by their ids`];
  });
}
