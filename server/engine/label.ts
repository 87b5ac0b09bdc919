/**
 * The lattice of labels (Denning 1976): a sensitivity level and a set of categories.
 *
 * Levels are ordered by the policy that names them; this file knows no particular level.
 */

/** A sensitivity level with its categories, sorted and without repeats. */
export interface Label {
  readonly level: string;
  readonly categories: readonly string[];
}

/** The levels of a policy from the least to the most sensitive. */
export type Levels = readonly [string, ...string[]];

/** Returns the label with its categories sorted and without repeats. */
export function createLabel(level: string, categories: readonly string[] = []): Label {
  return { level, categories: [...new Set(categories)].sort() };
}

/** Returns the bottom of the lattice: the lowest level and no category. */
export function lowestLabel(levels: Levels): Label {
  return { level: levels[0], categories: [] };
}

/** Returns the highest level with the given categories. */
export function highestLabel(levels: Levels, categories: readonly string[] = []): Label {
  return createLabel(levels[levels.length - 1] as string, categories);
}

/**
 * Returns a level's rank, 0 for the lowest.
 *
 * Invariant: a level the policy does not know ranks above all others, so that it is never let through by mistake.
 */
export function rankOf(levels: Levels, level: string): number {
  const rank = levels.indexOf(level);
  return rank === -1 ? levels.length : rank;
}

/** Returns the least label that both labels are at or below. */
export function joinLabels(levels: Levels, a: Label, b: Label): Label {
  const level = rankOf(levels, a.level) >= rankOf(levels, b.level) ? a.level : b.level;
  return createLabel(level, [...a.categories, ...b.categories]);
}

/** Returns the least label that all labels are at or below, the lowest for none. */
export function joinAll(levels: Levels, labels: readonly Label[]): Label {
  let { level } = lowestLabel(levels);
  let categories: readonly string[] = [];
  let joined: Set<string> | undefined;
  for (const label of labels) {
    if (rankOf(levels, label.level) > rankOf(levels, level)) level = label.level;
    if (label.categories.length === 0) continue;
    if (categories.length === 0) categories = label.categories;
    else {
      joined ??= new Set(categories);
      for (const category of label.categories) joined.add(category);
    }
  }
  return joined === undefined ? { level, categories } : { level, categories: [...joined].sort() };
}

/** Returns the greatest label that is at or below both labels. */
export function meetLabels(levels: Levels, a: Label, b: Label): Label {
  const level = rankOf(levels, a.level) <= rankOf(levels, b.level) ? a.level : b.level;
  return createLabel(
    level,
    a.categories.filter((category) => b.categories.includes(category)),
  );
}

/** Reports whether `label` is at or below `clearance`. */
export function isAtOrBelow(levels: Levels, label: Label, clearance: Label): boolean {
  const rank = rankOf(levels, label.level);
  if (rank === levels.length) return false;
  return (
    rank <= rankOf(levels, clearance.level) &&
    label.categories.every((category) => clearance.categories.includes(category))
  );
}

/** Returns a label as people read it, `restricted [pci, pii]`. */
export function formatLabel(label: Label): string {
  return label.categories.length === 0 ? label.level : `${label.level} [${label.categories.join(', ')}]`;
}
