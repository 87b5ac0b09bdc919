/**
 * A git repository and its notes as this folder needs them; server/host/gitRepository.ts provides one by running git.
 *
 * Commits and blobs are full object ids. All of it may reject with a `GitError`.
 */

export interface CommitFacts {
  readonly id: string;
  /** `Name <address>`. */
  readonly author: string;
  readonly message: string;
}

/** A file that a commit changed; a merge, one that is as in none of its parents. */
export interface FileChange {
  readonly path: string;
  /** Its path before, where it was renamed or copied. */
  readonly oldPath?: string;
  /** The file as the commit left it. */
  readonly blob: string;
  /** 1-based lines that the commit added; a merge, those that none of its parents has. */
  readonly added: ReadonlySet<number>;
}

/** A line of a file and the commit it came from, as git blame has it. */
export interface BlamedLine {
  readonly text: string;
  /** `undefined` for a line that is not committed. */
  readonly commit?: string;
  /** Where the line stands in that commit. */
  readonly path: string;
  readonly line: number;
  readonly author: string;
  /** Seconds since 1970, UTC. */
  readonly time: number;
}

/** The commit a revision names does not exist, the folder is no repository, or git is not there. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

export interface Repository {
  /** The working tree's folder, with links resolved. */
  readonly root: string;
  /** The folder of this working tree's own git files, absolute. */
  readonly gitDirectory: string;
  /** Returns the commit, `undefined` where there is none of that name. */
  resolve(revision: string): Promise<string | undefined>;
  /**
   * Returns the commits that are reachable from some by first parents and not from those with `^` before them, newest
   * first, at most `limit`.
   */
  list(revisions: readonly string[], limit: number): Promise<readonly string[]>;
  /** Returns the commits of a range as git reads it (`main..HEAD`), or the one commit a revision names; newest first. */
  range(range: string): Promise<readonly string[]>;
  describe(commits: readonly string[]): Promise<readonly CommitFacts[]>;
  changes(commits: readonly string[]): Promise<ReadonlyMap<string, readonly FileChange[]>>;
  /** Returns the text of each object, named by id or as `commit:path`; those that are not there are left out. */
  texts(objects: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Returns the notes under `refs/notes/ai` of those commits that have one. */
  notes(commits: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Returns the commits that were given notes last, newest first. */
  recentlyNoted(limit: number): Promise<readonly string[]>;
  /** Returns the commits that are being picked, merged or squashed into the working tree. */
  underWay(): Promise<readonly string[]>;
  /** Replaces the commits' notes, removes those that are `undefined`. */
  writeNotes(notes: ReadonlyMap<string, string | undefined>): Promise<void>;
  /** Makes a commit of what is staged, on top of the current one; no branch has it, and git clears it away in time. */
  draft(): Promise<string>;
  /** Adds trailers to a message in a file, those that it has not. */
  addTrailers(file: string, trailers: readonly string[]): Promise<void>;
  blame(path: string, revision: string | undefined): Promise<readonly BlamedLine[]>;
}

/** The attribution of working trees' files, kept between sessions. */
export interface LineStore {
  /** Returns what is stored of a file of the working tree with this git directory. */
  read(gitDirectory: string, path: string): Promise<string | undefined>;
  /** Replaces it; removes it where there is nothing to keep. */
  write(gitDirectory: string, path: string, stored: string | undefined): Promise<void>;
}

/** What of a repository says what git does after a commit: its settings and its hooks. */
export interface GitWiring {
  /** Returns the values that the repository's own settings give a name. */
  setting(name: string): Promise<readonly string[]>;
  addSetting(name: string, value: string): Promise<void>;
  /** Removes that value of the setting. */
  removeSetting(name: string, value: string): Promise<void>;
  /** Returns the absolute path of a hook, `undefined` where a setting has it lie outside of the repository. */
  hookPath(name: string): Promise<string | undefined>;
  readHook(path: string): Promise<string | undefined>;
  /** Replaces a hook with an executable file; removes it where there is nothing to keep. */
  writeHook(path: string, script: string | undefined): Promise<void>;
}
