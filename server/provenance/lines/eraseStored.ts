/** Erasure of what is stored of the origin of a file's lines. Pure. */

import { attribute, concat, runsOf, type Source } from './attribution';
import { formatStoredLines, parseStored, type StoredLines } from './stored';

/**
 * Returns what is left to be stored once the chosen sources are out of it, the same text where none is in it, `undefined`
 * where no source is left. Their characters count as a person's from then on.
 *
 * What is not of the stored form is of no use to anybody, and goes.
 */
export function eraseStored(json: string, isChosen: (source: Source, path: string) => boolean): string | undefined {
  const stored = parseStored(json);
  if (stored === undefined) return undefined;
  const isKept = stored.sources.map((source) => !isChosen(source, stored.path));
  if (isKept.every(Boolean)) return json;
  return isKept.some(Boolean) ? formatStoredLines(withoutSources(stored, isKept)) : undefined;
}

function withoutSources(stored: StoredLines, isKept: readonly boolean[]): StoredLines {
  let attribution = attribute(0);
  for (const [length, source] of stored.runs) {
    const kept = isKept[source] ? stored.sources[source] : undefined;
    attribution = concat(attribution, attribute(length, kept));
  }
  const sources = stored.sources.filter((_, i) => isKept[i]);
  const places = new Map(sources.map(({ entry }, i) => [entry, i]));
  const runs = [...runsOf(attribution)].map(
    ({ start, end, source }) => [end - start, places.get(source?.entry ?? '') ?? -1] as const,
  );
  return { ...stored, sources, runs };
}
