/**
 * What has to be noted after git made a commit, or made commits anew: which earlier commits may hold the same lines.
 */

import type { Noting } from './commitNotes';
import type { Repository } from './repository';

/** So many of the commits noted last are looked at. */
const maxRecent = 64;
/** So many commits beside the named ones are looked at after a rewrite, and so far apart may histories be. */
const maxOthers = 200;
const maxApart = 5000;

/** Returns what is to be noted of a commit that was just made, or that is to be noted again. */
export async function notingOf(repository: Repository, commit: string): Promise<Noting> {
  const [facts] = await repository.describe([commit]);
  const named = [...(facts?.message ?? '').matchAll(/^\(cherry picked from commit ([0-9a-f]{40,64})\)$/gm)];
  const picked = [...named.map((match) => match[1] as string), ...(await repository.underWay())];
  const recent = (await repository.recentlyNoted(maxRecent)).filter((id) => id !== commit);
  // Only those that are not in this history: what is in it speaks for itself.
  const apart = new Set(
    recent.length === 0 ? [] : await repository.list([...recent, ...picked, `^${commit}`], maxApart),
  );
  const left = recent.filter((id) => apart.has(id) && !picked.includes(id)).reverse();
  // First what its own note says already.
  return { commit, earlier: [commit, ...left, ...new Set(picked.filter((id) => id !== commit))] };
}

/** One line of what git tells a post-rewrite hook. */
export interface RewrittenPair {
  readonly from: string;
  readonly to: string;
}

/** Returns the pairs of a post-rewrite hook's input, `undefined` where it is none. */
export function parsePairs(text: string): RewrittenPair[] | undefined {
  const pairs: RewrittenPair[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, from, to] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64})(?: .*)?$/.exec(line) ?? [];
    if (from === undefined || to === undefined) return undefined;
    pairs.push({ from, to });
  }
  return pairs;
}

/**
 * Returns what is to be noted after commits were made anew: those, and the ones among them that git doesn't name, as
 * where one was split.
 */
export async function notingsOf(repository: Repository, pairs: readonly RewrittenPair[]): Promise<Noting[]> {
  const all = [...new Set(pairs.map(({ from }) => from))];
  const news = [...new Set(pairs.map(({ to }) => to))];
  const [last] = news.slice(-1);
  if (last === undefined) return [];
  const others = await repository.list([last, ...all.map((id) => `^${id}`)], maxOthers);
  const noted = await repository.notes(others);
  const split = others.filter((id) => !news.includes(id) && !noted.has(id));
  return [...news, ...split].map((commit) => {
    const own = pairs.filter(({ to }) => to === commit).map(({ from }) => from);
    return { commit, earlier: [...all.filter((id) => !own.includes(id)), ...own] };
  });
}
