/**
 * Families of category sets that flow rules can tell apart, without listing the sets.
 *
 * A rule asks whether a set holds some category, a clearance whether it holds none but some: a region says both at once.
 */

import type { Bits } from './names';

/** The sets within `allowed` that meet each of `needs`. */
export interface Region {
  readonly allowed: Bits;
  readonly needs: readonly Bits[];
  /** How many classes of categories there are. */
  readonly size: number;
}

/** Returns the region's sets that hold some of the categories, `undefined` for none. */
export function meeting(region: Region, categories: Bits): Region | undefined {
  return normalise(region, region.allowed, [...region.needs, categories]);
}

/** Returns the region's sets that hold none of the categories, `undefined` for none. */
export function avoiding(region: Region, categories: Bits): Region | undefined {
  return normalise(region, region.allowed & ~categories, region.needs);
}

/** Returns the sets of both regions, `undefined` for none. */
export function intersect(a: Region, b: Region): Region | undefined {
  return normalise(a, a.allowed & b.allowed, [...a.needs, ...b.needs]);
}

/** Returns fewer regions with the same sets: two that differ by one question alone become one. */
export function coalesce(regions: readonly Region[]): readonly Region[] {
  const merged = [...regions];
  for (let again = merged.length <= maxCoalesced; again; ) {
    again = false;
    search: for (const [i, a] of merged.entries()) {
      for (const [j, b] of merged.entries()) {
        const union = i === j ? undefined : unite(a, b);
        if (union === undefined) continue;
        merged[Math.min(i, j)] = union;
        merged.splice(Math.max(i, j), 1);
        again = true;
        break search;
      }
    }
  }
  return merged;
}

/** Returns a text that is the same for the same regions. */
export function regionKey({ allowed, needs }: Region): string {
  return `${allowed.toString(36)}:${needs.map((need) => need.toString(36)).join('.')}`;
}

const maxCoalesced = 64;

/** What allows `allowed` itself is not empty: of all sets it meets the most. */
function normalise({ size }: Region, allowed: Bits, needs: readonly Bits[]): Region | undefined {
  const within = [...new Set(needs.map((need) => need & allowed))];
  if (within.includes(0n)) return undefined;
  const least = within.filter((need) => !within.some((other) => other !== need && (other & need) === other));
  return { allowed, needs: least.sort((a, b) => (a < b ? -1 : 1)), size };
}

/** Joins the sets that hold none of some categories with those that hold one: the question falls away, or gets wider. */
function unite(without: Region, holding: Region): Region | undefined {
  for (const need of holding.needs) {
    if ((holding.allowed & ~need) !== without.allowed) continue;
    const rest = holding.needs.filter((other) => other !== need);
    const others = keyOf(normalise(without, without.allowed, rest));
    if (others === regionKey(without)) return normalise(holding, holding.allowed, rest);
    for (const more of without.needs) {
      const fewer = without.needs.filter((other) => other !== more);
      if (keyOf(normalise(without, without.allowed, fewer)) === others)
        return normalise(holding, holding.allowed, [...rest, need | more]);
    }
  }
  return undefined;
}

function keyOf(region: Region | undefined): string | undefined {
  return region && regionKey(region);
}
