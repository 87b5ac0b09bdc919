/**
 * Drops old entries by age: their bundles and what opens them go, the hash tiles stay, so that every proof of what
 * remains and the consistency with every old checkpoint hold. Works beside a writer, which never touches full bundles.
 */

import type { LogFiles } from './files';
import { readHead } from './head';
import { readKeys } from './keys';
import { LogError } from './logError';
import { createSigner } from './note';
import { formatPruned, openPruned, prunedPath } from './pruned';
import type { SigningKeys } from './signing';
import { formatTilePath, parseBundle, parseTilePath, tileWidth } from './tile';

export interface PruneOptions {
  /** Entries older than this may go, in milliseconds since 1970; 256 at a time, where all of them are. */
  readonly before: number;
  readonly keys: SigningKeys;
  readonly now: number;
}

export interface PruneResult {
  /** Entries that this call dropped. */
  readonly dropped: number;
  readonly firstKept: number;
}

/**
 * Drops what is old enough; the caller sees to it that no other call is under way.
 *
 * Throws `LOG_KEY_MISSING` where the log isn't signed with a key at hand: without a signed statement the missing
 * bundles would be damage. The statement comes first, so that a crash leaves too much rather than damage.
 */
export async function pruneLog(files: LogFiles, options: PruneOptions): Promise<PruneResult> {
  const head = await readHead(files);
  const origin = head.checkpoint?.origin ?? '';
  const keys = (await readKeys(files)).keys.map((key) => key.verifier);
  const signer = createSigner(origin, options.keys.current);
  if (!keys.some(({ keyId }) => keyId.equals(signer.verifier.keyId))) {
    throw new LogError(
      'LOG_KEY_MISSING',
      'the log is not signed with the key at hand; start the service once, then prune',
    );
  }
  const stated = head.prunedBytes ? openPruned(head.prunedBytes, origin, keys) : undefined;
  if (head.prunedBytes && !stated) {
    throw new LogError('LOG_SIGNATURE_INVALID', `${prunedPath} is damaged; run 'portcullis log verify'`);
  }
  const before = stated?.firstKept ?? 0;
  const firstKept = await findFirstKept(files, before, head.checkpoint?.size ?? 0, options.before);
  if (firstKept > before) {
    const time = new Date(options.now).toISOString();
    await files.replace(prunedPath, formatPruned({ origin, firstKept, time }, signer));
  }
  for (const name of await files.list()) if (isBefore(name, firstKept)) await files.remove(name);
  return { dropped: firstKept - before, firstKept };
}

/** Reports whether the file holds entries, or what opens them, that are all before this one. */
function isBefore(name: string, firstKept: number): boolean {
  const position = parseTilePath(name) ?? parseTilePath(name.replace(/^openings\//, 'tile/entries/'));
  return position?.level === 'entries' && (position.n + 1) * tileWidth <= firstKept;
}

async function findFirstKept(files: LogFiles, from: number, size: number, before: number): Promise<number> {
  let first = from;
  for (; first + tileWidth <= size; first += tileWidth) {
    const name = formatTilePath({ level: 'entries', n: first / tileWidth, width: tileWidth });
    const bytes = await files.read(name);
    if (!bytes) throw new LogError('LOG_FILE_MISSING', `${name} is missing; run 'portcullis log verify'`);
    if (!parseBundle(bytes).entries.every((leaf) => timeOf(leaf) < before)) break;
  }
  return first;
}

/** Returns an entry's time; one that can't be read is never old. */
function timeOf(leaf: Buffer): number {
  try {
    const time = Date.parse((JSON.parse(leaf.toString()) as { time: string }).time);
    return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
