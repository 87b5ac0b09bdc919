/** `portcullis log consistency`: whether the log goes on from an older checkpoint, by a proof of a few hashes. */

import { parseStoredCheckpoint } from '../../provenance/checkpoint';
import { isSigned, readKeys, trustedKeys } from '../../provenance/keys';
import { proveSince } from '../../provenance/published';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { collect, readKeptCheckpoint, trustedFromOptions } from '../log/checkpointOptions';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import { createPaint } from '../terminal';
import type { Verb } from '../verb';

export const logConsistency: Verb = {
  words: 'log consistency',
  summary: 'check that the log goes on from an older checkpoint',
  define(command) {
    command
      .argument('<checkpoint>', 'a checkpoint kept elsewhere: a note, or a text with a git trailer')
      .option(
        '--key <verifier>',
        "a key that the log must be signed with, as 'log key' prints it; repeatable",
        collect,
      );
    defineLogOption(command);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, [path], options) {
    const files = await logFromOptions(host, options);
    const { bytes } = await readKeptCheckpoint(host, path as string);
    const older = parseStoredCheckpoint(bytes);
    if (!older) throw new CliError('INPUT', `'${path}' is not a checkpoint`, 'give a file that log checkpoint wrote');
    const { keys: all } = await readKeys(files);
    const keys = trustedKeys(all, await trustedFromOptions(host, options));
    const { checkpoint, proof } = await proveSince(files, older);
    const problems = [
      ...(older.origin === checkpoint.origin
        ? []
        : [`the checkpoint is of the log ${older.origin}; this is ${checkpoint.origin}`]),
      ...(older.size > checkpoint.size
        ? [`rolled back: it speaks of ${older.size} entries, the log has ${checkpoint.size}`]
        : []),
      ...(older.size <= checkpoint.size && !proof
        ? [`rewritten: the first ${older.size} entries are not those it was made of`]
        : []),
      ...(older.note && !isSigned(older, keys, all) ? ["it is not signed by the log's key"] : []),
      ...(all.length > 0 && !isSigned(checkpoint, keys, all) ? ["the log's checkpoint is not signed by its key"] : []),
    ];
    const ok = problems.length === 0;
    if (options['format'] === 'json') {
      const hashes = (proof ?? []).map((hash) => hash.toString('base64'));
      const json = { version: 1, ok, oldSize: older.size, size: checkpoint.size, proof: hashes, problems };
      await host.stdout.write(`${JSON.stringify(json, undefined, 1)}\n`);
    } else {
      const paint = createPaint(host, host.stdout);
      const goesOn = `the log of ${checkpoint.size} entries goes on from the ${older.size} of the checkpoint`;
      const lines = ok
        ? [`${paint('green', 'ok')}: ${goesOn}`]
        : problems.map((text) => `${paint('red', 'FAILED')}: ${text}`);
      await host.stdout.write(`${lines.join('\n')}\n`);
    }
    return ok ? exitCode.ok : exitCode.found;
  },
};
