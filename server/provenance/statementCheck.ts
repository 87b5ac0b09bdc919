/**
 * Verification of what is signed: the log's keys, its checkpoint, the statement of what was pruned, what witnesses have
 * cosigned, and checkpoints kept elsewhere. Finds the roots that these give the log's beginnings; the growing tree has
 * to come to each of them.
 */

import { parseStoredCheckpoint } from './checkpoint';
import type { LogFiles } from './files';
import { checkpointPath, type LogHead } from './head';
import { formatKeyPath, isSigned, type KnownRoot, type LogKey, readKeys, trustedKeys } from './keys';
import type { LogProblem } from './logError';
import { formatVerifier, type NoteVerifier } from './note';
import { openPruned, prunedPath } from './pruned';
import { parseWitnessed, type Witnessed, witnessFolder } from './witnessed';

/** A checkpoint from elsewhere that the log has to agree with. */
export interface KeptCheckpoint {
  /** For messages. */
  readonly file: string;
  readonly bytes: Buffer;
}

export interface Statements {
  /** Names of the statements' files. */
  readonly files: readonly string[];
  readonly knownRoots: readonly KnownRoot[];
  /** Bundles of entries before this one may be gone. */
  readonly firstKept: number;
  /** Verifier key that the log's checkpoints are signed with, where they are. */
  readonly key?: string;
  readonly witnesses: readonly Witnessed[];
}

/** Verifies the statements among the files `names`; `trusted` are keys known from elsewhere. */
export async function verifyStatements(
  files: LogFiles,
  head: LogHead,
  names: ReadonlySet<string>,
  options: { readonly trusted?: readonly NoteVerifier[]; readonly against?: readonly KeptCheckpoint[] },
  report: (problem: LogProblem) => void,
): Promise<Statements> {
  const invalid = (file: string, message: string) => report({ code: 'LOG_SIGNATURE_INVALID', file, message });
  const { keys: all, damaged } = await readKeys(files);
  if (damaged) invalid(damaged, "not the note of the log's next key, signed by that key");
  const { trusted = [] } = options;
  const keys = trustedKeys(all, trusted);
  for (const key of all) if (!keys.includes(key)) invalid(key.file, describeDistrust(trusted));
  const origin = head.checkpoint?.origin ?? head.journal.header?.origin ?? '';
  verifyCheckpoint(head, { all, keys, trusted }, invalid);
  const verifiers = keys.map((key) => key.verifier);
  let firstKept = 0;
  if (head.prunedBytes) {
    const pruned = openPruned(head.prunedBytes, origin, verifiers);
    if (pruned) firstKept = pruned.firstKept;
    else invalid(prunedPath, "not a statement signed by the log's key");
  }

  const knownRoots: KnownRoot[] = keys.map(({ file, since }) => ({ ...since, file }));
  const witnesses: Witnessed[] = [];
  const witnessFiles = [...names].filter((name) => name.startsWith(witnessFolder));
  for (const file of witnessFiles) {
    const bytes = await files.read(file);
    const witnessed = bytes && parseWitnessed(bytes);
    if (!witnessed || witnessed.checkpoint.origin !== origin || !isSigned(witnessed.checkpoint, keys, all)) {
      invalid(file, "not a checkpoint of this log, signed by its key and cosigned by the witness's");
      continue;
    }
    witnesses.push(witnessed);
    knownRoots.push({ ...witnessed.checkpoint, file });
  }
  for (const { file, bytes } of options.against ?? []) {
    const kept = parseStoredCheckpoint(bytes);
    if (!kept) report({ code: 'LOG_CHECKPOINT_DAMAGED', file, message: 'not a checkpoint' });
    else if (kept.origin !== origin) {
      report({ code: 'LOG_HISTORY_REWRITTEN', file, message: `is of the log ${kept.origin}; this is ${origin}` });
    } else {
      knownRoots.push({ ...kept, file });
      if (kept.note && !isSigned(kept, keys, all))
        invalid(file, "not signed by a key of this log: one of the two is not the log's");
    }
  }
  return {
    files: [...all.map((key) => key.file), ...(damaged ? [damaged] : []), ...witnessFiles, prunedPath],
    knownRoots,
    firstKept,
    ...(verifiers.length > 0 && { key: formatVerifier(verifiers.at(-1) as NoteVerifier) }),
    witnesses,
  };
}

interface KeyRing {
  readonly all: readonly LogKey[];
  readonly keys: readonly LogKey[];
  readonly trusted: readonly NoteVerifier[];
}

function verifyCheckpoint(
  { checkpoint }: LogHead,
  { all, keys, trusted }: KeyRing,
  invalid: (file: string, message: string) => void,
): void {
  if (!checkpoint) return;
  if (all.length === 0) {
    if (checkpoint.note) invalid(checkpointPath, `signed, but the log's key is gone: ${formatKeyPath(1)} is missing`);
    else if (trusted.length > 0) invalid(checkpointPath, 'not signed, but the log is to be signed with a known key');
  } else if (!isSigned(checkpoint, keys, all)) {
    invalid(checkpointPath, "not signed by the log's key");
  } else if (checkpoint.note && checkpoint.note.signatures.length > 1) {
    invalid(checkpointPath, "holds signatures beside that of the log's key");
  }
}

function describeDistrust(trusted: readonly NoteVerifier[]): string {
  return trusted.length > 0
    ? 'not the known key, nor joined to it by endorsements'
    : 'not endorsed by the key before it; if that one was lost, name this key as trusted';
}
