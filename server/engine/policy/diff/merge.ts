/** Turns many small statements into few large ones: what differs in one dimension alone becomes one. */

import { groupBy } from './names';

/** A product of sets, one of bits for each dimension, and what holds for all of it. */
export interface Cell<V> {
  readonly dimensions: readonly bigint[];
  readonly value: V;
  /** The same text for the same value. */
  readonly key: string;
}

/** Merges cells along one dimension after the other; products stay disjoint where they were. */
export function mergeCells<V>(cells: readonly Cell<V>[]): readonly Cell<V>[] {
  return [...groupBy(cells, ({ key }) => key).values()].flatMap((alike) =>
    (alike[0]?.dimensions ?? []).reduce<readonly Cell<V>[]>((merged, _, dimension) => {
      return merged.length === 1 ? merged : mergeAlong(merged, dimension);
    }, alike),
  );
}

function mergeAlong<V>(cells: readonly Cell<V>[], dimension: number): readonly Cell<V>[] {
  const others = ({ dimensions }: Cell<V>) => dimensions.with(dimension, 0n).join(' ');
  return [...groupBy(cells, others).values()].map((group) => {
    const [first] = group as [Cell<V>];
    const union = group.reduce((bits, cell) => bits | (cell.dimensions[dimension] as bigint), 0n);
    return { ...first, dimensions: first.dimensions.with(dimension, union) };
  });
}

/** Returns the items whose bit is set. */
export function pick<T>(items: readonly T[], bits: bigint): readonly T[] {
  return items.filter((_, index) => (bits >> BigInt(index)) & 1n);
}

/** Returns the set of one item. */
export function bitOf(index: number): bigint {
  return 1n << BigInt(index);
}
