/** What the sinks of this machine are made from: the policy's word, and the files that it names. */

import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { SecureContext, SecureContextOptions } from 'node:tls';
import type { SinkSpec } from '../../engine/policy/types';
import type { Sink, SinkIdentity } from '../../provenance/sinks/sink';
import { createTrust } from '../gateway/certificates';

/**
 * Makes the sink of a type. Files are read again after a failure, so that a new secret needs no restart. A batch that
 * the receiver has not taken after `timeoutMs` is to be sent again.
 */
export type CreateSink = (spec: SinkSpec, identity: SinkIdentity, timeoutMs?: number) => Sink;

/** How long a receiver has to take a batch, usually. */
export const sendTimeoutMs = 10_000;

/** Returns the secret without white space around it; refuses a file that is open to everyone. */
export async function readSecret({ secretFile }: SinkSpec): Promise<string | undefined> {
  if (secretFile === undefined) return undefined;
  const file = await open(secretFile, 'r').catch((error) => explain('secretFile', error));
  try {
    return await readPrivate(file);
  } finally {
    await file.close();
  }
}

let machineTrust: SecureContext | undefined;

export type Trust = Pick<SecureContextOptions, 'ca'> & { readonly secureContext?: SecureContext };

/** Returns whom to trust for the receiver's certificate: the policy's file alone, or what this machine trusts. */
export async function readTrust({ caFile, url }: SinkSpec): Promise<Trust> {
  if (!/^(?:https|tls):/i.test(url)) return {};
  if (caFile === undefined) {
    // Parsing hundreds of certificates takes longer than sending a batch.
    machineTrust ??= createTrust(process.env);
    return { secureContext: machineTrust };
  }
  return { ca: await readFile(caFile).catch((error) => explain('caFile', error)) };
}

/** Calls back once the signal is aborted, at once where it is; returns a function that ends that. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}

async function readPrivate(file: FileHandle): Promise<string> {
  const { mode } = await file.stat();
  if (process.platform !== 'win32' && (mode & 0o007) !== 0) {
    throw new Error("the file of 'secretFile' is open to every user; take their rights away with chmod o-rwx");
  }
  const secret = (await file.readFile('utf8')).trim();
  if (secret === '') throw new Error("the file of 'secretFile' is empty; put the secret there");
  return secret;
}

function explain(field: string, error: NodeJS.ErrnoException): never {
  throw new Error(`the file of '${field}' can't be read (${error.code}); check the policy's path and its rights`);
}
