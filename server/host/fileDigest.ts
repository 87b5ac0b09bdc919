/** Digests of large files, taken once for each state of a file. Knows nothing of what is in them. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Returns a file's SHA-256 in lower-case hex; `undefined` where it is no plain file, can't be read, or not yet. */
export type FileDigest = (path: string) => Promise<string | undefined>;

/** So many states of files are remembered; of more, the oldest go. */
const mostKept = 64;

/**
 * Returns the function that takes digests. A file that takes longer than `waitMs` has none for now; it is read to its end,
 * and has one later.
 */
export function createFileDigest(waitMs: number): FileDigest {
  const known = new Map<string, Promise<string | undefined>>();
  return async (path) => {
    const key = await stateOf(path);
    if (key === undefined) return undefined;
    const taken = known.get(key) ?? digest(path, key);
    if (!known.has(key)) remember(key, taken);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), waitMs);
    });
    return Promise.race([taken, late]).finally(() => clearTimeout(timer));
  };

  function remember(key: string, taken: Promise<string | undefined>): void {
    known.set(key, taken);
    for (const oldest of known.keys()) {
      if (known.size <= mostKept) break;
      known.delete(oldest);
    }
    taken.then((found) => {
      if (found === undefined) known.delete(key);
    });
  }
}

/**
 * Returns what changes with the file's content; the change time can't be set back by whoever writes it. A model server
 * names the path: a device or pipe would be read without end.
 */
async function stateOf(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return undefined;
    const { dev, ino, size, mtimeNs, ctimeNs } = found;
    return [path, dev, ino, size, mtimeNs, ctimeNs].join('\0');
  } catch {
    return undefined;
  }
}

async function digest(path: string, key: string): Promise<string | undefined> {
  try {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
    // What changed while it was read has no digest.
    return (await stateOf(path)) === key ? hash.digest('hex') : undefined;
  } catch {
    return undefined;
  }
}
