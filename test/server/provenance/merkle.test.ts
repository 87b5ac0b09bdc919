/**
 * The Merkle tree against the published RFC 6962 vectors (certificate-transparency, merkletree tests) and the recursive
 * definition of section 2.1.
 */

import assert from 'node:assert/strict';
import { emptyRoot, type Hash, leafHash, nodeHash, Tree } from '../../../server/provenance/merkle';
import { vectorLeaves } from './vectors';

const vectorRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('merkle', () => {
  it('has the published roots of 0 to 8 leaves', () => {
    const tree = new Tree();
    assert.equal(tree.root().toString('hex'), vectorRoots[0]);
    vectorLeaves.forEach((leaf, i) => {
      tree.push(leafHash(Buffer.from(leaf, 'hex')));
      assert.equal(tree.root().toString('hex'), vectorRoots[i + 1]);
    });
  });

  it('has the published leaf hash', () => {
    assert.equal(
      leafHash(Buffer.from('L123456')).toString('hex'),
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
  });

  it('agrees with the recursive definition at every size up to 70 and around 256, also when grown by subtrees or from a clone', () => {
    const hashes = Array.from({ length: 260 }, (_, i) => leafHash(Buffer.from(String(i))));
    const tree = new Tree();
    hashes.forEach((hash, i) => {
      const before = tree.clone();
      tree.push(hash);
      assert.equal(before.size, i);
      if (i < 70 || i > 250) assert.deepEqual(tree.root(), rootByDefinition(hashes.slice(0, i + 1)));
    });
    const bySubtrees = new Tree();
    bySubtrees.push(rootByDefinition(hashes.slice(0, 256)), 8);
    for (const hash of hashes.slice(256)) bySubtrees.push(hash);
    assert.deepEqual(bySubtrees.root(), tree.root());
    assert.throws(() => bySubtrees.push(emptyRoot, 3), RangeError);
  });
});

function rootByDefinition(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyRoot;
  if (hashes.length === 1) return hashes[0] as Hash;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(rootByDefinition(hashes.slice(0, k)), rootByDefinition(hashes.slice(k)));
}
