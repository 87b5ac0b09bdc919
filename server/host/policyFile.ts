/**
 * Reads policy files from disk and notices when they change. Knows nothing of what a policy means.
 */

import { createHash } from 'node:crypto';
import { constants, unwatchFile, watchFile } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A policy above this size is not read. */
const maxPolicyBytes = 4 * 1024 * 1024;

export type PolicyText =
  | { readonly kind: 'missing' }
  | { readonly kind: 'text'; readonly text: string; readonly digest: string }
  | {
      readonly kind: 'broken';
      readonly code: 'NOT_TEXT' | 'TOO_LARGE';
      readonly message: string;
      readonly hint: string;
      /** The system's code where the file can't be read at all, for example `EISDIR`. */
      readonly errno?: string;
    };

/**
 * Returns a policy file's text and the digest of its bytes; `missing` only where there is no such file, nor a link that
 * leads nowhere.
 *
 * The place may be a repository's: a device or a pipe is not read, unless `isNamed` says that its user named it.
 */
export async function readPolicyFile(path: string, isNamed = false): Promise<PolicyText> {
  try {
    const bytes = await readBounded(path, isNamed);
    if (bytes.length > maxPolicyBytes) {
      return {
        kind: 'broken',
        code: 'TOO_LARGE',
        message: `the file has more than ${maxPolicyBytes} bytes`,
        hint: `a policy may have up to ${maxPolicyBytes} bytes`,
      };
    }
    return { kind: 'text', text: decode(bytes), digest: digestOf(bytes) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const isLink = await lstat(path).then(
        () => true,
        () => false,
      );
      if (!isLink) return { kind: 'missing' };
    }
    return code === undefined || code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ? { kind: 'broken', code: 'NOT_TEXT', message: 'the file is not UTF-8 text', hint: 'save it as UTF-8' }
      : {
          kind: 'broken',
          code: 'NOT_TEXT',
          message: `the file can't be read (${code})`,
          hint: hints[code] ?? 'check its permissions',
          errno: code,
        };
  }
}

const hints: Readonly<Record<string, string>> = {
  EISDIR: 'name a file',
  ENXIO: 'put a regular file there',
  ENOENT: 'the link leads nowhere; mend or remove it',
};

/** Reads no more than a policy may have, and one byte that tells there is more. */
async function readBounded(path: string, isNamed: boolean): Promise<Uint8Array> {
  // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
  const handle = await open(path, constants.O_RDONLY | (isNamed ? 0 : (constants.O_NONBLOCK ?? 0)));
  try {
    const found = await handle.stat();
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    if (!found.isFile() && !isNamed) throw Object.assign(new Error('no regular file'), { code: 'ENXIO' });
    const chunks: Uint8Array[] = [];
    for (let length = 0; length <= maxPolicyBytes; ) {
      const chunk = Buffer.allocUnsafe(Math.min(maxPolicyBytes + 1 - length, 64 * 1024));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) break;
      length += bytesRead;
      chunks.push(chunk.subarray(0, bytesRead));
    }
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}

/** Returns the YAML files of a folder, sorted by path; none where there is no such folder. Throws where it can't be read. */
export async function listPolicyFiles(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/** Returns the digest of a policy's bytes as decisions and entries name it. */
export function digestOf(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/**
 * Calls `onChange` after any of the files was changed, made or removed; returns a function that stops it.
 *
 * Polls: notifications are not to be had for files that don't exist yet, nor on network file systems.
 */
export function watchPolicyFiles(paths: readonly string[], intervalMs: number, onChange: () => void): () => void {
  const watched: string[] = [];
  const stop = (): void => {
    for (const path of watched) unwatchFile(path, onChange);
  };
  try {
    for (const path of paths) {
      watchFile(path, { interval: intervalMs, persistent: false }, onChange);
      watched.push(path);
    }
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
