/** Which repository a command looks at, and how its failures are told. */

import { GitError, type Repository } from '../../provenance/lines/repository';
import { CliError } from '../cliError';
import type { CliHost, LinesAccess } from '../host';

/** Runs `work` with the repository around the current folder; throws `CliError` where there is none or git fails. */
export async function withRepository<T>(
  host: CliHost,
  work: (repository: Repository, lines: LinesAccess) => Promise<T>,
  folder = host.cwd,
): Promise<T> {
  const { lines } = host;
  if (lines === undefined) throw new CliError('INPUT', 'there is no git here', 'install git and have it on the PATH');
  try {
    return await work(await lines.repository(folder), lines);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const [, what = error.message, advice = 'check the folder and what you named'] =
      /^(.*); ([^;]*)$/s.exec(error.message) ?? [];
    throw new CliError('INPUT', what, advice);
  }
}

/** Returns the commit; throws `CliError` where there is none of that name. */
export async function commitOf(repository: Repository, revision: string): Promise<string> {
  const commit = await repository.resolve(revision);
  if (commit !== undefined) return commit;
  throw new CliError('INPUT', `'${revision}' names no commit`, "see 'git log' for those there are");
}
