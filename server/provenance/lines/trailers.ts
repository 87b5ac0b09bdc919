/** A commit's authorship as trailers of its message: which tools and models took part, and by which entries. Pure. */

import { type Authorship, isPerson } from './authorship';
import { toOrigin } from './blame';

/** So many entries are named; the note has them all. */
const maxEntries = 20;

/** Returns the lines, `Name: value`, none where no line is of a model. */
export function toTrailers(authorship: Authorship): string[] {
  const helpers = new Set<string>();
  const entries = new Set<string>();
  for (const keys of [...authorship.lines.values()].flatMap((lines) => [...lines.values()])) {
    for (const key of keys) {
      if (isPerson(key)) continue;
      const { tool, name, entry } = toOrigin(authorship, key);
      helpers.add(oneLine(`${tool} (${name})`));
      if (entry !== undefined) entries.add(oneLine(entry));
    }
  }
  return [
    ...[...helpers].sort().map((helper) => `AI-Assisted-By: ${helper}`),
    ...[...entries]
      .sort()
      .slice(0, maxEntries)
      .map((entry) => `AI-Log-Entry: ${entry}`),
  ];
}

/** A note's words come from whoever wrote it; a line break in them would forge a trailer. */
function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e\u00a1-\uffff]+/g, ' ');
}
