/**
 * Signed notes and their keys, after C2SP signed-note (c2sp.org/signed-note) and tlog-cosignature: a text, a blank line,
 * and signature lines. Knows nothing of what a text says.
 *
 * Only Ed25519: type 1 signs the text, type 4 (a witness's cosignature) signs the time and the text.
 */

import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

export interface NoteSignature {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Buffer;
  /** What follows the key id. */
  readonly signature: Buffer;
}

export interface Note {
  /** With its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** 1: a signer's own key. 4: a witness's. */
export type KeyType = 1 | 4;

/** A public key with the name it signs under. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: Buffer;
  readonly type: KeyType;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

export interface NoteSigner {
  readonly verifier: NoteVerifier;
  /** Returns the signature line for the text, with its newline. */
  sign(text: string): string;
}

const maxSignatures = 64;

/** Returns the note; the text ends with a newline, the lines are those of `NoteSigner.sign`. */
export function formatNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('')}`;
}

/** Returns the line of a signature, with its newline. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
}

/** Returns the note without judging its signatures, or `undefined` where the bytes are none. They may come from anyone. */
export function parseNote(bytes: Buffer): Note | undefined {
  const note = bytes.toString('utf8');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(note)) return undefined;
  if (!Buffer.from(note).equals(bytes)) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) return undefined;
  const signatures = lines.map(parseSignature);
  if (signatures.some((signature) => signature === undefined)) return undefined;
  return { text: note.slice(0, split + 1), signatures: signatures as NoteSignature[] };
}

/** Returns the signature on the line (without newline), or `undefined`. Base64 counts only in its one canonical form. */
export function parseSignature(line: string): NoteSignature | undefined {
  const match = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line);
  if (!match) return undefined;
  const bytes = Buffer.from(match[2] as string, 'base64');
  if (bytes.length < 5 || bytes.toString('base64') !== match[2]) return undefined;
  return { name: match[1] as string, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/**
 * Returns whose signatures of these keys hold, or `undefined` where one of a known key does not: such a note is to be
 * refused. Signatures of other keys are no word for or against it.
 */
export function checkNote(note: Note, keys: readonly NoteVerifier[]): NoteVerifier[] | undefined {
  const held: NoteVerifier[] = [];
  for (const signature of note.signatures) {
    const key = keys.find(({ name, keyId }) => name === signature.name && keyId.equals(signature.keyId));
    if (!key || held.includes(key)) continue;
    if (!checkSignature(note.text, signature, key)) return undefined;
    held.push(key);
  }
  return held;
}

/** Returns the verifier key text `<name>+<hex id>+<base64 of type and key>`. */
export function formatVerifier({ name, keyId, type, publicKey }: NoteVerifier): string {
  return `${name}+${keyId.toString('hex')}+${Buffer.concat([Buffer.of(type), publicKey]).toString('base64')}`;
}

/** Returns the key, or `undefined` where the text is none, is of another type, or its id is not the key's. */
export function parseVerifier(text: string): NoteVerifier | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text);
  if (!match) return undefined;
  const bytes = Buffer.from(match[3] as string, 'base64');
  const type = bytes[0];
  if (bytes.length !== 33 || (type !== 1 && type !== 4)) return undefined;
  const verifier = createVerifier(match[1] as string, bytes.subarray(1), type);
  return formatVerifier(verifier) === text ? verifier : undefined;
}

/** Returns the verifier of a 32-byte public key under a name. */
export function createVerifier(name: string, publicKey: Buffer, type: KeyType = 1): NoteVerifier {
  const hash = createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(publicKey).digest();
  return { name, keyId: hash.subarray(0, 4), type, publicKey };
}

/** Returns who signs under the name with the key of this seed (32 bytes, RFC 8032). Signing is deterministic. */
export function createSigner(name: string, seed: Uint8Array): NoteSigner {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(spki.length);
  const verifier = createVerifier(name, publicKey);
  return {
    verifier,
    sign: (text) => formatSignature({ name, keyId: verifier.keyId, signature: sign(null, Buffer.from(text), key) }),
  };
}

/** Returns the time of a cosignature in seconds since 1970; `undefined` of any other signature. */
export function cosignatureTime({ signature }: NoteSignature, { type }: NoteVerifier): number | undefined {
  return type === 4 && signature.length === 72 ? Number(signature.readBigUInt64BE()) : undefined;
}

function checkSignature(text: string, signature: NoteSignature, verifier: NoteVerifier): boolean {
  const key = createPublicKey({ key: Buffer.concat([spki, verifier.publicKey]), format: 'der', type: 'spki' });
  const time = cosignatureTime(signature, verifier);
  if (verifier.type === 1) return verify(null, Buffer.from(text), key, signature.signature);
  if (time === undefined) return false;
  return verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), key, signature.signature.subarray(8));
}

/** What stands before the 32 bytes of an Ed25519 key in its DER forms (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const spki = Buffer.from('302a300506032b6570032100', 'hex');
