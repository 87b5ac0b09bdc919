/** A git repository on this machine, as the notes about lines need it. Knows git's commands and forms, no attribution. */

import { readFile, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parsePatches } from '../provenance/lines/patch';
import { type CommitFacts, GitError, type Repository } from '../provenance/lines/repository';
import { runGit } from './git';
import { parseBlame } from './gitBlame';
import { parseObjects } from './gitObjects';

export const notesRef = 'refs/notes/ai';
const idForm = /^[0-9a-f]{40,64}$/;

/** Returns the repository whose working tree holds the folder; rejects with a `GitError` where there is none. */
export async function openRepository(folder: string): Promise<Repository> {
  const asked = ['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-dir'];
  const [top = '', directory = ''] = linesOf((await runGit(asked, { cwd: folder })).stdout);
  const root = await realpath(top);
  const gitDirectory = await realpath(resolve(folder, directory));
  const git = async (args: readonly string[], input?: string | Uint8Array, codes: readonly number[] = []) =>
    runGit(args, { cwd: root, codes, ...(input === undefined ? {} : { input }) });
  const idsOf = async (...args: Parameters<typeof git>): Promise<string[]> =>
    linesOf((await git(...args)).stdout).filter((line) => idForm.test(line));

  const texts: Repository['texts'] = async (objects) => {
    const named = objects.filter((name) => !name.includes('\n'));
    if (named.length === 0) return new Map();
    return parseObjects((await git(['cat-file', '--batch'], stdin(named))).stdout, named);
  };

  return {
    root,
    gitDirectory,
    async resolve(revision) {
      const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
      return (await idsOf(asked, undefined, [1, 128]))[0];
    },
    list: (revisions, limit) =>
      idsOf(['rev-list', '--first-parent', `--max-count=${limit}`, '--stdin'], `${revisions.join('\n')}\n`),
    async range(range) {
      const single = range.includes('..') ? [] : ['--max-count=1'];
      return idsOf(['rev-list', ...single, '--end-of-options', range, '--']);
    },
    async describe(commits) {
      if (commits.length === 0) return [];
      const format = '--format=%H%x00%an <%ae>%x00%B%x00';
      const asked = ['log', '--no-walk=unsorted', '--stdin', '--no-mailmap', '--encoding=UTF-8', '-z', format];
      const fields = (await git(asked, stdin(commits))).stdout.toString().split('\0');
      const facts: CommitFacts[] = [];
      for (let i = 0; i + 2 < fields.length; i += 4) {
        facts.push({ id: fields[i] as string, author: fields[i + 1] as string, message: fields[i + 2] as string });
      }
      return facts;
    },
    async changes(commits) {
      if (commits.length === 0) return new Map();
      const form = ['--raw', '-p', '-U0', '--full-index', '--abbrev=64', '--src-prefix=a/', '--dst-prefix=b/'];
      const asked = ['diff-tree', '--stdin', '--root', '-r', '-M', '--cc', '--no-ext-diff', '--no-textconv', ...form];
      return parsePatches((await git(asked, stdin(commits))).stdout);
    },
    texts,
    async notes(commits) {
      if (commits.length === 0) return new Map();
      const blobs = new Map<string, string>();
      const wanted = new Set(commits);
      const listed = await git(['notes', `--ref=${notesRef}`, 'list'], undefined, [1, 128]);
      for (const line of linesOf(listed.stdout)) {
        const [blob = '', commit = ''] = line.split(' ');
        if (wanted.has(commit)) blobs.set(commit, blob);
      }
      const read = await texts([...blobs.values()]);
      return new Map(
        [...blobs].flatMap(([commit, blob]) => {
          const text = read.get(blob);
          return text === undefined ? [] : [[commit, text] as const];
        }),
      );
    },
    async recentlyNoted(limit) {
      const asked = ['log', `--max-count=${limit}`, '--format=', '--name-only', '--no-renames', notesRef, '--'];
      // Where there are no notes yet, git doesn't know the name.
      const names = linesOf((await git(asked, undefined, [128])).stdout).map((name) => name.replaceAll('/', ''));
      return [...new Set(names.filter((name) => idForm.test(name)))].slice(0, limit);
    },
    async underWay() {
      const heads = ['CHERRY_PICK_HEAD', 'REVERT_HEAD', 'ORIG_HEAD', 'MERGE_HEAD'];
      const read = async (name: string): Promise<string> => readFile(join(gitDirectory, name), 'utf8').catch(() => '');
      const [squashed, ...others] = await Promise.all(['SQUASH_MSG', ...heads].map(read));
      const named = [...(squashed as string).matchAll(/^commit ([0-9a-f]{40,64})$/gm)].map(
        (match) => match[1] as string,
      );
      return [
        ...new Set([...others.flatMap((text) => text.split('\n')).filter((id) => idForm.test(id)), ...named.reverse()]),
      ];
    },
    async writeNotes(notes) {
      if (notes.size > 0) await writeNotes(git, notes);
    },
    async draft() {
      const [tree = ''] = await idsOf(['write-tree']);
      const [head] = await idsOf(['rev-parse', '--verify', '--quiet', 'HEAD'], undefined, [1, 128]);
      const merged = await readFile(join(gitDirectory, 'MERGE_HEAD'), 'utf8').catch(() => '');
      const ids = [head, ...merged.split('\n')].filter((id) => id !== undefined && idForm.test(id)) as string[];
      const parents = ids.flatMap((id) => ['-p', id]);
      const [commit] = await idsOf(['commit-tree', '--no-gpg-sign', tree, ...parents], 'draft\n');
      if (commit === undefined) throw new GitError('what is staged is no tree; resolve conflicts first');
      return commit;
    },
    async addTrailers(file, trailers) {
      if (trailers.length === 0) return;
      const added = trailers.flatMap((trailer) => ['--trailer', trailer]);
      await git(['interpret-trailers', '--in-place', '--if-exists', 'addIfDifferent', ...added, file]);
    },
    async blame(path, revision) {
      const at = revision === undefined ? [] : [revision];
      const asked = ['blame', '--porcelain', '--no-textconv', ...at, '--', path];
      return parseBlame((await git(asked)).stdout.toString());
    },
  };
}

/** Writes all notes in one commit of their ref; git itself finds their places in its tree. */
async function writeNotes(
  git: (args: readonly string[], input?: string | Uint8Array, codes?: readonly number[]) => Promise<{ stdout: Buffer }>,
  notes: ReadonlyMap<string, string | undefined>,
): Promise<void> {
  const [before] = linesOf((await git(['rev-parse', '--verify', '--quiet', notesRef], undefined, [1])).stdout);
  const [who] = linesOf((await git(['var', 'GIT_COMMITTER_IDENT'], undefined, [128])).stdout);
  if (who === undefined) throw new GitError("git does not know who you are; set git's user.name and user.email");
  const message = 'Notes on the origin of lines\n';
  const parts = [`commit ${notesRef}\ncommitter ${who}\ndata ${Buffer.byteLength(message)}\n${message}`];
  if (before !== undefined) parts.push(`from ${before}\n`);
  for (const [commit, note] of notes) {
    if (!idForm.test(commit)) throw new GitError(`'${commit}' is not a commit's full id`);
    if (note === undefined) parts.push(`N ${'0'.repeat(commit.length)} ${commit}\n`);
    else parts.push(`N inline ${commit}\ndata ${Buffer.byteLength(note)}\n${note}\n`);
  }
  await git(['fast-import', '--quiet', '--date-format=raw', '--done'], `${parts.join('')}\ndone\n`);
}

function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}

function stdin(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
