/** `portcullis log erase`: takes away what the provenance log keeps beside entries, for a request for erasure. */

import { resolve } from 'node:path';
import type { WriterLock } from '../../host/writerLock';
import { eraseEntries } from '../../provenance/erasure';
import type { LogFiles } from '../../provenance/files';
import type { Source } from '../../provenance/lines/attribution';
import { eraseStored } from '../../provenance/lines/eraseStored';
import { type ReadEntry, readEntries } from '../../provenance/readEntries';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { type Chosen, describeRemains } from '../log/remains';
import { defineLogOption, logFromOptions } from '../logOptions';
import { chooseEntries, chooseSources, defineSubject, subjectHelp } from '../subjectOptions';
import { count } from '../terminal';
import type { Verb } from '../verb';

const help = `${subjectHelp}

Erases paths, salts and evidence, and what this machine's record of the origin of lines has of these entries; the entries
themselves stay, and the log still verifies. Without --yes nothing is erased. The service has to be stopped, since it
holds newer entries in memory. What is not reached is named: notes in git with the commands that remove them, sinks that
were sent such entries, copies. A sink's operator needs the entries' ids; before erasing, 'portcullis log subject' with
the same choice prints them.`;

export const logErase: Verb = {
  words: 'log erase',
  summary: 'erase what the log keeps beside entries: paths, salts, evidence',
  define(command) {
    defineSubject(command);
    command.option('--yes', 'really erase').addHelpText('after', help);
    defineLogOption(command);
  },
  async run(host, [subject], options) {
    const isChosen = chooseEntries(subject as string | undefined, options);
    const files = await logFromOptions(host, options);
    const isDry = options['yes'] !== true;
    const erase = async (): Promise<string[]> => {
      const { chosen, held } = await collect(files, isChosen);
      const remains = await describeRemains(host, files, chosen);
      const lines = await eraseLines(host, chooseSources(subject as string | undefined, options, chosen.ids), isDry);
      const erased = isDry ? held : await eraseEntries(files, isChosen);
      const said = isDry
        ? `would erase what is kept beside ${entries(erased)}; add --yes to do it`
        : `erased what was kept beside ${entries(erased)}`;
      const stored = `the origin of lines ${isDry ? 'would be' : 'was'} erased in what is stored of ${count(lines, 'file')}`;
      return [said, ...(lines > 0 ? [stored] : []), ...remains];
    };
    const said = isDry ? await erase() : await withLocks(host, options, erase);
    await host.stdout.write(`${said.join('\n')}\n`);
    return exitCode.ok;
  },
};

/** Reads which entries are meant while their paths are still there, and counts those that hold any. */
async function collect(
  files: LogFiles,
  isChosen: (item: ReadEntry) => boolean,
): Promise<{ readonly chosen: Chosen; readonly held: number }> {
  const chosen: Chosen = { ids: new Set(), indexes: [] };
  let held = 0;
  for await (const item of readEntries(files)) {
    if (!isChosen(item)) continue;
    chosen.ids.add(item.entry.id);
    chosen.indexes.push(item.index);
    if (item.path !== undefined) held++;
  }
  return { chosen, held };
}

/** Lines are erased first: what was interrupted can be done again only while the entries still say whose they are. */
async function eraseLines(
  host: CliHost,
  isChosen: (source: Source, path: string) => boolean,
  isDry: boolean,
): Promise<number> {
  return (await host.log?.editStoredLines((stored) => eraseStored(stored, isChosen), isDry)) ?? 0;
}

/** Acts while nobody writes or prunes the log: either would put back what is being erased. */
async function withLocks<T>(
  host: CliHost,
  options: Readonly<Record<string, unknown>>,
  act: () => Promise<T>,
): Promise<T> {
  const named = options['log'] as string | undefined;
  const folders = [named === undefined ? host.logDirectory : resolve(host.cwd, named), host.log?.pruneLock];
  const held: WriterLock[] = [];
  try {
    for (const folder of folders) {
      const lock = folder === undefined ? undefined : await host.lockLog(folder);
      if (lock?.heldBy !== undefined) throw isWritten(lock.heldBy);
      if (lock !== undefined) held.push(lock);
    }
    return await act();
  } finally {
    for (const lock of held) await lock.release();
  }
}

function isWritten(pid: number): CliError {
  const hint = "close the editor's windows and run 'portcullis service stop', then try again";
  return new CliError('SERVICE', `process ${pid} writes the log`, hint);
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}
