/** `portcullis log subject`: what the provenance log keeps about one person, for a request for access. */

import { type ReadEntry, readEntries } from '../../provenance/readEntries';
import { exitCode } from '../exitCode';
import { defineLogOption, logFromOptions } from '../logOptions';
import { chooseEntries, defineSubject, subjectHelp } from '../subjectOptions';
import type { Verb } from '../verb';

const help = `${subjectHelp}

Prints a JSON object an entry, with all that is kept beside the log's leaf: the path, the salts that open its
commitments, and evidence, sealed where policy seals it.`;

export const logSubject: Verb = {
  words: 'log subject',
  summary: 'print what the log keeps beside entries: paths, salts, evidence',
  define(command) {
    defineSubject(command);
    command.addHelpText('after', help);
    defineLogOption(command);
  },
  async run(host, [subject], options) {
    const isChosen = chooseEntries(subject as string | undefined, options);
    const files = await logFromOptions(host, options);
    let found = 0;
    for await (const item of readEntries(files)) {
      if (host.signal.aborted) break;
      if (!isChosen(item)) continue;
      await host.stdout.write(`${JSON.stringify(toPersonal(item))}\n`);
      found++;
    }
    await host.stderr.write(`portcullis: ${found === 1 ? '1 entry' : `${found} entries`}\n`);
    return exitCode.ok;
  },
};

function toPersonal({ index, entry, opening }: ReadEntry): object {
  const { id, time, kind, tool, model, target, decision } = entry;
  const { path, text, evidence } = opening ?? {};
  return {
    index,
    id,
    time,
    kind,
    tool,
    model,
    ...(target.range && { range: target.range }),
    effect: decision.effect,
    ...(path && { path: { value: path.value, salt: toBase64(path.salt) } }),
    ...(text && { text: { salt: toBase64(text.salt) } }),
    ...(evidence && {
      evidence: { kind: entry.evidence?.kind, value: evidence.value, salt: toBase64(evidence.salt) },
    }),
  };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
