/** Guesses what a misspelt name was meant to be, and says so. */

import { distance } from 'fastest-levenshtein';
import { quoted } from './quoted';

/** Longer names are no slips of the hand, and comparing them takes time, as it does with too many. */
const longestName = 200;
const mostCompared = 4000;

/** Returns the nearest of `known` where it is near enough to be a slip, or `undefined`. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  let best: string | undefined;
  let least = Math.floor(name.length / 2.5) + 1;
  let compared = 0;
  for (const candidate of known) {
    if (++compared > mostCompared) break;
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) {
      best = candidate;
      least = edits;
    }
  }
  return best;
}

/** Returns the hint for a misspelt name and, where one is near, the name to write; else `otherwise` is the hint. */
export function suggest(
  name: string,
  known: Iterable<string>,
  otherwise: string,
): { readonly hint: string; readonly suggestion?: string } {
  const suggestion = nearest(name, known);
  return suggestion === undefined ? { hint: otherwise } : { hint: `did you mean ${quoted(suggestion)}?`, suggestion };
}
