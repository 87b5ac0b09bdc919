/** Sets of names where all that nobody names count as one: as bits to compute with, as lists to read. */

import type { NameSet } from './types';

/** A set of names as bits: one for each class of names, the lowest for all names that are not listed. */
export type Bits = bigint;

/** Names in classes; two names are in one class where no list of the policies tells them apart. */
export interface Names {
  readonly all: Bits;
  /** How many classes there are. */
  readonly size: number;
  bitsOf(names: readonly string[]): Bits;
  toSet(bits: Bits): NameSet;
}

/** Puts names into classes by the lists they stand in. What stands in none is in the class of all other names. */
export function classifyNames(lists: readonly (readonly string[])[]): Names {
  const classes = [...groupBy([...new Set(lists.flat())], membershipIn(lists)).values()];
  const all = (1n << BigInt(classes.length + 1)) - 1n;
  const bits = new Map(
    classes.flatMap((names, index) => names.map((name) => [name, 1n << BigInt(index + 1)] as const)),
  );
  const listed = (set: Bits) => classes.filter((_, index) => (set >> BigInt(index + 1)) & 1n).flat();
  return {
    all,
    size: classes.length + 1,
    bitsOf: (names) => names.reduce((set, name) => set | (bits.get(name) ?? 1n), 0n),
    toSet: (set) => ((set & 1n) === 0n ? { in: listed(set).sort() } : { notIn: listed(all & ~set).sort() }),
  };
}

/** Returns a function that says by a text in which of the lists a name stands; empty for none. */
export function membershipIn(lists: readonly (readonly string[])[]): (name: string) => string {
  const standsIn = new Map<string, number[]>();
  for (const [index, list] of lists.entries()) {
    for (const name of new Set(list)) {
      const known = standsIn.get(name);
      if (known === undefined) standsIn.set(name, [index]);
      else known.push(index);
    }
  }
  return (name) => (standsIn.get(name) ?? []).join(' ');
}

/** Returns items grouped by a key, in the order of the first of each group. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Reports whether the set holds the name. */
export function holdsName(set: NameSet, name: string): boolean {
  return 'in' in set ? set.in.includes(name) : !set.notIn.includes(name);
}
