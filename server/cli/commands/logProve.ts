/** `portcullis log prove`: a proof that an entry is in the log, which verifies without the log. */

import { resolve } from 'node:path';
import { findEntry } from '../../provenance/findEntry';
import { formatProof } from '../../provenance/proofText';
import { proveEntry } from '../../provenance/published';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import { defineLogOption, logFromOptions } from '../logOptions';
import { defineFormat } from '../options';
import type { Verb } from '../verb';

const help = `
The proof is a text after C2SP tlog-proof: index, inclusion path, signed checkpoint. It shows that the entry with the
leaf hash SHA-256(0 || entry) is in the tree of that checkpoint; that the tree is the log's only one, a witness has
to confirm.`;

export const logProve: Verb = {
  words: 'log prove',
  summary: 'prove that an entry is in the log',
  define(command) {
    command
      .argument('<entry>', "the entry's id or index")
      .option('--out <file>', 'write the proof to a file instead of stdout')
      .addHelpText('after', help);
    defineLogOption(command);
    defineFormat(command, ['text', 'json']);
  },
  async run(host, [entry], options) {
    const files = await logFromOptions(host, options);
    const name = entry as string;
    const index = /^\d{1,15}$/.test(name) ? Number(name) : await findEntry(files, name);
    if (index === undefined)
      throw new CliError('INPUT', `there is no entry '${name}'`, "'portcullis log search' finds entries");
    const proof = await proveEntry(files, index).catch((error) => {
      if (!(error instanceof RangeError)) throw error;
      throw new CliError(
        'INPUT',
        error.message,
        "the service makes a new checkpoint every minute; 'portcullis log show' lists entries",
      );
    });
    const { bytes, checkpoint, leaf, path } = proof;
    const hashes = path.map((hash) => hash.toString('base64'));
    const json = { version: 1, index, leafHash: leaf.toString('base64'), path: hashes, checkpoint: bytes.toString() };
    const text =
      options['format'] === 'json' ? `${JSON.stringify(json, undefined, 1)}\n` : formatProof(index, path, bytes);
    const out = options['out'] as string | undefined;
    if (out === undefined) await host.stdout.write(text);
    else await host.files.writeText(resolve(host.cwd, out), text);
    if (!checkpoint.note) await host.stderr.write('portcullis: warning: the checkpoint is not signed\n');
    return exitCode.ok;
  },
};
