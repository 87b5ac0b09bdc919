/**
 * The log writer's key: found in the chain of the log's keys, or added to it, before anything is signed. Knows no place
 * where private keys are kept.
 */

import { formatCheckpoint, type StoredCheckpoint } from './checkpoint';
import { damaged } from './edge';
import type { LogFiles } from './files';
import { formatKey, formatKeyPath, isSigned, readKeys, sameKey } from './keys';
import { LogError } from './logError';
import { emptyRoot } from './merkle';
import { createSigner, formatNote, type NoteSigner } from './note';

/** Seeds of Ed25519 keys, 32 bytes each. */
export interface SigningKeys {
  readonly current: Uint8Array;
  /** The key before the last rotation; endorses the current one. */
  readonly previous?: Uint8Array;
}

/**
 * Returns who signs from here on, `undefined` for a log that is not signed. A key that is new to the log is written into
 * it first, endorsed by the one before where that is still to be had.
 *
 * Throws `LOG_KEY_MISSING` for a signed log without key, and the log's errors where keys or signature are damaged.
 */
export async function openSigning(
  files: LogFiles,
  origin: string,
  checkpoint: StoredCheckpoint | undefined,
  keys: SigningKeys | undefined,
): Promise<NoteSigner | undefined> {
  const { keys: known, damaged: broken } = await readKeys(files);
  if (broken) throw damaged('LOG_SIGNATURE_INVALID', `${broken} is not the note of a key`);
  if (checkpoint) checkSigned(checkpoint, known);
  if (!keys) {
    if (known.length === 0) return undefined;
    throw new LogError(
      'LOG_KEY_MISSING',
      "the log is signed, and its key can't be had; unlock the keychain and try again",
    );
  }
  // Without checkpoint there is no log yet: the key is of a first start that was cut off.
  const chain = checkpoint ? known : [];
  const signer = createSigner(origin, keys.current);
  const last = chain.at(-1)?.verifier;
  if (last && sameKey(last, signer.verifier)) return signer;
  const previous = keys.previous && createSigner(origin, keys.previous);
  const endorser = last && previous && sameKey(last, previous.verifier) ? previous : undefined;
  const since = checkpoint ?? { origin, size: 0, root: emptyRoot };
  await files.replace(formatKeyPath(chain.length + 1), formatKey(since, signer, last, endorser));
  return signer;
}

/** Returns the checkpoint's bytes, a signed note where there is a signer. */
export function formatStoredCheckpoint(checkpoint: StoredCheckpoint, signer: NoteSigner | undefined): Buffer {
  const text = formatCheckpoint(checkpoint);
  return Buffer.from(signer ? formatNote(text, [signer.sign(text)]) : text);
}

function checkSigned(checkpoint: StoredCheckpoint, known: Parameters<typeof isSigned>[1]): void {
  if (known.length === 0 && checkpoint.note) throw damaged('LOG_FILE_MISSING', `${formatKeyPath(1)} is missing`);
  if (known.length > 0 && !isSigned(checkpoint, known, known)) {
    throw damaged('LOG_SIGNATURE_INVALID', "the checkpoint is not signed by the log's key");
  }
}
