/** `portcullis detectors list`: which kinds of sensitive text are looked for. */

import { builtinDetectors } from '../../engine/detect/builtin';
import type { Detector } from '../../engine/detect/types';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { defineFormat } from '../options';
import { definePolicyOptions, policyFromOptions } from '../policyFiles';
import { printable } from '../terminal';
import type { Verb } from '../verb';

export const detectorsList: Verb = {
  words: 'detectors list',
  summary: 'list the detectors, built-in or those a policy uses',
  define(command) {
    command
      .option('--family <name>', 'those of one family, as in secret or pii')
      .addHelpText('after', '\nWith --policy: the detectors that its rules name, its own among them.');
    defineFormat(command, ['text', 'json']);
    definePolicyOptions(command);
  },
  async run(host, _, options) {
    const policy = await policyFromOptions(host, options);
    const all = policy?.scanner.detectors ?? builtinDetectors;
    const family = options['family'] as string | undefined;
    const chosen = all.filter(({ id }) => family === undefined || id.startsWith(`${family}/`));
    if (chosen.length === 0 && family !== undefined) {
      const families = [...new Set(all.map(({ id }) => id.split('/')[0] ?? id))].sort();
      throw new CliError('USAGE', `there is no family '${family}'`, `the families are ${families.join(', ')}`);
    }
    const sorted = [...chosen].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (options['format'] === 'json') {
      await host.stdout.write(`${JSON.stringify({ version: 1, detectors: sorted.map(toEntry) }, undefined, 1)}\n`);
    } else {
      const width = Math.max(0, ...sorted.map(({ id }) => id.length));
      const lines = sorted.map(
        ({ id, confidence = 'medium', title = '' }) => `${id.padEnd(width)}  ${confidence.padEnd(6)}  ${title}`,
      );
      await host.stdout.write(lines.map((line) => `${printable(line).trimEnd()}\n`).join(''));
    }
    return exitCode.ok;
  },
};

/** What others may rely on; how a detector finds is its own affair. */
function toEntry({ id, title = id, why, remedy, confidence = 'medium', label, references }: Detector) {
  return {
    id,
    title,
    ...(why === undefined ? {} : { why }),
    ...(remedy === undefined ? {} : { remedy }),
    confidence,
    ...(label === undefined ? {} : { label }),
    ...(references === undefined ? {} : { references }),
  };
}
