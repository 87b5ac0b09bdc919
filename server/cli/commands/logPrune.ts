/** `portcullis log prune`: drops old entries for good; proofs of what remains go on holding. */

import { pruneLog } from '../../provenance/retention';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { logAccessOf } from '../log/checkpointOptions';
import { defineLogOption, logFromOptions } from '../logOptions';
import { parseTime } from '../time';
import type { Verb } from '../verb';

const help = `
Drops the entries, and what is kept beside them, 256 at a time where all of them are older. Their hashes stay, and
a signed statement of what was dropped, so that the log verifies and old checkpoints stay provable.`;

export const logPrune: Verb = {
  words: 'log prune',
  summary: 'drop old entries for good; hashes and proofs stay',
  define(command) {
    command
      .requiredOption('--before <time>', 'drop entries before this time, like 2026-11-21T05:00:00Z')
      .addHelpText('after', help);
    defineLogOption(command);
  },
  async run(host, _, options) {
    const files = await logFromOptions(host, options);
    const access = logAccessOf(host);
    const before = parseTime(options['before'] as string)?.getTime() ?? 0;
    const keys = await access.loadKeys();
    if (!keys) throw new CliError('INPUT', 'there is no key to sign with', 'start the service once: it makes one');
    const lock = await access.lock(access.pruneLock);
    if (!lock) throw new CliError('INPUT', 'another process is pruning', 'try again when it has ended');
    try {
      const { dropped, firstKept } = await pruneLog(files, { before, keys, now: host.now().getTime() });
      await host.stdout.write(`dropped ${dropped} entries; the log's content begins at entry ${firstKept} now\n`);
      return exitCode.ok;
    } finally {
      await lock.release();
    }
  },
};
