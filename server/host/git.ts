/**
 * Runs git without a shell. Knows nothing of what is asked.
 *
 * A repository's own settings can name programs for git to run; none of them is run here: no hook, no file system
 * monitor, no external difference or text conversion. Nothing is fetched and nobody is asked for a password.
 */

import { spawn } from 'node:child_process';
import { GitError } from '../provenance/lines/repository';

export interface GitOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  /** Exit codes that are an answer, beside 0. */
  readonly codes?: readonly number[];
  /** Takes the place of hooks from the repository's settings; for questions that run none. */
  readonly asksForHooks?: true;
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
}

/** What git may print; more is a failure. */
const maxOutput = 512 * 1024 * 1024;
/** Also, blame names the commit that brought a line, not one before it that a setting prefers. */
const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=true', '-c', 'blame.ignoreRevsFile='];
const withoutHooks = ['-c', 'core.hooksPath=/dev/null'];

/** Resolves with what git printed; rejects with a `GitError` where it can't be run or fails. */
export function runGit(
  args: readonly string[],
  { cwd, input, codes = [], asksForHooks }: GitOptions,
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const env = environment();
    const git = spawn('git', [...quiet, ...(asksForHooks ? [] : withoutHooks), ...args], {
      cwd,
      env,
      stdio: 'pipe',
      windowsHide: true,
    });
    const [out, told]: [Buffer[], Buffer[]] = [[], []];
    let size = 0;
    git.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxOutput) out.push(chunk);
      else git.kill();
    });
    git.stderr.on('data', (chunk: Buffer) => void (told.length < 16 && told.push(chunk)));
    git.on('error', (error: NodeJS.ErrnoException) => {
      reject(new GitError(`git can't be run (${error.code}); install git and have it on the PATH`));
    });
    git.on('close', (code) => {
      if (size > maxOutput) reject(new GitError(`git ${args[0]} printed too much; name fewer commits`));
      else if (code === 0 || (code !== null && codes.includes(code))) resolve({ code, stdout: Buffer.concat(out) });
      else reject(new GitError(`git ${args[0]} failed: ${firstLine(Buffer.concat(told))}`));
    });
    // Where git ends before it has read everything, its exit code says why.
    git.stdin.on('error', () => undefined);
    git.stdin.end(input);
  });
}

/** What git tells its hooks of the repository it is in is left out: the folder that was asked about says it. */
const places = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY', 'GIT_NAMESPACE'];

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !places.includes(name));
  const quietly = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  // A replaced object would be shown instead of the one that was committed.
  return { ...Object.fromEntries(own), ...quietly, GIT_NO_REPLACE_OBJECTS: '1' };
}

function firstLine(told: Buffer): string {
  return (
    told
      .toString()
      .split('\n')[0]
      ?.replace(/^fatal: /, '') || 'it gave no reason'
  );
}
