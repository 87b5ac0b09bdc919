/** Hashes made four at a time are those of the system's SHA-256, for any mix of lengths; bundles that hold are told. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bundleHolds, openingsHold } from '../../../../server/provenance/batch/bundleHolds';
import { hashBatch } from '../../../../server/provenance/batch/hashBatch';
import { createLanes, initialState } from '../../../../server/provenance/batch/sha256Lanes';
import { wholeHash } from '../../../../server/provenance/batch/treeHash';
import { type Hash, Tree } from '../../../../server/provenance/merkle';
import { parseBundle } from '../../../../server/provenance/tile';
import { sampleLog } from '../sample';

const lengths = fc.oneof(fc.nat(200), fc.constantFrom(55, 56, 63, 64, 119, 120, 65_000, 65_536, 70_000));

describe('hashBatch', () => {
  it('runs side by side on this machine, from the constants of FIPS 180-4', () => {
    assert.ok(createLanes(1));
    assert.deepEqual([initialState[0], initialState[7]], [0x6a09e667, 0x5be0cd19]);
  });

  it('agrees with the system', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), lengths), { maxLength: 9 }), (sizes) => {
        const parts = sizes.map(([first, second], i) => ({
          first: Buffer.alloc(first, i),
          second: Buffer.alloc(second, 255 - i),
        }));
        const expected = parts.map(({ first, second }) => createHash('sha256').update(first).update(second).digest());
        const hashes = hashBatch(parts.length, (i) => parts[i] as (typeof parts)[number]);
        assert.deepEqual(hashes, Buffer.concat(expected));
      }),
      { numRuns: 60 },
    );
  });

  it('has the root of a tree over hashes', () => {
    const hashes: Hash[] = Array.from({ length: 64 }, (_, i) => createHash('sha256').update(String(i)).digest());
    const tree = new Tree();
    for (const hash of hashes) tree.push(hash);
    assert.deepEqual(wholeHash(Buffer.concat(hashes)), tree.root());
  });
});

describe('bundleHolds', () => {
  it('accepts a bundle with its tile and openings, and none of them with a changed byte', async () => {
    const files = await sampleLog(256);
    const of = (name: string) => files.contents.get(name) as Buffer;
    const { entries } = parseBundle(of('tile/entries/000'));
    const tile = of('tile/0/000');
    const openings = of('openings/000');
    assert.ok(bundleHolds(entries, tile)?.equals(wholeHash(tile)));
    assert.ok(openingsHold(openings, 0, entries));
    assert.ok(!openingsHold(openings, 1, entries));
    for (let offset = 0; offset < openings.length; offset += 101) {
      const changed = Buffer.from(openings);
      changed[offset] = (changed[offset] as number) ^ 1;
      assert.ok(!openingsHold(changed, 0, entries), `byte ${offset}`);
    }
    for (let offset = 0; offset < tile.length; offset += 301) {
      const changed = Buffer.from(tile);
      changed[offset] = (changed[offset] as number) ^ 1;
      assert.equal(bundleHolds(entries, changed), undefined);
    }
    assert.equal(bundleHolds(entries.slice(1), tile), undefined);
  });
});
