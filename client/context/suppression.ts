/**
 * How the groups we suppress are written into the user's setting beside the user's own, and taken out of it again.
 *
 * The setting is one comma-separated text for all windows. Ours stand between two marks that name no group, so that any
 * window, and a later start after a crash, can tell them from the user's.
 */

const begin = 'portcullis-begin';
const end = 'portcullis-end';

/** Returns the user's own part of a setting's value. */
export function ownPart(value: string): string {
  const parts = value.split(',');
  const from = parts.indexOf(begin);
  if (from === -1) return value;
  const to = parts.indexOf(end, from);
  return [...parts.slice(0, from), ...(to === -1 ? [] : parts.slice(to + 1))].join(',');
}

/** Returns the value with exactly `groups` as our part, and the user's own as it was. */
export function withGroups(value: string, groups: readonly string[]): string {
  const own = ownPart(value);
  if (groups.length === 0) return own;
  return [...(own === '' ? [] : [own]), begin, ...groups, end].join(',');
}

/** Returns those of the groups that a value in force doesn't suppress. */
export function missingGroups(value: string, groups: readonly string[]): string[] {
  const suppressed = new Set(value.split(','));
  return groups.filter((group) => !suppressed.has(group));
}
