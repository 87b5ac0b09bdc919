/**
 * Proofs under the log's current checkpoint, read beside a writer: from the checkpoint and a few tiles, never the
 * journal or the entries. Trusts nothing it reads to be right: each proof is checked before it is handed out.
 */

import { parseStoredCheckpoint, type StoredCheckpoint } from './checkpoint';
import type { LogFiles } from './files';
import { checkpointPath } from './head';
import { LogError } from './logError';
import type { Hash } from './merkle';
import {
  checkConsistency,
  checkInclusion,
  createNodeReader,
  type NodeReader,
  proveConsistency,
  proveInclusion,
} from './proof';

type Readable = Pick<LogFiles, 'read'>;

export interface Published {
  readonly bytes: Buffer;
  readonly checkpoint: StoredCheckpoint;
}

/** Returns the current checkpoint. Throws `LOG_FILE_MISSING` where there is none, `LOG_CHECKPOINT_DAMAGED`. */
export async function readPublished(files: Readable): Promise<Published> {
  const bytes = await files.read(checkpointPath);
  if (!bytes) throw new LogError('LOG_FILE_MISSING', 'there is no checkpoint yet; it comes with the first entries');
  const checkpoint = parseStoredCheckpoint(bytes);
  if (checkpoint) return { bytes, checkpoint };
  throw new LogError('LOG_CHECKPOINT_DAMAGED', "the checkpoint can not be read; run 'portcullis log verify'");
}

/**
 * Returns the leaf hash of an entry and the path that proves it under the current checkpoint.
 *
 * Throws `LOG_ROOT_MISMATCH` where the tiles do not lead to the checkpoint's root, and a `RangeError` for an index that
 * the checkpoint does not cover.
 */
export function proveEntry(files: Readable, index: number): Promise<Published & { leaf: Hash; path: Hash[] }> {
  return withPublished(files, async (published, read) => {
    const { size, root } = published.checkpoint;
    if (index >= size) throw new RangeError(`entry ${index} is not under the checkpoint of ${size} entries`);
    const [leaf, path] = await Promise.all([read(0, index), proveInclusion(read, index, size)]);
    if (!checkInclusion(leaf, index, size, path, root)) throw disagreement();
    return { ...published, leaf, path };
  });
}

/**
 * Returns the proof that the current checkpoint's tree begins with the older one's, `undefined` where it does not: then
 * one of the two is not of this log's history.
 */
export function proveSince(
  files: Readable,
  older: { readonly size: number; readonly root: Hash },
): Promise<Published & { proof: Hash[] | undefined }> {
  return withPublished(files, async (published, read) => {
    const { checkpoint } = published;
    if (older.size > checkpoint.size) return { ...published, proof: undefined };
    const proof = await proveConsistency(read, older.size, checkpoint.size);
    return { ...published, proof: checkConsistency(older, checkpoint, proof) ? proof : undefined };
  });
}

/** Calls again with the next checkpoint where a writer has moved on meanwhile and removed a partial tile. */
async function withPublished<T>(
  files: Readable,
  use: (published: Published, read: NodeReader) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const published = await readPublished(files);
    try {
      return await use(published, createNodeReader(files, published.checkpoint.size));
    } catch (error) {
      const isGone = error instanceof LogError && error.code === 'LOG_FILE_MISSING';
      if (!isGone || attempt === 10 || (await readPublished(files)).bytes.equals(published.bytes)) throw error;
    }
  }
}

function disagreement(): LogError {
  return new LogError('LOG_ROOT_MISMATCH', "the tiles do not have the checkpoint's root; run 'portcullis log verify'");
}
