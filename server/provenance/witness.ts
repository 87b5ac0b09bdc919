/**
 * Hands checkpoints to a witness and keeps its cosignature, after C2SP tlog-witness (c2sp.org/tlog-witness). A witness
 * cosigns only what goes on from the last checkpoint it saw: from then on that much history can't be changed unseen.
 */

import type { LogFiles } from './files';
import { LogError } from './logError';
import { emptyRoot, type Hash } from './merkle';
import { checkNote, formatVerifier, type NoteSignature, type NoteVerifier, parseSignature } from './note';
import { createNodeReader, readRoot } from './proof';
import { proveSince, readPublished } from './published';
import { formatWitnessed, formatWitnessPath, parseWitnessed, type Witnessed } from './witnessed';

export interface WitnessAddress {
  /** Submission prefix; `/add-checkpoint` is added. */
  readonly url: string;
  /** The witness's key, of type 4. */
  readonly verifier: NoteVerifier;
}

/** Posts a text. Rejects where no answer comes. */
export type PostText = (url: string, body: string) => Promise<{ readonly status: number; readonly body: string }>;

/**
 * Submits the current checkpoint unless the witness has confirmed it already, and stores what it answers.
 *
 * Throws `LOG_ROLLED_BACK` or `LOG_HISTORY_REWRITTEN` where the witness has seen what this log doesn't go on from, and
 * `LOG_ANCHOR_FAILED` for every other failure.
 */
export async function submitToWitness(
  files: LogFiles,
  { url, verifier }: WitnessAddress,
  post: PostText,
): Promise<Witnessed> {
  const file = formatWitnessPath(verifier);
  const stored = await files.read(file);
  const last = stored && parseWitnessed(stored);
  const published = await readPublished(files);
  if (!published.checkpoint.note)
    throw new LogError('LOG_KEY_MISSING', 'the log is not signed yet; start the service once');
  if (last?.checkpoint.size === published.checkpoint.size && last.checkpoint.root.equals(published.checkpoint.root))
    return last;
  let older = last?.checkpoint.size ?? 0;
  let olderRoot = last?.checkpoint.root;
  for (let attempt = 1; ; attempt++) {
    const { bytes, checkpoint, proof } = await proveFrom(files, verifier, older, olderRoot);
    if (!proof) throw rewritten(verifier, older);
    const hashes = proof.map((hash) => `${hash.toString('base64')}\n`).join('');
    const answer = await post(`${url.replace(/\/$/, '')}/add-checkpoint`, `old ${older}\n${hashes}\n${bytes}`).catch(
      (error) => {
        throw failed(
          verifier,
          `can't be reached (${(error as NodeJS.ErrnoException).code ?? (error as Error).name})`,
          error,
        );
      },
    );
    if (answer.status === 200) {
      const cosignature = findCosignature(checkpoint.note?.text ?? '', answer.body, verifier);
      if (!cosignature) throw failed(verifier, `answered without a signature of ${formatVerifier(verifier)}`);
      const kept = formatWitnessed(checkpoint, cosignature, verifier);
      await files.replace(file, kept);
      return parseWitnessed(kept) as Witnessed;
    }
    const known = /^(0|[1-9]\d{0,14})\n$/.exec(answer.body)?.[1];
    if (answer.status === 422) throw rewritten(verifier, older);
    if (answer.status !== 409 || known === undefined) throw failed(verifier, describe(answer.status));
    // A second conflict at the size just named: the sizes are the same, the roots are not.
    if (Number(known) === older && attempt > 1) throw rewritten(verifier, older);
    if (attempt === 3) throw failed(verifier, 'names another size each time; is another machine writing this log?');
    older = Number(known);
    olderRoot = undefined;
  }
}

/** Where only the size is known the log's own root of that size is taken; the witness compares it with what it saw. */
async function proveFrom(files: LogFiles, verifier: NoteVerifier, size: number, root: Hash | undefined) {
  const { checkpoint } = await readPublished(files);
  if (size > checkpoint.size) {
    const message = `the witness ${verifier.name} has seen ${size} entries of this log, which has ${checkpoint.size} now`;
    throw new LogError('LOG_ROLLED_BACK', message);
  }
  const own = root ?? (size === 0 ? emptyRoot : await readRoot(createNodeReader(files, checkpoint.size), size));
  return proveSince(files, { size, root: own });
}

function findCosignature(text: string, body: string, verifier: NoteVerifier): NoteSignature | undefined {
  for (const line of body.split('\n')) {
    const signature = parseSignature(line);
    if (signature && checkNote({ text, signatures: [signature] }, [verifier])?.length === 1) return signature;
  }
  return undefined;
}

function rewritten({ name }: NoteVerifier, size: number): LogError {
  const message = `the first ${size} entries are not those that the witness ${name} has seen`;
  return new LogError('LOG_HISTORY_REWRITTEN', message);
}

function failed({ name }: NoteVerifier, why: string, cause?: unknown): LogError {
  return new LogError('LOG_ANCHOR_FAILED', `the witness ${name} ${why}`, { cause });
}

function describe(status: number): string {
  if (status === 403) return "doesn't accept the log's key (403); give its operator what 'portcullis log key' prints";
  if (status === 404) return "doesn't know this log (404); give its operator what 'portcullis log key' prints";
  return `refused the checkpoint (${status})`;
}
