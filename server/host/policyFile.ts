/**
 * Reads policy files from disk and notices when they change. Knows nothing of what a policy means.
 */

import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
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

/** Returns a policy file's text and the digest of its bytes; `missing` only where there is no such file. */
export async function readPolicyFile(path: string): Promise<PolicyText> {
  try {
    const { size } = await stat(path);
    if (size > maxPolicyBytes) {
      return {
        kind: 'broken',
        code: 'TOO_LARGE',
        message: `the file has ${size} bytes`,
        hint: `a policy may have up to ${maxPolicyBytes} bytes`,
      };
    }
    const bytes = await readFile(path);
    return { kind: 'text', text: decode(bytes), digest: digestOf(bytes) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return code === undefined || code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ? { kind: 'broken', code: 'NOT_TEXT', message: 'the file is not UTF-8 text', hint: 'save it as UTF-8' }
      : {
          kind: 'broken',
          code: 'NOT_TEXT',
          message: `the file can't be read (${code})`,
          hint: code === 'EISDIR' ? 'name a file' : 'check its permissions',
          errno: code,
        };
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
  for (const path of paths) watchFile(path, { interval: intervalMs, persistent: false }, onChange);
  return () => {
    for (const path of paths) unwatchFile(path, onChange);
  };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
