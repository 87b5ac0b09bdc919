/**
 * Hashes of the provenance log's Merkle tree, after RFC 6962 section 2.1.
 *
 * The leaf and node prefixes keep an attacker from passing an interior node off as a record. Knows nothing of entries,
 * tiles or files.
 */

import * as crypto from 'node:crypto';

/** A SHA-256 digest, 32 bytes. */
export type Hash = Buffer;

export const hashLength = 32;

/** The root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Hash = sha256(Buffer.alloc(0));

/** Returns SHA-256(0x00 || data). */
export function leafHash(data: Uint8Array): Hash {
  const bytes = Buffer.allocUnsafe(1 + data.length);
  bytes[0] = 0;
  bytes.set(data, 1);
  return sha256(bytes);
}

const node = Buffer.alloc(1 + 2 * hashLength, 1);

/** Returns SHA-256(0x01 || left || right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1);
  node.set(right, 1 + hashLength);
  return sha256(node);
}

/** Returns the root of the complete tree over the hashes, a power of two of them, which are hashed one by one. */
export function foldHashes(hashes: Buffer): Hash {
  const level = Buffer.from(hashes);
  for (let width = level.length; width > hashLength; width /= 2) {
    for (let at = 0; at < width; at += 2 * hashLength) {
      level.copy(node, 1, at, at + 2 * hashLength);
      sha256(node).copy(level, at / 2);
    }
  }
  return level.subarray(0, hashLength);
}

/** Returns SHA-256 of the data. The one-shot function is twice as quick, but younger than Node.js 20.0. */
export function sha256(data: Buffer): Hash {
  if (typeof crypto.hash === 'function') return crypto.hash('sha256', data, 'buffer');
  return crypto.createHash('sha256').update(data).digest();
}

/** Called for each complete subtree that a push finishes: 2^height leaves, the leaf itself first with height 0. */
export type SubtreeVisitor = (height: number, hash: Hash) => void;

/**
 * A Merkle tree that only grows, held as the hashes of its complete subtrees from left to right (one for each set bit
 * of the size): memory and time of a push are logarithmic, all nodes together are hashed once.
 */
export class Tree {
  #size = 0;
  readonly #peaks: Hash[] = [];

  get size(): number {
    return this.#size;
  }

  /**
   * Appends a complete subtree of 2^height leaves by its hash; a leaf has height 0.
   *
   * Throws where the size is not a multiple of 2^height: such a subtree can't stand there.
   */
  push(hash: Hash, height = 0, visit?: SubtreeVisitor): void {
    const leaves = 2 ** height;
    if (this.#size % leaves !== 0) throw new RangeError(`no subtree of ${leaves} leaves can begin at ${this.#size}`);
    let joined = hash;
    let level = height;
    visit?.(level, joined);
    for (let rest = this.#size / leaves; rest % 2 === 1; rest = (rest - 1) / 2) {
      joined = nodeHash(this.#peaks.pop() as Hash, joined);
      level++;
      visit?.(level, joined);
    }
    this.#peaks.push(joined);
    this.#size += leaves;
  }

  /** Returns MTH(D[0:size]). */
  root(): Hash {
    return (
      this.#peaks.reduceRight<Hash | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined) ??
      emptyRoot
    );
  }

  clone(): Tree {
    const copy = new Tree();
    copy.#size = this.#size;
    copy.#peaks.push(...this.#peaks);
    return copy;
  }
}
