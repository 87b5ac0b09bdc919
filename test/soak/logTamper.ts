/**
 * Ways to tamper with a signed log as a whole, by someone who may write its files, or has its key as well. Each comes
 * with the codes of which verification against a kept checkpoint has to give one.
 */

import type { LogProblemCode } from '../../server/provenance/logError';
import { createSigner, createVerifier, type NoteVerifier, parseVerifier } from '../../server/provenance/note';
import type { KeptCheckpoint } from '../../server/provenance/statementCheck';
import { formatBundle, parseBundle, parseTilePath } from '../../server/provenance/tile';
import { submitToWitness } from '../../server/provenance/witness';
import { earlierKeys, extendLog, MemoryFiles, sampleLog } from '../server/provenance/sample';
import { TestWitness } from '../server/provenance/testWitness';

export interface WitnessedLog {
  readonly files: MemoryFiles;
  /** The log when it was half as long. */
  readonly older: MemoryFiles;
  /** The newest checkpoint, kept elsewhere. */
  readonly kept: KeptCheckpoint;
  readonly trusted: readonly NoteVerifier[];
}

export interface Tampering {
  readonly what: string;
  readonly files: MemoryFiles;
  readonly expected: readonly LogProblemCode[];
}

/** Returns a signed log of `count` entries that a witness has confirmed. */
export async function witnessedLog(count: number): Promise<WitnessedLog> {
  const files = await sampleLog(Math.floor(count / 2), earlierKeys);
  const older = files.copy();
  await extendLog(files, count - Math.floor(count / 2), earlierKeys, 'later');
  const { verifier } = createSigner(originOf(files), earlierKeys.current);
  const witness = new TestWitness(`${verifier.name}+${verifier.keyId.toString('hex')}+${typed(verifier)}`);
  const address = { url: 'https://witness.example/w', verifier: parseVerifier(witness.vkey) as NoteVerifier };
  await submitToWitness(files, address, witness.post);
  const kept = { file: 'kept', bytes: files.contents.get('checkpoint') as Buffer };
  return { files, older, kept, trusted: [createVerifier('any', verifier.publicKey)] };
}

/** Yields the tamperings; those of single records at every `stride`-th. */
export async function* tamperings(log: WitnessedLog, stride: number): AsyncGenerator<Tampering> {
  const { files, older } = log;
  yield { what: 'rolled back', files: older.copy(), expected: ['LOG_ROLLED_BACK'] };
  const olderWithWitness = older.copy();
  for (const [name, bytes] of files.contents) {
    if (name.startsWith('witnesses/')) olderWithWitness.contents.set(name, bytes);
  }
  yield { what: 'rolled back but for the witness', files: olderWithWitness, expected: ['LOG_ROLLED_BACK'] };
  const count = Number((log.kept.bytes.toString().split('\n') as string[])[1]);
  for (const [what, keys] of [
    ['rewritten and signed by the key', earlierKeys],
    ['rewritten and signed by another key', { current: Buffer.alloc(32, 8) }],
    ['rewritten without signature', undefined],
  ] as const) {
    const rewritten = older.copy();
    // Same origin, other entries from the middle on.
    if (keys === earlierKeys) await extendLog(rewritten, count - Math.floor(count / 2), keys, 'other');
    else Object.assign(rewritten, { contents: (await sampleLog(count, keys)).contents });
    yield { what, files: rewritten, expected: ['LOG_HISTORY_REWRITTEN', 'LOG_SIGNATURE_INVALID'] };
  }
  const names = [...files.contents.keys()];
  for (const name of names) {
    const removed = sharing(files);
    removed.contents.delete(name);
    const isStatement = name.startsWith('keys/') || name.startsWith('witnesses/');
    // A witness's confirmation that is taken away leaves the checkpoint kept elsewhere.
    if (name.startsWith('witnesses/')) continue;
    yield {
      what: `${name} removed`,
      files: removed,
      expected: isStatement ? ['LOG_SIGNATURE_INVALID'] : ['LOG_FILE_MISSING'],
    };
  }
  for (const name of names.filter((each) => parseTilePath(each)?.level === 'entries')) {
    yield* changeRecords(files, name, stride);
  }
}

/** Cuts, drops, doubles and exchanges records of a bundle. */
async function* changeRecords(files: MemoryFiles, name: string, stride: number): AsyncGenerator<Tampering> {
  const bytes = files.contents.get(name) as Buffer;
  const { entries, offsets } = parseBundle(bytes);
  const expected = ['LOG_LEAF_MISMATCH'] as const;
  const changed = (what: string, content: Buffer): Tampering => {
    const copy = sharing(files);
    copy.contents.set(name, content);
    return { what: `${name} ${what}`, files: copy, expected };
  };
  for (let i = 0; i < entries.length; i += stride) {
    const before = entries.slice(0, i);
    const after = entries.slice(i + 1);
    const entry = entries[i] as Buffer;
    yield changed(`cut at record ${i}`, bytes.subarray(0, offsets[i]));
    yield changed(`cut within record ${i}`, bytes.subarray(0, (offsets[i] as number) + 7));
    yield changed(`without record ${i}`, formatBundle([...before, ...after]));
    yield changed(`with record ${i} twice`, formatBundle([...before, entry, entry, ...after]));
    const next = after[0];
    if (next)
      yield changed(
        `with records ${i} and ${i + 1} exchanged`,
        formatBundle([...before, next, entry, ...after.slice(1)]),
      );
  }
}

/** Returns a log of the same files, whose bytes nobody changes in place. */
function sharing(files: MemoryFiles): MemoryFiles {
  const shared = new MemoryFiles();
  for (const [name, bytes] of files.contents) shared.contents.set(name, bytes);
  return shared;
}

function originOf(files: MemoryFiles): string {
  return (files.contents.get('checkpoint') as Buffer).toString().split('\n')[0] as string;
}

function typed({ publicKey }: NoteVerifier): string {
  return Buffer.concat([Buffer.of(1), publicKey]).toString('base64');
}
