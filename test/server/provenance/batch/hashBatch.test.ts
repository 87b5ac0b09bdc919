/** Hashes made four at a time are those of the system's SHA-256, for any mix of lengths; bundles that hold are told. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bundleHolds, findEntries, openingsHold, type Places } from '../../../../server/provenance/batch/bundleHolds';
import { hashRanges, prepare } from '../../../../server/provenance/batch/hashBatch';
import { createLanes, initialState } from '../../../../server/provenance/batch/sha256Lanes';
import { wholeHash } from '../../../../server/provenance/batch/treeHash';
import { type Hash, Tree } from '../../../../server/provenance/merkle';
import { sampleLog } from '../sample';

const lengths = fc.oneof(fc.nat(200), fc.constantFrom(55, 56, 63, 64, 119, 120, 65_000, 65_536, 70_000));

describe('hashBatch', () => {
  it('runs side by side on this machine, from the constants of FIPS 180-4', () => {
    assert.ok(createLanes(1));
    assert.deepEqual([initialState()[0], initialState()[7]], [0x6a09e667, 0x5be0cd19]);
  });

  for (const when of ['at first', 'once there were many']) {
    it(`agrees with the system on stretches of a text in any order and of any length, ${when}`, () => {
      if (when !== 'at first') assert.ok(prepare(10_000));
      const source = Buffer.alloc(600_000, 'stretches of it\u0000ü');
      const range = fc.tuple(fc.nat(530_000), lengths);
      const widths = fc.constantFrom(1, 16, 60);
      fc.assert(
        fc.property(fc.array(range, { maxLength: 9 }), widths, fc.boolean(), (ranges, width, isShared) => {
          const starts = ranges.map(([start]) => start);
          const ends = ranges.map(([start, length]) => start + length);
          const prefixes = ranges.map((_, i) => Buffer.alloc(width, isShared ? 7 : i));
          const expected = ranges.map((_, i) =>
            createHash('sha256')
              .update(prefixes[i] as Buffer)
              .update(source.subarray(starts[i], ends[i]))
              .digest(),
          );
          const bytes = isShared ? Buffer.alloc(width, 7) : Buffer.concat(prefixes);
          assert.deepEqual(hashRanges(source, starts, ends, { bytes, width }), Buffer.concat(expected));
        }),
        { numRuns: 60 },
      );
    });
  }

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
    const bytes = of('tile/entries/000');
    const places = findEntries(bytes) as Places;
    const tile = of('tile/0/000');
    const openings = of('openings/000');
    assert.ok(bundleHolds(bytes, places, tile)?.equals(wholeHash(tile)));
    assert.ok(openingsHold(openings, 0, bytes, places));
    assert.ok(!openingsHold(openings, 1, bytes, places));
    for (let offset = 0; offset < openings.length; offset += 101) {
      const changed = Buffer.from(openings);
      changed[offset] = (changed[offset] as number) ^ 1;
      assert.ok(!openingsHold(changed, 0, bytes, places), `byte ${offset}`);
    }
    for (let offset = 0; offset < bytes.length; offset += 997) {
      const changed = Buffer.from(bytes);
      changed[offset] = (changed[offset] as number) ^ 1;
      const found = findEntries(changed);
      assert.ok(!found || !bundleHolds(changed, found, tile), `byte ${offset}`);
    }
    for (let offset = 0; offset < tile.length; offset += 301) {
      const changed = Buffer.from(tile);
      changed[offset] = (changed[offset] as number) ^ 1;
      assert.equal(bundleHolds(bytes, places, changed), undefined);
    }
    for (const other of [bytes.subarray(0, -1), Buffer.concat([bytes, bytes.subarray(0, 1)])]) {
      assert.equal(findEntries(other), undefined);
    }
  });
});
