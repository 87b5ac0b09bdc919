/** Which entries a command about personal values is for: exactly one of a subject, an entry, or all; a period narrows it. */

import type { Command } from 'commander';
import type { Source } from '../provenance/lines/attribution';
import type { ReadEntry } from '../provenance/readEntries';
import { matchPath, matchSubject } from '../provenance/subject';
import { CliError } from './cliError';
import { definePeriod, periodFromOptions } from './time';

export const subjectHelp = `
A log is one user's: --all is everything that it keeps about its user. A name is looked for among the segments of paths
('alice' in /home/alice/work/a.ts); anything with * ? [ ] { } or / is a glob that a whole path has to match.`;

/** Declares the argument, `--entry`, `--all`, `--since` and `--until`. */
export function defineSubject(command: Command): void {
  command
    .argument('[name|glob]', 'a name, or a glob of paths')
    .option('--entry <id>', 'this entry alone')
    .option('--all', 'all entries');
  definePeriod(command);
}

/** Returns whether an entry is meant; throws `CliError` where the options don't say which. */
export function chooseEntries(
  subject: string | undefined,
  options: Readonly<Record<string, unknown>>,
): (item: ReadEntry) => boolean {
  const id = options['entry'] as string | undefined;
  const all = options['all'] === true;
  if ([subject !== undefined, id !== undefined, all].filter(Boolean).length !== 1) {
    throw new CliError('USAGE', 'say which entries are meant', 'give a name, a glob, --entry ID or --all');
  }
  const period = periodFromOptions(options);
  const matches = subject === undefined ? () => true : matchSubject(subject);
  return (item) => (id === undefined || item.entry.id === id) && period.has(item.entry.time) && matches(item);
}

/**
 * Returns whether the source of some lines is meant: its entry is among `ids`, or it is known by the file's path alone, as
 * where retention took the entry. Another log's choice says nothing about this machine's paths.
 */
export function chooseSources(
  subject: string | undefined,
  options: Readonly<Record<string, unknown>>,
  ids: ReadonlySet<string>,
): (source: Source, path: string) => boolean {
  const isOwn = options['log'] === undefined && options['entry'] === undefined;
  const period = periodFromOptions(options);
  const matches = subject === undefined ? () => true : matchPath(subject);
  return ({ entry, time }, path) => ids.has(entry) || (isOwn && period.has(time) && matches(path));
}
