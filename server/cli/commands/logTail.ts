/** `portcullis log tail`: the newest entries, and with `--follow` each further one as it is written. */

import { readEntries, readLogSize } from '../../provenance/readEntries';
import { exitCode } from '../exitCode';
import { logAccessOf } from '../log/checkpointOptions';
import { describeEntry, entryJson } from '../log/describeEntry';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import { createPaint } from '../terminal';
import type { Verb } from '../verb';
import { defineEntryFilter, entryFilter } from './logSearch';
import { parseLimit } from './logShow';

const pollMs = 300;

export const logTail: Verb = {
  words: 'log tail',
  summary: 'show the newest entries, and follow the log',
  endsByInterrupt: true,
  define(command) {
    command
      .option('--limit <n>', 'begin with the newest <n> entries', '10')
      .option('--follow', 'go on with each new entry until interrupted');
    defineEntryFilter(command);
    defineLogOption(command);
    defineFormat(command, ['text', 'jsonl']);
  },
  async run(host, _, options) {
    const files = await logFromOptions(host, options);
    const matches = entryFilter(options);
    const paint = createPaint(host, host.stdout);
    let { size } = await readLogSize(files);
    let next = Math.max(0, size - parseLimit(options['limit'] as string));
    for (;;) {
      for await (const item of readEntries(files, next, size)) {
        next = item.index + 1;
        if (!matches(item)) continue;
        await host.stdout.write(`${options['format'] === 'jsonl' ? entryJson(item) : describeEntry(item, paint)}\n`);
      }
      next = Math.max(next, size);
      if (options['follow'] !== true) return exitCode.ok;
      do {
        if (host.signal.aborted) return exitCode.ok;
        await logAccessOf(host).pause(pollMs, host.signal);
        ({ size } = await readLogSize(files));
      } while (size <= next);
    }
  },
};
