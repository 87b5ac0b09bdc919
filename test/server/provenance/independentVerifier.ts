/**
 * A second reader of logs, written from the specifications alone: RFC 6962 (tree), C2SP tlog-tiles (files), tlog-checkpoint
 * and signed-note (signature), tlog-proof (proofs). Imports nothing of the product, so that both can't be wrong alike.
 */

import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Head {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

/** Opens a checkpoint with a verifier key `<name>+<hex id>+<base64>`; throws where the signature does not hold. */
export function openCheckpoint(note: string, vkey: string): Head {
  const split = note.lastIndexOf('\n\n') + 1;
  const text = note.slice(0, split);
  const [name = '', id = '', key = ''] = vkey.split(/\+(.{8})\+(.*)/s);
  const line = note
    .slice(split + 1)
    .split('\n')
    .find((each) => each.startsWith(`— ${name} `));
  const signed = Buffer.from(line?.split(' ')[2] ?? '', 'base64');
  const keyBytes = Buffer.from(key, 'base64');
  const expectedId = sha256(Buffer.from(`${name}\n`), keyBytes).subarray(0, 4);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: keyBytes.subarray(1).toString('base64url') };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const holds = verify(null, Buffer.from(text), publicKey, signed.subarray(4));
  if (!holds || keyBytes[0] !== 1 || expectedId.toString('hex') !== id || !signed.subarray(0, 4).equals(expectedId)) {
    throw new Error('the signature does not hold');
  }
  const [origin = '', size, root = ''] = text.split('\n');
  return { origin, size: Number(size), root };
}

/** Computes the root from the entry bundles, and compares every hash tile on the way; throws at the first difference. */
export function readLog(folder: string, size: number): { root: string; entries: Buffer[] } {
  const entries: Buffer[] = [];
  for (let n = 0; n * 256 < size; n++) {
    const bundle = readFileSync(tilePath(folder, 'entries', n, size));
    for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
      entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
    }
  }
  if (entries.length !== size) throw new Error(`${entries.length} entries, not ${size}`);
  let hashes = entries.map((entry) => sha256(Buffer.of(0), entry));
  for (let level = 0; hashes.length > 0; level++) {
    const next: Buffer[] = [];
    for (let n = 0; n * 256 < hashes.length; n++) {
      const part = hashes.slice(n * 256, (n + 1) * 256);
      const tile = readFileSync(tilePath(folder, String(level), n, hashes.length));
      if (!tile.equals(Buffer.concat(part))) throw new Error(`tile ${level}/${n} differs`);
      if (part.length === 256) next.push(treeHash(part));
    }
    hashes = next;
  }
  return { root: treeHash(entries.map((entry) => sha256(Buffer.of(0), entry))).toString('base64'), entries };
}

/** Checks a proof after tlog-proof for an entry's bytes; throws where it does not hold. */
export function checkProof(proof: string, entry: Buffer, vkey: string): void {
  const split = proof.indexOf('\n\n');
  const [title, indexLine = '', ...path] = proof.slice(0, split).split('\n');
  const { size, root } = openCheckpoint(proof.slice(split + 2), vkey);
  const index = Number(indexLine.replace('index ', ''));
  const hash = climb(
    sha256(Buffer.of(0), entry),
    index,
    size,
    path.map((line) => Buffer.from(line, 'base64')),
  );
  if (title !== 'c2sp.org/tlog-proof@v1' || hash.toString('base64') !== root)
    throw new Error('the proof does not hold');
}

/** The root that a path leads to, by the recursion of RFC 6962 section 2.1.1. */
function climb(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer {
  if (size === 1) return leaf;
  const last = path[path.length - 1] as Buffer;
  const k = split(size);
  if (index < k) return sha256(Buffer.of(1), climb(leaf, index, k, path.slice(0, -1)), last);
  return sha256(Buffer.of(1), last, climb(leaf, index - k, size - k, path.slice(0, -1)));
}

function treeHash(hashes: readonly Buffer[]): Buffer {
  if (hashes.length <= 1) return hashes[0] ?? sha256();
  const k = split(hashes.length);
  return sha256(Buffer.of(1), treeHash(hashes.slice(0, k)), treeHash(hashes.slice(k)));
}

function split(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

function tilePath(folder: string, level: string, n: number, count: number): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
  const name = (digits.match(/.{3}/g) ?? [])
    .map((group, i, all) => (i < all.length - 1 ? `x${group}` : group))
    .join('/');
  const path = join(folder, 'tile', level, name);
  const width = Math.min(256, count - n * 256);
  return width === 256 || existsSync(path) ? path : `${path}.p/${width}`;
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
