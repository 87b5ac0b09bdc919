/**
 * The log's keys over time: `keys/1`, `keys/2` …, each a note that names the key from which size on it signs. A key's
 * note is signed by the key itself and by the one before it, and names that one: so whoever trusts any of them can follow
 * the chain both ways, and checkpoints from before a rotation keep verifying. Knows no private key's place.
 */

import type { Checkpoint, StoredCheckpoint } from './checkpoint';
import type { LogFiles } from './files';
import { type Hash, hashLength } from './merkle';
import {
  checkNote,
  formatNote,
  formatVerifier,
  type NoteSigner,
  type NoteVerifier,
  parseNote,
  parseVerifier,
} from './note';

export interface LogKey {
  readonly file: string;
  /** Size and root of the log when the key came into use. */
  readonly since: Checkpoint;
  readonly verifier: NoteVerifier;
  readonly previous?: NoteVerifier;
  /** True where the key before it has signed as well; of the first, always. */
  readonly isEndorsed: boolean;
}

const title = 'portcullis-log-key';

/** Returns the bytes of a key's note; `previous` signs as well where its key is still to be had. */
export function formatKey(
  since: Checkpoint,
  signer: NoteSigner,
  previous?: NoteVerifier,
  endorser?: NoteSigner,
): Buffer {
  const { origin, size, root } = since;
  const before = previous ? `${formatVerifier(previous)}\n` : '';
  const text = `${title}\n${origin}\n${size}\n${root.toString('base64')}\n${formatVerifier(signer.verifier)}\n${before}`;
  return Buffer.from(formatNote(text, [signer.sign(text), ...(endorser ? [endorser.sign(text)] : [])]));
}

/** Returns the key that the note introduces, `undefined` where it is damaged or not signed by that key itself. */
export function parseKey(file: string, bytes: Buffer): LogKey | undefined {
  const note = parseNote(bytes);
  const lines = note?.text.split('\n') ?? [];
  const [start, origin = '', size = '', root = '', current = '', ...rest] = lines;
  const before = rest.length === 2 ? rest[0] : undefined;
  const verifier = parseVerifier(current);
  const previous = before === undefined ? undefined : parseVerifier(before);
  const since = { origin, size: Number(size), root: Buffer.from(root, 'base64') };
  if (!note || start !== title || verifier?.type !== 1 || since.root.length !== hashLength) return undefined;
  if (!/^(?:0|[1-9]\d{0,14})$/.test(size) || since.root.toString('base64') !== root) return undefined;
  if (rest.length !== (previous ? 2 : 1)) return undefined;
  const held = checkNote(note, previous ? [verifier, previous] : [verifier]);
  if (!held?.includes(verifier)) return undefined;
  const isEndorsed = !previous || held.includes(previous);
  // A line of a key that is not asked would be a place to change bytes unseen.
  if (note.signatures.length !== held.length) return undefined;
  return { file, since, verifier, ...(previous && { previous }), isEndorsed };
}

/** Returns the name of the n-th key's note, from 1. */
export function formatKeyPath(n: number): string {
  return `keys/${n}`;
}

/** What the keys' files hold: the keys in order up to the first that is damaged, and that one's name. */
export interface LogKeys {
  readonly keys: readonly LogKey[];
  readonly damaged?: string;
}

export async function readKeys(files: Pick<LogFiles, 'read'>): Promise<LogKeys> {
  const keys: LogKey[] = [];
  for (let n = 1; ; n++) {
    const file = formatKeyPath(n);
    const bytes = await files.read(file);
    if (!bytes) return { keys };
    const key = parseKey(file, bytes);
    const before = keys.at(-1);
    const follows = before ? key?.previous && sameKey(key.previous, before.verifier) : !key?.previous;
    if (!key || !follows || (before && !isLater(key, before))) return { keys, damaged: file };
    keys.push(key);
  }
}

/** Returns those keys that are joined by endorsements to a trusted one; to the first where none is named. */
export function trustedKeys(keys: readonly LogKey[], trusted: readonly NoteVerifier[]): LogKey[] {
  const chains: LogKey[][] = [];
  for (const key of keys) {
    if (chains.length === 0 || !key.isEndorsed) chains.push([]);
    chains.at(-1)?.push(key);
  }
  const isNamed = (key: LogKey) => trusted.some((other) => other.publicKey.equals(key.verifier.publicKey));
  return trusted.length === 0 ? (chains[0] ?? []) : chains.filter((chain) => chain.some(isNamed)).flat();
}

/**
 * Reports whether a checkpoint of this log is signed by the key that was in use at its size. One without signature
 * holds only where it is what the first key came to: a log that was not signed before.
 */
export function isSigned(
  { origin, size, root, note }: StoredCheckpoint,
  keys: readonly LogKey[],
  all: readonly LogKey[],
) {
  if (!note) return all[0]?.since.size === size && all[0].since.root.equals(root) && keys.includes(all[0]);
  return keys.some((key) => {
    const next = all[all.indexOf(key) + 1];
    if (key.since.origin !== origin || size < key.since.size || (next && size > next.since.size)) return false;
    return (checkNote(note, [key.verifier])?.length ?? 0) > 0;
  });
}

export function sameKey(a: NoteVerifier, b: NoteVerifier): boolean {
  return formatVerifier(a) === formatVerifier(b);
}

/** The root that a statement, or a checkpoint kept elsewhere, gives the log's first entries. */
export interface KnownRoot {
  readonly size: number;
  readonly root: Hash;
  /** Where it stands, for the message. */
  readonly file: string;
}

function isLater(key: LogKey, before: LogKey): boolean {
  return key.since.origin === before.since.origin && key.since.size >= before.since.size;
}
