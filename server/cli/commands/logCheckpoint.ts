/** `portcullis log checkpoint`: the log's signed checkpoint, for people, git, witnesses and places elsewhere. */

import { resolve } from 'node:path';
import { formatAnchorName, formatTrailer } from '../../provenance/anchor';
import type { StoredCheckpoint } from '../../provenance/checkpoint';
import { readPublished } from '../../provenance/published';
import { readLogSize } from '../../provenance/readEntries';
import { submitToWitness } from '../../provenance/witness';
import { CliError } from '../cliError';
import { exitCode } from '../exitCode';
import type { CliHost } from '../host';
import { collect, logAccessOf, parseKeyOption } from '../log/checkpointOptions';
import { defineLogOption, logFromOptions } from '../logOptions';
import { count, printable, warn } from '../terminal';
import type { Verb } from '../verb';

const help = `
A checkpoint is a C2SP signed note: the log's name, its size, its root, and the log's signature. Kept where this
machine's user can't change it, it shows later whether the log was rewritten: 'portcullis log verify --against'.

  portcullis log checkpoint --out 2026-11.checkpoint
  portcullis log checkpoint --anchor /mnt/audit --anchor https://sink.example/portcullis
  git commit --trailer "$(portcullis log checkpoint --git-trailer)"
  portcullis log checkpoint | git notes --ref=portcullis add -F -`;

export const logCheckpoint: Verb = {
  words: 'log checkpoint',
  summary: 'print the signed checkpoint, or hand it to a witness or another place',
  define(command) {
    command
      .option('--out <file>', 'write it to a file instead of stdout')
      .option('--git-trailer', 'print it on one line, as a git trailer')
      .option('--anchor <place>', 'put it into a folder or to an https: address, one file each; repeatable', collect)
      .option('--witness <url>', 'have a C2SP witness confirm it, and keep its cosignature')
      .option('--witness-key <verifier>', "the witness's verifier key")
      .addHelpText('after', help);
    defineLogOption(command);
  },
  async run(host, _, options) {
    const files = await logFromOptions(host, options);
    const { bytes, checkpoint } = await readPublished(files);
    const { size } = await readLogSize(files);
    const missing = size - checkpoint.size;
    if (missing > 0) {
      const which = missing === 1 ? 'newest entry is' : `newest ${missing} entries are`;
      await warn(host, `the ${which} not under it yet`, 'the service makes a new checkpoint every minute');
    }
    if (!checkpoint.note) await warn(host, 'it is not signed', 'start the service once: it signs from then on');

    const anchors = (options['anchor'] as readonly string[] | undefined) ?? [];
    for (const place of anchors) await putInto(host, place, bytes, checkpoint);
    if (options['witness'] !== undefined) await confirm(host, files, options);
    const out = options['out'] as string | undefined;
    if (out !== undefined) await host.files.writeText(resolve(host.cwd, out), bytes.toString());
    else if (options['gitTrailer'] === true) await host.stdout.write(`${trailerOf(checkpoint)}\n`);
    else if (anchors.length === 0 && options['witness'] === undefined) await host.stdout.write(bytes.toString());
    return exitCode.ok;
  },
};

async function putInto(host: CliHost, place: string, bytes: Buffer, checkpoint: StoredCheckpoint): Promise<void> {
  const target = /^https?:/.test(place) ? place : resolve(host.cwd, place);
  await logAccessOf(host).anchorAt(target)(formatAnchorName(checkpoint), bytes);
  await host.stdout.write(
    `anchored: ${count(checkpoint.size, 'entry').replace('entrys', 'entries')} in ${printable(place)}\n`,
  );
}

async function confirm(
  host: CliHost,
  files: Parameters<typeof submitToWitness>[0],
  options: Readonly<Record<string, unknown>>,
): Promise<void> {
  const url = options['witness'] as string;
  const key = options['witnessKey'] as string | undefined;
  if (!URL.canParse(url)) throw new CliError('USAGE', `'${url}' is not an address`, 'give the witness as https://…');
  if (key === undefined)
    throw new CliError('USAGE', '--witness needs --witness-key', "give the witness's verifier key");
  const verifier = parseKeyOption(key, 4);
  const { checkpoint, time } = await submitToWitness(files, { url, verifier }, logAccessOf(host).post);
  const at = new Date(time * 1000).toISOString();
  await host.stdout.write(`witnessed: ${checkpoint.size} entries by ${printable(verifier.name)} at ${at}\n`);
}

function trailerOf(checkpoint: StoredCheckpoint): string {
  const trailer = formatTrailer(checkpoint);
  if (trailer !== undefined) return trailer;
  throw new CliError(
    'INPUT',
    'only a signed checkpoint can be a trailer',
    'start the service once: it signs from then on',
  );
}
