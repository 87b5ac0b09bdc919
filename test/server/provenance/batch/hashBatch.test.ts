/** Hashes made four at a time are those of the system's SHA-256, for any mix of lengths; bundles that hold are told. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bundleHolds, openingsHold } from '../../../../server/provenance/batch/bundleHolds';
import { hashBatch, hashRanges } from '../../../../server/provenance/batch/hashBatch';
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

  it('agrees with the system on stretches of one text, of any size', () => {
    const source = Buffer.alloc(600_000, 'stretches of it\u0000ü');
    const range = fc.tuple(fc.nat(60), fc.nat(400_000), lengths);
    fc.assert(
      fc.property(fc.array(range, { maxLength: 9 }), fc.constantFrom(600_000, 500_000), (ranges, size) => {
        const text = source.subarray(0, size);
        const starts = ranges.map(([, start]) => start);
        const ends = ranges.map(([, start, length]) => start + length);
        const prefix = (i: number) => Buffer.alloc(ranges[i]?.[0] ?? 0, i);
        const expected = ranges.map((_, i) =>
          createHash('sha256').update(prefix(i)).update(text.subarray(starts[i], ends[i])).digest(),
        );
        assert.deepEqual(hashRanges(text, starts, ends, prefix), Buffer.concat(expected));
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
    const bytes = of('tile/entries/000');
    const bundle = parseBundle(bytes);
    const { entries, offsets } = bundle;
    const tile = of('tile/0/000');
    const openings = of('openings/000');
    assert.ok(bundleHolds(bytes, bundle, tile)?.equals(wholeHash(tile)));
    assert.ok(openingsHold(openings, 0, entries));
    assert.ok(!openingsHold(openings, 1, entries));
    for (let offset = 0; offset < openings.length; offset += 101) {
      const changed = Buffer.from(openings);
      changed[offset] = (changed[offset] as number) ^ 1;
      assert.ok(!openingsHold(changed, 0, entries), `byte ${offset}`);
    }
    for (let offset = 0; offset < bytes.length; offset += 997) {
      const changed = Buffer.from(bytes);
      changed[offset] = (changed[offset] as number) ^ 1;
      const parsed = parseBundle(changed);
      assert.ok(parsed.rest !== undefined || bundleHolds(changed, parsed, tile) === undefined, `byte ${offset}`);
    }
    for (let offset = 0; offset < tile.length; offset += 301) {
      const changed = Buffer.from(tile);
      changed[offset] = (changed[offset] as number) ^ 1;
      assert.equal(bundleHolds(bytes, bundle, changed), undefined);
    }
    assert.equal(bundleHolds(bytes, { entries: entries.slice(1), offsets: offsets.slice(1) }, tile), undefined);
  });
});
