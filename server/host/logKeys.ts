/**
 * This user's keys for signing the provenance log: made once, kept in a secret store, the public half beside the state
 * for whoever only verifies. Knows nothing of what is signed.
 */

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigner } from '../provenance/note';
import type { SigningKeys } from '../provenance/signing';
import { keepSecret, readSecret, type SecretPlace } from './secretStore';
import { writeTextFile } from './writeText';

const secretName = 'log-key';
const publicName = 'log-key.pub';
const seedLength = 32;

/**
 * Returns the keys, `undefined` where none was made yet. Rejects where they can't be had now: a new key in their place
 * would break the chain.
 */
export async function loadLogKeys(place: SecretPlace): Promise<SigningKeys | undefined> {
  const kept = await readSecret(place, secretName);
  if (kept?.secret !== undefined) return parseKeys(kept.secret, kept.kind);
  if ((await readPublicLogKey(place.directory)) === undefined) return undefined;
  throw new Error(
    `the log's key is gone from its place (${kept?.kind ?? 'not known'}); run 'portcullis log key --replace' to go on with a new one`,
  );
}

/** Returns the keys, making one where there is none. The caller is the log's one writer. */
export async function ensureLogKeys(place: SecretPlace): Promise<SigningKeys> {
  return (await loadLogKeys(place)) ?? storeLogKeys(place, { current: randomBytes(seedLength) });
}

/** Makes a new key that the former endorses, or one that nothing endorses where the former is `undefined`. */
export async function rotateLogKeys(place: SecretPlace, former: SigningKeys | undefined): Promise<SigningKeys> {
  return storeLogKeys(place, { current: randomBytes(seedLength), ...(former && { previous: former.current }) });
}

/** Returns the current public key, 32 bytes; `undefined` where none was made yet. */
export async function readPublicLogKey(directory: string): Promise<Buffer | undefined> {
  const text = await readFile(join(directory, publicName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  return text === undefined ? undefined : Buffer.from(text.trim(), 'base64');
}

async function storeLogKeys(place: SecretPlace, keys: SigningKeys): Promise<SigningKeys> {
  const seeds = [keys.current, ...(keys.previous ? [keys.previous] : [])];
  await keepSecret(place, secretName, seeds.map((seed) => Buffer.from(seed).toString('base64')).join(' '));
  await writeTextFile(join(place.directory, publicName), `${publicOf(keys.current).toString('base64')}\n`, 0o600);
  return keys;
}

function parseKeys(text: string, kind: string): SigningKeys {
  const [current, previous] = text.split(' ').map((seed) => Buffer.from(seed, 'base64'));
  if (current?.length !== seedLength || (previous && previous.length !== seedLength)) {
    throw new Error(`the log's key is damaged in its place (${kind})`);
  }
  return { current, ...(previous && { previous }) };
}

function publicOf(seed: Uint8Array): Buffer {
  return createSigner('log', seed).verifier.publicKey;
}
