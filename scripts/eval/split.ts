/** Which repositories of the labelled code are for scoring alone. scripts/fit divides them in the same way, for good. */

/** Reports whether nothing is fitted on a repository's rows: FNV-1a of its name is a multiple of three. */
export function isUnseen(repo: string): boolean {
  let hash = 2166136261;
  for (const character of repo) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return hash % 3 === 0;
}
