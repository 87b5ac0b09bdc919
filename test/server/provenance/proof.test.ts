/**
 * Proofs against the published vectors (certificate-transparency, merkletree tests), the recursive definitions of RFC
 * 6962 section 2.1, and every change of a proof.
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Hash, leafHash, nodeHash } from '../../../server/provenance/merkle';
import {
  checkConsistency,
  checkInclusion,
  createNodeReader,
  type NodeReader,
  proveConsistency,
  proveInclusion,
  readRoot,
} from '../../../server/provenance/proof';
import { formatProof, parseProof } from '../../../server/provenance/proofText';
import { proveEntry, proveSince } from '../../../server/provenance/published';
import { MemoryFiles, sampleLog } from './sample';
import { vectorLeaves } from './vectors';

const published = vectorLeaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));

describe('proof', function () {
  this.timeout(30_000);
  it('has the published inclusion proofs', async () => {
    for (const [index, size, expected] of [
      [0, 1, []],
      [
        0,
        8,
        [
          '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
          '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
          '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
        ],
      ],
      [
        5,
        8,
        [
          'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
          'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
          'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
        ],
      ],
      [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    ] as const) {
      const read = readerOf(published.slice(0, size));
      assert.deepEqual(hex(await proveInclusion(read, index, size)), expected);
    }
  });

  it('has the published consistency proofs', async () => {
    for (const [older, size, expected] of [
      [1, 1, []],
      [
        1,
        8,
        [
          '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
          '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
          '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
        ],
      ],
      [
        6,
        8,
        [
          '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
          'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
          'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
        ],
      ],
      [
        2,
        5,
        [
          '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
          'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        ],
      ],
    ] as const) {
      assert.deepEqual(hex(await proveConsistency(readerOf(published.slice(0, size)), older, size)), expected);
    }
  });

  it('proves every entry and every earlier size of small trees, and nothing else', async () => {
    const leaves = Array.from({ length: 34 }, (_, i) => leafHash(Buffer.from(String(i))));
    const roots = leaves.map((_, i) => rootOf(leaves.slice(0, i + 1)));
    for (let size = 1; size <= leaves.length; size++) {
      const read = readerOf(leaves.slice(0, size));
      const root = roots[size - 1] as Hash;
      assert.ok((await readRoot(read, size)).equals(root));
      for (let index = 0; index < size; index++) {
        const path = await proveInclusion(read, index, size);
        assert.deepEqual(path, pathOf(index, leaves.slice(0, size)));
        const holds = Array.from({ length: size + 1 }, (_, at) =>
          checkInclusion(leaves[index] as Hash, at, size, path, root),
        );
        assert.deepEqual(holds.indexOf(true), index);
        assert.equal(holds.lastIndexOf(true), index);
        for (const wrong of mangle(path))
          assert.ok(!checkInclusion(leaves[index] as Hash, index, size, wrong, root), `${index} of ${size}`);
      }
      for (let older = 1; older <= size; older++) {
        const proof = await proveConsistency(read, older, size);
        const from = { size: older, root: roots[older - 1] as Hash };
        assert.ok(checkConsistency(from, { size, root }, proof), `${older} of ${size}`);
        assert.ok(!checkConsistency({ ...from, root: leaves[33] as Hash }, { size, root }, proof));
        assert.ok(!checkConsistency(from, { size, root: leaves[33] as Hash }, proof));
        for (const wrong of mangle(proof)) assert.ok(!checkConsistency(from, { size, root }, wrong));
      }
    }
  });

  it('proves entries and sizes of logs over several tiles', async () => {
    const files = await sampleLog(700);
    await fc.assert(
      fc.asyncProperty(fc.nat(699), fc.integer({ min: 1, max: 700 }), async (index, older) => {
        const { checkpoint, leaf, path, bytes } = await proveEntry(files, index);
        const parsed = parseProof(formatProof(index, path, bytes));
        assert.deepEqual([parsed?.index, parsed?.path], [index, path]);
        assert.ok(checkInclusion(leaf, index, checkpoint.size, path, checkpoint.root));
        const root = await readRoot(createNodeReader(files, 700), older);
        assert.ok((await proveSince(files, { size: older, root })).proof);
        assert.equal((await proveSince(files, { size: older, root: leaf })).proof === undefined, !root.equals(leaf));
      }),
      { numRuns: 50 },
    );
  });

  it('reads a few tiles only', async () => {
    const files = await sampleLog(700);
    const names: string[] = [];
    const counting = {
      read(name: string) {
        names.push(name);
        return files.read(name);
      },
    };
    await proveEntry(counting, 3);
    assert.deepEqual(names.sort(), ['checkpoint', 'tile/0/000', 'tile/0/002.p/188', 'tile/1/000.p/2']);
  });

  it('hands out no proof from damaged tiles', async () => {
    const files = await sampleLog(300);
    (files.contents.get('tile/0/000') as Buffer)[5] = 9;
    await assert.rejects(proveEntry(files, 1), { code: 'LOG_ROOT_MISMATCH' });
    await assert.rejects(proveEntry(files, 300), RangeError);
    await assert.rejects(proveEntry(new MemoryFiles(), 0), { code: 'LOG_FILE_MISSING' });
  });
});

/** Proofs that differ in a hash, or lack one, or have one more. */
function mangle(proof: readonly Hash[]): Hash[][] {
  const flipped = proof.map((_, i) =>
    proof.map((hash, j) => (i === j ? Buffer.from(hash.map((byte, k) => (k === 0 ? byte ^ 1 : byte))) : hash)),
  );
  return [
    ...flipped,
    [...proof, leafHash(Buffer.alloc(0))],
    ...(proof.length > 0 ? [proof.slice(1), proof.slice(0, -1)] : []),
  ];
}

function readerOf(leaves: readonly Hash[]): NodeReader {
  return async (height, n) => rootOf(leaves.slice(n * 2 ** height, (n + 1) * 2 ** height));
}

function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 1) return leaves[0] as Hash;
  const k = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** PATH(m, D[n]) as RFC 6962 section 2.1.1 defines it. */
function pathOf(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  return m < k
    ? [...pathOf(m, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(m - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
}

function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function hex(hashes: readonly Hash[]): string[] {
  return hashes.map((hash) => hash.toString('hex'));
}
