/**
 * Where this machine keeps secrets of its user: the system's keychain through its own command-line tool where there is
 * one that works, a file for the user alone where not. A secret stays where it was first kept.
 */

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTextFile } from '../writeText';
import { createDpapi } from './dpapi';
import { createFileStore } from './fileStore';
import { createKeychain } from './keychain';
import { createSecretService } from './secretService';

/** Keeps short texts (one line, printable ASCII) by name. Rejects where it can't be asked, as when it is locked. */
export interface SecretStore {
  /** For people and for the record of where a secret is. */
  readonly kind: string;
  /** Returns the secret, or `undefined` where there is none of that name. */
  read(name: string): Promise<string | undefined>;
  /** Keeps the secret, in place of one of that name. */
  write(name: string, secret: string): Promise<void>;
}

/** Runs a program with the input; resolves with its exit code and output, `undefined` where there is none such. */
export type RunTool = (
  program: string,
  args: readonly string[],
  input: string,
) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string } | undefined>;

export interface SecretPlace {
  /** Holds the record of where a secret is, and the secret where that is a file. */
  readonly directory: string;
  readonly platform: NodeJS.Platform;
  /** False keeps everything in the folder. */
  readonly useKeychain: boolean;
  readonly runTool: RunTool;
}

/** A secret with the kind of store it is in. */
export interface KeptSecret {
  readonly kind: string;
  /** Absent where the store doesn't have it any more. */
  readonly secret?: string;
}

/** Returns the secret kept under the name, `undefined` where none was ever. Rejects where its store can't be asked. */
export async function readSecret(place: SecretPlace, name: string): Promise<KeptSecret | undefined> {
  const store = await recordedStore(place, name);
  if (!store) return undefined;
  const secret = await store.read(name);
  return { kind: store.kind, ...(secret !== undefined && { secret }) };
}

/** Keeps the secret where it was kept before, else in the first store that gives it back. */
export async function keepSecret(place: SecretPlace, name: string, secret: string): Promise<void> {
  await mkdir(place.directory, { recursive: true, mode: 0o700 });
  const recorded = await recordedStore(place, name);
  if (recorded) return recorded.write(name, secret);
  // A keychain without a session to unlock it in is there and fails; the file comes last and says why it can't be.
  for (const store of createStores(place)) {
    const isLast = store.kind === 'file';
    const isKept = await keepAndRead(store, name, secret).catch((error) => {
      if (isLast) throw error;
      return false;
    });
    if (isKept) return writeTextFile(recordPath(place, name), `${store.kind}\n`, 0o600);
  }
}

async function keepAndRead(store: SecretStore, name: string, secret: string): Promise<boolean> {
  await store.write(name, secret);
  return (await store.read(name)) === secret;
}

async function recordedStore(place: SecretPlace, name: string): Promise<SecretStore | undefined> {
  const recorded = await readFile(recordPath(place, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (recorded === undefined) return undefined;
  const store = createStores(place).find(({ kind }) => kind === recorded.trim());
  if (!store) throw new Error(`the secret is kept in '${recorded.trim()}', which can't be asked here`);
  return store;
}

/** In the order they are tried; the file comes last and always is one. */
function createStores({ directory, platform, useKeychain, runTool }: SecretPlace): SecretStore[] {
  const file = createFileStore(directory);
  if (!useKeychain) return [file];
  if (platform === 'darwin') return [createKeychain(directory, runTool), file];
  if (platform === 'win32') return [createDpapi(file, runTool), file];
  return [createSecretService(directory, runTool), file];
}

function recordPath({ directory }: SecretPlace, name: string): string {
  return join(directory, `${name}.place`);
}
