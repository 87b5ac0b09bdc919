/** `portcullis log erase`: takes away what the provenance log keeps beside entries, for a request for erasure. */

import { resolve } from 'node:path';
import type { WriterLock } from '../../host/writerLock';
import { eraseEntries } from '../../provenance/erasure';
import { readEntries } from '../../provenance/readEntries';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { defineLogOption, logFromOptions } from '../logOptions';
import { chooseEntries, defineSubject, subjectHelp } from '../subjectOptions';
import type { Verb } from '../verb';

const help = `${subjectHelp}

Erases paths, salts and evidence; the entries themselves stay, and the log still verifies. Without --yes nothing is
erased. The service has to be stopped, since it holds newer entries in memory. What was exported, sent to a sink or
noted in git is not reached.`;

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
    if (options['yes'] !== true) {
      let count = 0;
      for await (const item of readEntries(files)) if (item.path !== undefined && isChosen(item)) count++;
      await host.stdout.write(`would erase what is kept beside ${entries(count)}; add --yes to do it\n`);
      return exitCode.ok;
    }
    const count = await withLocks(host, options, () => eraseEntries(files, isChosen));
    await host.stdout.write(`erased what was kept beside ${entries(count)}\n`);
    return exitCode.ok;
  },
};

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
